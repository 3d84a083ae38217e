-- Endpoints that hear of what happens, and the deliveries that are made and were made to them.
create schema webhooks;
grant usage on schema webhooks to titian_api, titian_worker;

create table webhooks.endpoint (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  url text not null check (char_length(url) between 8 and 2000),
  description text not null default '' check (char_length(description) <= 200),
  types text[] not null check (cardinality(types) between 1 and 20),
  enabled boolean not null default true,
  -- Null: a person switched it off.
  disabled_reason text check (disabled_reason in ('gone', 'failing')),
  -- AES-256-GCM, bound to workspace and endpoint.
  sealed_secret bytea not null,
  -- The one before, which signs too until then.
  sealed_old_secret bytea,
  old_secret_until timestamptz,
  -- Since when nothing but failure; null while it works.
  failing_since timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error text,
  -- Grows with every change that senders must know of: the sum over all rows tells a process whether to read again.
  change bigint not null default 1,
  created_at timestamptz not null default now(),
  -- Deliveries keep pointing at it until they are purged.
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
);

-- What was or will be sent: the log. Rows live for 30 days.
create table webhooks.delivery (
  workspace_id uuid not null,
  endpoint_id uuid not null,
  id bigint not null,
  type text not null,
  -- Deliveries to an endpoint under one key are made one after the other, e.g. a message's id.
  key text not null check (char_length(key) between 1 and 100),
  -- The octets of the body, as they are signed.
  payload text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  -- [{number, at, durationMs, status, error, response}], oldest first, the last 30.
  attempts jsonb not null default '[]',
  finished_at timestamptz,
  primary key (workspace_id, endpoint_id, id),
  foreign key (workspace_id, endpoint_id) references webhooks.endpoint (workspace_id, id)
);
create index delivery_status on webhooks.delivery (workspace_id, endpoint_id, status, id);

-- What is still to be made: small, and hot.
create table webhooks.queue (
  workspace_id uuid not null,
  endpoint_id uuid not null,
  key text not null,
  id bigint not null,
  -- Attempts since it was queued; the schedule counts them.
  attempts smallint not null default 0,
  due timestamptz not null default now(),
  -- A sender works on it; when that one dies, another takes it from then on.
  leased_until timestamptz,
  primary key (workspace_id, endpoint_id, key, id)
);
create index queue_due on webhooks.queue (workspace_id, endpoint_id, due);
alter table webhooks.queue set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, fillfactor = 70);

do $$
declare name text;
begin
  foreach name in array array['endpoint', 'delivery', 'queue'] loop
    execute format('alter table webhooks.%I enable row level security', name);
    execute format('alter table webhooks.%I force row level security', name);
    execute format(
      'create policy workspace on webhooks.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on webhooks.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on webhooks.endpoint to titian_api;
grant select, insert, update on webhooks.delivery to titian_api;
grant select, insert on webhooks.queue to titian_api;
grant select, update on webhooks.endpoint to titian_worker;
grant select, insert, update, delete on webhooks.delivery, webhooks.queue to titian_worker;
