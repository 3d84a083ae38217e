-- Whether something holds back the whole database. Sessions show their times only to the role that opened them, and all
-- of ours are opened by the owner; those of other roles stay hidden unless the owner may read all statistics.
create function platform.oldest_transaction_seconds() returns double precision
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(extract(epoch from greatest(
    (select max(now() - xact_start) from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()),
    -- A prepared transaction needs no session to hold everything back.
    (select max(now() - prepared) from pg_prepared_xacts where database = current_database()))), 0)
$$;
revoke execute on function platform.oldest_transaction_seconds() from public;
grant execute on function platform.oldest_transaction_seconds() to titian_worker;
