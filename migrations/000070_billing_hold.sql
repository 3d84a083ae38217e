-- Holds money for a batch of messages. False where the balance does not cover it, or there is none; nothing is changed then.
-- Who holds it as the last statement before a commit, so that the balance is locked for that long only, says `must`: nothing
-- of the transaction may stay then, and an error ends it.
-- Each expression reads the row that it changes, because after waiting for another batch only that one is read again; as own
-- money and credit are never there at once, what was taken from the credit follows from the sum of the two afterwards.
create function billing.hold_balance(of_workspace uuid, in_currency text, of_amount bigint, of_messages bigint, must boolean)
returns boolean language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  position_after bigint;
begin
  update billing.balance set reserved = reserved + of_amount,
    available = greatest(available + credit - of_amount, 0), credit = least(available + credit - of_amount, 0)
  where workspace_id = of_workspace and currency = in_currency
    and (credit_limit is null or of_amount <= available + credit + credit_limit)
  returning available + credit into position_after;
  if not found then
    if must then
      raise exception 'the balance does not cover the batch' using errcode = 'TT402';
    end if;
    return false;
  end if;
  insert into billing.charge_delta (workspace_id, currency, kind, held, messages, amount, credit)
  values (of_workspace, in_currency, 'reserve', true, of_messages, of_amount,
    least(position_after, 0) - least(position_after + of_amount, 0));
  return true;
end $$;
revoke all on function billing.hold_balance(uuid, text, bigint, bigint, boolean) from public;
grant execute on function billing.hold_balance(uuid, text, bigint, bigint, boolean) to titian_api, titian_worker;
