-- What a provider brought that is neither a message of this system nor news about the business, as it came: old chats and
-- the address book of the app on the phone that shares the number. Forgotten after 180 days.

create table messages.kept_raw (
  workspace_id uuid not null,
  channel_id uuid not null,
  -- Of the call that it came with: brought again, it is kept once.
  external_id text not null,
  -- The provider's word for it, e.g. `history`.
  kind text not null,
  at timestamptz not null,
  raw jsonb not null,
  kept_at timestamptz not null default now(),
  primary key (workspace_id, channel_id, external_id)
);
create index kept_raw_age on messages.kept_raw using brin (kept_at);

alter table messages.kept_raw enable row level security;
alter table messages.kept_raw force row level security;
create policy workspace on messages.kept_raw to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on messages.kept_raw to titian_worker using (true) with check (true);

grant select on messages.kept_raw to titian_api;
grant select, insert, delete on messages.kept_raw to titian_worker;
