-- What a message holds besides its text, only for messages that hold something; and until when a person may be
-- answered freely. `message.body` keeps the same in plain words, for lists and for channels that show nothing else.

create table messages.message_content (
  workspace_id uuid not null,
  message_id bigint not null,
  -- `MessageContent` of src/lib/message-content.ts; null where it only answers another message, or is sealed.
  content jsonb,
  -- The same for messages with one-time codes, unreadable at rest.
  sealed text,
  -- The message it answers or reacts to: our id, and the provider's with the channel that knows it.
  reply_to bigint,
  reply_external text,
  reply_channel uuid,
  primary key (workspace_id, message_id)
);

-- Upserted with every message of a person on a channel whose provider takes free content only for a while after it.
create table messages.conversation_window (
  workspace_id uuid not null,
  channel_id uuid not null,
  -- The address it is about, as `message.party`.
  party text not null,
  open_until timestamptz not null,
  -- What brought the person: an advertisement or a page opens a longer window.
  entry_point text,
  primary key (workspace_id, channel_id, party)
) with (fillfactor = 80);

do $$
declare name text;
begin
  foreach name in array array['message_content', 'conversation_window'] loop
    execute format('alter table messages.%I enable row level security', name);
    execute format('alter table messages.%I force row level security', name);
    execute format(
      'create policy workspace on messages.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on messages.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, delete on messages.message_content to titian_api;
grant update (content, sealed) on messages.message_content to titian_api, titian_worker;
grant select, insert on messages.message_content to titian_worker;
grant select on messages.conversation_window to titian_api;
grant select, insert, update on messages.conversation_window to titian_worker;

comment on column messages.outbox.charge is
  'Bits: 1 its cost is booked with its outcome, 2 that cost was reserved, 4 it is booked on delivery, 8 it has a row in message_content.';
