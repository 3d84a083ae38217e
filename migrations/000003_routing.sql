-- Channels a company has configured, and the senders its messages leave as.
create schema routing;
grant usage on schema routing to titian_api, titian_worker;

create table routing.channel (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  type text not null,
  name text not null check (char_length(name) between 1 and 80),
  enabled boolean not null default true,
  -- Without the fields that the channel type marks as secret.
  settings jsonb not null default '{}',
  -- The secret fields, AES-256-GCM; bound to workspace and channel.
  sealed_secrets bytea,
  priority smallint not null default 50 check (priority between 0 and 100),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Messages keep pointing at it, so a deleted channel stays as a name.
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
);

-- What the process that holds the connection last saw.
create table routing.channel_health (
  workspace_id uuid not null,
  channel_id uuid not null,
  state text not null check (state in ('connecting', 'up', 'degraded', 'down', 'stopped')),
  code text,
  detail text,
  since timestamptz not null,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references routing.channel (workspace_id, id) on delete cascade
);

create table routing.sender (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  address text not null,
  kind text not null check (kind in ('alphanumeric', 'long_number', 'short_code')),
  medium text not null check (medium in ('sms', 'whatsapp', 'rcs', 'email', 'webchat')),
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, medium, address),
  foreign key (workspace_id) references accounts.workspace (id)
);
create unique index sender_one_default on routing.sender (workspace_id, medium) where is_default;

-- Indonesian operators register each sender ID on their own.
create table routing.registration (
  workspace_id uuid not null,
  sender_id uuid not null,
  operator text not null check (operator in ('telkomsel', 'ioh', 'xlsmart')),
  status text not null default 'not_started'
    check (status in ('not_started', 'submitted', 'approved', 'rejected', 'expired')),
  reference text,
  note text,
  expires_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, sender_id, operator),
  foreign key (workspace_id, sender_id) references routing.sender (workspace_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['channel', 'channel_health', 'sender', 'registration'] loop
    execute format('alter table routing.%I enable row level security', name);
    execute format('alter table routing.%I force row level security', name);
    execute format(
      'create policy workspace on routing.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on routing.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on routing.channel to titian_api;
grant select on routing.channel_health to titian_api;
grant select, insert, update, delete on routing.sender, routing.registration to titian_api;
grant select on routing.channel, routing.sender, routing.registration to titian_worker;
grant select, insert, update on routing.channel_health to titian_worker;
