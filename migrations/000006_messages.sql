-- The pipeline. Rows of `message` and `status_event` are written once and never
-- changed; `outbox` is narrow and holds only what has not left yet.
create schema messages;
grant usage on schema messages to titian_api, titian_worker;

-- Status ranks: 0 accepted, 10 held, 20 queued, 30 sending, 35 unknown, 40 sent, 50 canceled,
-- 60 expired, 70 failed, 80 delivered, 90 read, 100 received.
-- Classes are lanes: 0 otp, 1 transactional, 2 conversation, 3 marketing.

create table messages.message (
  workspace_id uuid not null,
  -- 43 bits milliseconds, 10 bits node, 10 bits counter: sorted by time.
  id bigint not null,
  -- 0 out, 1 in
  direction smallint not null,
  class smallint not null,
  channel_id uuid not null,
  sender text not null,
  recipient text not null,
  -- The customer's address, whichever side it stands on.
  party text not null,
  operator text,
  body text not null,
  -- 0 GSM-7, 1 UCS-2
  encoding smallint not null,
  segments smallint not null,
  price_amount bigint,
  price_currency text,
  metadata jsonb,
  -- Public id of the key or member that sent it.
  actor text,
  send_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id)
) partition by range (id);
create index message_party on messages.message (workspace_id, party, id);

create table messages.outbox (
  workspace_id uuid not null,
  id bigint not null,
  channel_id uuid not null,
  lane smallint not null,
  due timestamptz not null,
  expires_at timestamptz not null,
  attempt smallint not null default 1,
  -- The node that holds it in memory; null while nobody does.
  owner integer,
  primary key (workspace_id, id)
) with (fillfactor = 80, autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_scale_factor = 0.1);
-- Rows handed over in memory are never in these two, so the fast path does not pay for them.
create index outbox_claim on messages.outbox (workspace_id, channel_id, lane, due) where owner is null;
-- `attempt > 0` is always true; it keeps this index out of plans for anything that does not say so, because with
-- stale statistics a claim would read the whole backlog through it (100 ms instead of 16 ms at 100,000 rows).
create index outbox_expiry on messages.outbox (expires_at) where owner is null and attempt > 0;

create table messages.status_event (
  workspace_id uuid not null,
  message_id bigint not null,
  attempt smallint not null,
  status smallint not null,
  -- 0 speaks of the whole message; 1… of a part of a long text.
  part smallint not null,
  at timestamptz not null,
  channel_id uuid not null,
  external_id text,
  code text,
  detail text,
  trace jsonb,
  primary key (workspace_id, message_id, attempt, status, part)
) partition by range (message_id);
-- Receipts come back with the provider's id.
create index status_event_external on messages.status_event (workspace_id, channel_id, external_id)
  where status = 40 and external_id is not null;
-- Rare ends, so that "show me what failed" never scans what was delivered.
create index status_event_rare on messages.status_event (workspace_id, status, message_id)
  where part = 0 and status in (35, 50, 60, 70);

create table messages.dead_letter (
  workspace_id uuid not null,
  message_id bigint not null,
  channel_id uuid not null,
  lane smallint not null,
  code text not null,
  detail text,
  attempts smallint not null,
  at timestamptz not null default now(),
  primary key (workspace_id, message_id)
);

-- Answers to requests that carried an Idempotency-Key, kept for 72 hours at least.
create table messages.idempotency_key (
  workspace_id uuid not null,
  key text not null check (char_length(key) between 1 and 255),
  -- SHA-256 of the request body
  fingerprint bytea not null,
  status smallint not null,
  response text not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, key)
);
create index idempotency_key_age on messages.idempotency_key using brin (created_at);

-- One row per provider id, so that a repeated delivery has one effect; kept for 14 days.
create table messages.inbound_key (
  workspace_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  message_id bigint not null,
  at timestamptz not null default now(),
  primary key (workspace_id, channel_id, external_id)
);
create index inbound_key_age on messages.inbound_key using brin (at);

-- Receipts whose provider id nobody knew within the waiting time; evidence, never shown as a status.
create table messages.unmatched_receipt (
  workspace_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  status smallint not null,
  at timestamptz not null,
  primary key (workspace_id, channel_id, external_id, status)
);

-- Counters: appended by every flush, folded into one row per hour and status every few seconds,
-- so that two flushes never wait for the same row.
create table messages.count_delta (
  workspace_id uuid not null,
  id bigint generated always as identity,
  hour timestamptz not null,
  status smallint not null,
  messages bigint not null,
  cost bigint not null default 0,
  currency text not null default 'IDR',
  primary key (workspace_id, id)
);
create table messages.hourly_count (
  workspace_id uuid not null,
  hour timestamptz not null,
  status smallint not null,
  currency text not null,
  messages bigint not null,
  cost bigint not null,
  primary key (workspace_id, hour, status, currency)
);

do $$
declare name text;
begin
  foreach name in array array['message', 'outbox', 'status_event', 'dead_letter', 'idempotency_key',
                              'inbound_key', 'unmatched_receipt', 'count_delta', 'hourly_count'] loop
    execute format('alter table messages.%I enable row level security', name);
    execute format('alter table messages.%I force row level security', name);
    execute format(
      'create policy workspace on messages.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on messages.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert on messages.message, messages.status_event, messages.idempotency_key, messages.count_delta to titian_api;
grant select, insert, update, delete on messages.outbox to titian_api;
grant select, delete on messages.dead_letter to titian_api;
grant select on messages.hourly_count to titian_api;
grant select, insert on messages.message, messages.status_event, messages.unmatched_receipt to titian_worker;
grant select, insert, update, delete on messages.outbox, messages.dead_letter, messages.hourly_count to titian_worker;
-- `for update` asks for the right to update.
grant select, insert, update, delete on messages.count_delta to titian_worker;
grant select, insert, delete on messages.inbound_key to titian_worker;
grant select, delete on messages.idempotency_key to titian_worker;

-- Weekly partitions, Monday to Monday in UTC, named after their first day.
-- Runs with its owner's rights because the pipeline's role may not create tables.
create function messages.ensure_partitions(from_day date, to_day date) returns integer
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
        made := made + 1;
      end if;
    end loop;
    first_day := first_day + 7;
  end loop;
  return made;
end $$;
revoke all on function messages.ensure_partitions(date, date) from public;
grant execute on function messages.ensure_partitions(date, date) to titian_worker;
select messages.ensure_partitions(current_date - 7, current_date + 28);
