-- Fails where somebody among these addresses has opted out of anything. Sent with the statements that store a batch, so that
-- nobody waits for an answer that is the same nearly always; the batch is then repeated with a look at each opt-out.
create function governance.refuse_opted_out(of_workspace uuid, addresses text[])
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from governance.opt_out where workspace_id = of_workspace and address = any(addresses) limit 1;
  if found then
    raise exception 'somebody in the batch has opted out' using errcode = 'TT403';
  end if;
end $$;
revoke all on function governance.refuse_opted_out(uuid, text[]) from public;
grant execute on function governance.refuse_opted_out(uuid, text[]) to titian_api, titian_worker;
