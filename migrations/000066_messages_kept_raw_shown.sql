-- What is kept as it came is shown on its channel's page and covered by erasing.

alter table messages.kept_raw add column id uuid not null default gen_random_uuid();
-- Characters of its JSON: a list tells how much there is without reading it.
alter table messages.kept_raw add column size integer not null generated always as (length(raw::text)) stored;

create unique index kept_raw_id on messages.kept_raw (workspace_id, id);
create index kept_raw_newest on messages.kept_raw (workspace_id, channel_id, at desc, id desc);

-- A person with the right to erase does, as titian_api.
grant update (raw), delete on messages.kept_raw to titian_api;

-- News of an unknown kind stood, cut short, among the notices, where everybody sees it who may see channels.
insert into messages.kept_raw (workspace_id, channel_id, external_id, kind, at, raw)
select workspace_id, channel_id, external_id, subject, at, data -> 'raw' from routing.channel_notice where data ? 'raw'
on conflict do nothing;
update routing.channel_notice set data = data - 'raw' where data ? 'raw';
