-- Compressing the ids of a thousand messages took 1 ms of the commit that handed them over, for a row that lives a second.
alter table messages.hand_off alter column message_ids set storage external;

-- The person first: they differ in the first comparison, where the workspace is the same in nearly all of them. Finding the
-- place of a message among a million took 2 µs longer the other way. No two of them are alike, so that looking for duplicates
-- before a page is split finds none.
create index message_of_party on messages.message (party, workspace_id, id) with (deduplicate_items = off);
drop index messages.message_party;
alter index messages.message_of_party rename to message_party;
