-- What providers tell about the business itself.

create table routing.channel_notice (
  workspace_id uuid not null,
  channel_id uuid not null,
  -- The provider's: told again, it is kept once.
  external_id text not null,
  id uuid not null default gen_random_uuid(),
  topic text not null,
  -- What it is about: a template's id at the provider, a number.
  subject text not null,
  state text not null,
  detail text,
  level text not null check (level in ('info', 'warning', 'critical')),
  at timestamptz not null,
  data jsonb not null default '{}',
  stored_at timestamptz not null default now(),
  primary key (workspace_id, channel_id, external_id)
);
create index channel_notice_newest on routing.channel_notice (workspace_id, channel_id, at desc, id);

alter table routing.channel_notice enable row level security;
alter table routing.channel_notice force row level security;
create policy workspace on routing.channel_notice to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on routing.channel_notice to titian_worker using (true) with check (true);
grant select on routing.channel_notice to titian_api;
grant select, insert on routing.channel_notice to titian_worker;
