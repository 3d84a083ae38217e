-- What one commit handed to the memory of the node that stored it: messages of one kind that leave now on one way. A row in the
-- outbox for each of them would be written only to be deleted again, which is a third of what storing a message costs.
-- A message gets one when it comes out of that memory without being done with: to be tried again, to take another way, or
-- because its node ends. The row here goes when no message of it is in memory any more.
create table messages.hand_off (
  workspace_id uuid not null,
  -- Of its first message.
  id bigint not null,
  -- The node that holds them.
  owner integer not null,
  channel_id uuid not null,
  lane smallint not null,
  due timestamptz not null,
  expires_at timestamptz not null,
  -- As in the outbox.
  charge smallint not null,
  plan jsonb,
  message_ids bigint[] not null,
  primary key (workspace_id, id)
) with (fillfactor = 80, autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_scale_factor = 0.1);

alter table messages.hand_off enable row level security;
alter table messages.hand_off force row level security;
create policy workspace on messages.hand_off to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on messages.hand_off to titian_worker using (true) with check (true);
-- `for key share` asks for the right to update.
grant select, insert, update, delete on messages.hand_off to titian_api, titian_worker;
select platform.sample_lightly('messages.hand_off'::regclass);
