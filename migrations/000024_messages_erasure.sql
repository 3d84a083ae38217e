-- A person's right to have what was written erased (UU 27/2022, article 43): the text, or the whole record.
-- Both are exceptions to "rows are written once"; counters and money keep what they know without it.
grant update (body) on messages.message to titian_api;
grant delete on messages.message, messages.status_event to titian_api;
