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

alter table messages.media_fetch enable row level security;
alter table messages.media_fetch force row level security;
create policy workspace on messages.media_fetch to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on messages.media_fetch to titian_worker using (true) with check (true);

grant delete on messages.media_fetch to titian_api;
grant select on messages.media_fetch to titian_api;
grant select, insert, update, delete on messages.media_fetch to titian_worker;
-- A file that failed for good is looked at by whoever reads the message.
grant delete on messages.message_content to titian_worker;
