-- Nodes that are running, and what durable subscribers still have to see.
create table platform.node (
  number integer primary key,
  host text not null,
  pid integer not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
grant select, insert, update, delete on platform.node to titian_worker;
grant select, usage on sequence platform.node_number to titian_worker;

-- The key of the public ids: made once, restored with the data, because customers store public ids.
create table platform.id_key (
  only_one boolean primary key default true check (only_one),
  key bytea not null check (octet_length(key) = 16)
);
insert into platform.id_key (key)
  values (substring(uuid_send(gen_random_uuid()) from 1 for 6) || substring(uuid_send(gen_random_uuid()) from 11 for 6)
    || substring(uuid_send(gen_random_uuid()) from 11 for 4));
grant select on platform.id_key to titian_api, titian_worker;

create table platform.event_delivery (
  workspace_id uuid not null,
  event_id uuid not null,
  subscriber text not null,
  type text not null,
  actor_kind text not null,
  actor_id text not null,
  resource text not null,
  data jsonb not null,
  at timestamptz not null default now(),
  due timestamptz not null default now(),
  attempts smallint not null default 0,
  last_error text,
  primary key (workspace_id, event_id, subscriber)
);
create index event_delivery_due on platform.event_delivery (due);
alter table platform.event_delivery enable row level security;
alter table platform.event_delivery force row level security;
create policy workspace on platform.event_delivery to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on platform.event_delivery to titian_worker using (true) with check (true);
grant insert on platform.event_delivery to titian_api;
grant select, insert, update, delete on platform.event_delivery to titian_worker;
