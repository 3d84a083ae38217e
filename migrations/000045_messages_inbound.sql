-- What providers tell about the business itself, and files of customers that still have to be fetched.

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

-- A file that a person sent stays at the provider for days only. Whoever holds the channel's connection fetches it;
-- `due` is moved ahead while somebody tries, so that a crash only costs time.
create table messages.media_fetch (
  workspace_id uuid not null,
  message_id bigint not null,
  channel_id uuid not null,
  -- `MediaReference` of the channel contract
  media jsonb not null,
  attempt smallint not null default 0,
  due timestamptz not null default now(),
  primary key (workspace_id, message_id)
);
create index media_fetch_due on messages.media_fetch (channel_id, due);

do $$
declare name text;
begin
  foreach name in array array['routing.channel_notice', 'messages.media_fetch'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format(
      'create policy workspace on %s to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on %s to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select on routing.channel_notice to titian_api;
grant select, insert on routing.channel_notice to titian_worker;
grant delete on messages.media_fetch to titian_api;
grant select on messages.media_fetch to titian_api;
grant select, insert, update, delete on messages.media_fetch to titian_worker;
-- A file that failed for good is looked at by whoever reads the message.
grant delete on messages.message_content to titian_worker;
