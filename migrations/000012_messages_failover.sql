-- What a message may do when its first way fails, what it costs, and why it went where it went.

-- Why this channel, as `RouteReason` of modules/routing; null when there was nothing to choose.
alter table messages.message add column route jsonb;

alter table messages.outbox
  -- Tries that a busy or broken line took back; they are no failures of the message.
  add column busy smallint not null default 0,
  -- Bits: 1 its cost is booked with its outcome, 2 that cost was reserved, 4 it is booked on delivery (billing.open_charge).
  add column charge smallint not null default 0,
  -- Channels that may step in and when (`FallbackPlan`); null when none may. A message falls back once.
  add column plan jsonb;
-- Messages that could take another channel while theirs is down.
create index outbox_stranded on messages.outbox (workspace_id, channel_id, id) where owner is null and plan is not null;

-- Messages that were sent and take their fallback when no receipt has come by then.
create table messages.awaited_receipt (
  workspace_id uuid not null,
  message_id bigint not null,
  channel_id uuid not null,
  lane smallint not null,
  attempt smallint not null,
  due timestamptz not null,
  expires_at timestamptz not null,
  plan jsonb not null,
  primary key (workspace_id, message_id)
) with (autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_scale_factor = 0.1);
create index awaited_receipt_due on messages.awaited_receipt (due);
alter table messages.awaited_receipt enable row level security;
alter table messages.awaited_receipt force row level security;
create policy workspace on messages.awaited_receipt to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on messages.awaited_receipt to titian_worker using (true) with check (true);
grant select, insert, update, delete on messages.awaited_receipt to titian_worker;
