-- Prices per channel and class, and what a workspace has, holds and has spent.
--
-- Money is booked in six accounts per workspace and currency. Every journal's changes sum to 0, and so does
-- every balance: what is available, held for messages under way, and spent came from somebody.
--   available, reserved, spent   0 or more
--   funding, trial, credit       0 or less: paid in, given for trying out, used before it was paid
-- Prepaid is a credit limit of 0.

alter table billing.price
  -- Null stands for every channel of the medium.
  add column channel_id uuid,
  -- `*` stands for every class without a price of its own.
  add column class text not null default '*'
    check (class in ('otp', 'transactional', 'conversation', 'marketing', '*')),
  -- The evidence that makes a message cost its price.
  add column charge_on text not null default 'sent' check (charge_on in ('sent', 'delivered')),
  drop constraint price_workspace_id_medium_operator_valid_from_key,
  add constraint price_once unique nulls not distinct (workspace_id, medium, channel_id, operator, class, valid_from);

create table billing.settings (
  workspace_id uuid primary key references accounts.workspace (id),
  mode text not null check (mode in ('prepaid', 'postpaid')),
  updated_at timestamptz not null default now()
);

-- One row per workspace and currency, changed in place; no index on what changes, so that every change is heap-only.
create table billing.balance (
  workspace_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  available bigint not null default 0 check (available >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  spent bigint not null default 0 check (spent >= 0),
  funding bigint not null default 0 check (funding <= 0),
  trial bigint not null default 0 check (trial <= 0),
  credit bigint not null default 0 check (credit <= 0),
  -- How far below zero it may go: 0 for prepaid, null without limit.
  credit_limit bigint check (credit_limit >= 0),
  -- Below this much left to spend, somebody is told; since when they have been.
  low_below bigint check (low_below >= 0),
  low_since timestamptz,
  primary key (workspace_id, currency),
  foreign key (workspace_id) references accounts.workspace (id),
  constraint balance_conserves check (available + reserved + spent + funding + trial + credit = 0),
  constraint balance_own_money_first check (available = 0 or credit = 0)
) with (fillfactor = 50, autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_threshold = 1000);

-- The ledger. Money that people move has a journal of its own; what messages cost is summed up by hour and kind.
create table billing.journal (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  at timestamptz not null default now(),
  kind text not null check (kind in ('top_up', 'trial_credit', 'reserve', 'settle', 'release')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The hour it sums up; null for what people moved.
  hour timestamptz check ((hour is null) = (kind in ('top_up', 'trial_credit'))),
  messages bigint not null default 0 check (messages >= 0),
  available bigint not null default 0,
  reserved bigint not null default 0,
  spent bigint not null default 0,
  funding bigint not null default 0,
  trial bigint not null default 0,
  credit bigint not null default 0,
  reference text check (char_length(reference) between 1 and 100),
  note text check (char_length(note) between 1 and 500),
  request_key text check (char_length(request_key) between 1 and 255),
  -- Public id of the member or key; null for the pipeline.
  actor text,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id),
  constraint journal_balances check (available + reserved + spent + funding + trial + credit = 0)
);
create index journal_at on billing.journal (workspace_id, at, id);
create unique index journal_hour on billing.journal (workspace_id, currency, kind, hour) where hour is not null;
create unique index journal_reference on billing.journal (workspace_id, reference) where reference is not null;
create unique index journal_request on billing.journal (workspace_id, request_key) where request_key is not null;

-- What batches of messages did, appended by each and folded every few seconds, so that the pipeline never waits
-- for a balance: a reserve has already changed it, settles and releases change it when they are folded.
create table billing.charge_delta (
  workspace_id uuid not null,
  id bigint generated always as identity,
  hour timestamptz not null default date_trunc('hour', now()),
  kind text not null check (kind in ('reserve', 'settle', 'release')),
  currency text not null,
  messages bigint not null check (messages > 0),
  amount bigint not null check (amount >= 0),
  -- Whether it had been reserved when the messages were accepted.
  held boolean not null,
  -- Of a reserve: the part that was not paid for yet, 0 or less.
  credit bigint not null default 0 check (credit <= 0),
  -- Of a settle: what was used.
  medium text,
  channel_id uuid,
  operator text,
  class text,
  primary key (workspace_id, id)
);

-- Messages whose cost is still open after they left the outbox: charged on delivery, or with an unknown outcome.
create table billing.open_charge (
  workspace_id uuid not null,
  message_id bigint not null,
  currency text not null,
  amount bigint not null check (amount >= 0),
  held boolean not null,
  medium text not null,
  channel_id uuid not null,
  operator text not null,
  class text not null,
  -- When nobody has said more by then, this is what happens.
  due timestamptz not null,
  at_due text not null check (at_due in ('settle', 'release')),
  primary key (workspace_id, message_id)
) with (autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_scale_factor = 0.1);
-- Due is always so long after the insert: blocks come in its order, and a row costs nothing more.
create index open_charge_due on billing.open_charge using brin (due) with (pages_per_range = 16);

-- What was used, by hour: statements are summed from it, never from messages.
create table billing.hourly_usage (
  workspace_id uuid not null,
  hour timestamptz not null,
  medium text not null,
  channel_id uuid not null,
  -- `*`: none of the operators with prices of their own.
  operator text not null,
  class text not null,
  currency text not null,
  messages bigint not null,
  amount bigint not null,
  primary key (workspace_id, hour, medium, channel_id, operator, class, currency)
);

do $$
declare name text;
begin
  foreach name in array array['settings', 'balance', 'journal', 'charge_delta', 'open_charge', 'hourly_usage'] loop
    execute format('alter table billing.%I enable row level security', name);
    execute format('alter table billing.%I force row level security', name);
    execute format(
      'create policy workspace on billing.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on billing.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on billing.settings, billing.balance to titian_api;
grant select, insert on billing.journal to titian_api;
grant insert on billing.charge_delta to titian_api;
grant select, insert, delete on billing.open_charge to titian_api;
grant select on billing.hourly_usage to titian_api;
grant select on billing.settings to titian_worker;
grant select, insert, update on billing.balance, billing.journal, billing.hourly_usage to titian_worker;
-- `for update` asks for the right to update.
grant select, insert, update, delete on billing.charge_delta, billing.open_charge to titian_worker;
