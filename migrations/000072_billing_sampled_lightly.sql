select platform.sample_lightly('billing.charge_delta');
select platform.sample_lightly('billing.open_charge');
