-- "Wulandari Sit": of the contacts that one word finds, those whose name has the other words too. Contacts are numbered
-- in order, so this index grows at its end and costs an import little.
create index search_key_contact on contacts.search_key (workspace_id, contact_id, key);
