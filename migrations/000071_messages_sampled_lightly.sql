create or replace function messages.ensure_partitions(from_day date, to_day date) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first_day date := date_trunc('week', from_day)::date;
  parent text;
  child text;
  made integer := 0;
begin
  while first_day <= to_day loop
    foreach parent in array array['message', 'status_event'] loop
      child := parent || '_' || to_char(first_day, 'YYYYMMDD');
      if to_regclass('messages.' || child) is null then
        execute format('create table messages.%I partition of messages.%I for values from (%s) to (%s)',
          child, parent,
          (extract(epoch from first_day::timestamp)::bigint * 1000) << 20,
          (extract(epoch from (first_day + 7)::timestamp)::bigint * 1000) << 20);
        -- Reached through the parent only: no grants, and row-level security without a policy shows nothing.
        execute format('alter table messages.%I enable row level security', child);
        execute format('alter table messages.%I force row level security', child);
        perform platform.sample_lightly(format('messages.%I', child)::regclass);
        made := made + 1;
      end if;
    end loop;
    first_day := first_day + 7;
  end loop;
  return made;
end $$;

do $$
declare
  sampled regclass;
begin
  for sampled in
    select inhrelid::regclass from pg_inherits
    where inhparent in ('messages.message'::regclass, 'messages.status_event'::regclass)
    union all
    select unnest(array['messages.outbox', 'messages.count_delta', 'messages.idempotency_key', 'messages.inbound_key']::regclass[])
  loop
    perform platform.sample_lightly(sampled);
  end loop;
end $$;
