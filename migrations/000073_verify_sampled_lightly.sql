select platform.sample_lightly('verify.verification');
select platform.sample_lightly('verify.number');
select platform.sample_lightly('verify.trace');
select platform.sample_lightly('verify.attempt');
select platform.sample_lightly('verify.check_log');
select platform.sample_lightly('verify.meter');
