-- Holds money for a batch of messages as the last statement before a commit, so that the balance is locked for that long
-- only. Where it is not covered nothing of the transaction may stay: an error, which ends the transaction by itself.
create function billing.hold_balance(of_workspace uuid, in_currency text, of_amount bigint, of_messages bigint)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  position_after bigint;
begin
  update billing.balance set reserved = reserved + of_amount,
    available = greatest(available + credit - of_amount, 0), credit = least(available + credit - of_amount, 0)
  where workspace_id = of_workspace and currency = in_currency
    and (credit_limit is null or of_amount <= available + credit + credit_limit)
  returning available + credit into position_after;
  if not found then
    raise exception 'the balance does not cover the batch' using errcode = 'TT402';
  end if;
  insert into billing.charge_delta (workspace_id, currency, kind, held, messages, amount, credit)
  values (of_workspace, in_currency, 'reserve', true, of_messages, of_amount,
    least(position_after, 0) - least(position_after + of_amount, 0));
end $$;
revoke all on function billing.hold_balance(uuid, text, bigint, bigint) from public;
grant execute on function billing.hold_balance(uuid, text, bigint, bigint) to titian_api;
