-- What is kept as it came is shown on its channel's page and covered by erasing.

alter table messages.kept_raw add column id uuid not null default gen_random_uuid();
-- Characters of its JSON: a list tells how much there is without reading it.
alter table messages.kept_raw add column size integer not null generated always as (length(raw::text)) stored;

create unique index kept_raw_id on messages.kept_raw (workspace_id, id);
create index kept_raw_newest on messages.kept_raw (workspace_id, channel_id, at desc, id desc);

-- A person with the right to erase does, as titian_api.
grant update (raw), delete on messages.kept_raw to titian_api;
