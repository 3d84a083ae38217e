-- Verification by one-time code: services, attempts, the limits that keep it from being misused, and what the
-- fraud guard remembers. Limits live here and not in memory, so that they hold over all nodes.
create schema verify;
grant usage on schema verify to titian_api, titian_worker;

create table verify.service (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 60),
  -- Named in every text: Telkomsel blocks codes without a brand.
  brand text not null check (char_length(brand) between 2 and 30),
  locale text not null check (locale in ('id', 'en')),
  code_length smallint not null check (code_length between 4 and 10),
  -- NIST SP 800-63B: a code is valid for ten minutes at most.
  ttl_seconds smallint not null check (ttl_seconds between 60 and 600),
  -- [{name, label}]
  purposes jsonb not null,
  channels text[] not null check (channels <@ array['sms']),
  -- Address of a sender of the workspace; null is its default sender.
  sender text,
  app_hash text,
  autofill_domain text,
  -- ISO 3166-1 alpha-2
  countries text[] not null check (cardinality(countries) > 0),
  client_ip text not null check (client_ip in ('given', 'connection')),
  limits jsonb not null,
  guard text not null check (guard in ('monitor', 'standard', 'max')),
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

-- One attempt to prove that a number belongs to a person. Status: 0 pending, 1 approved, 2 canceled,
-- 3 replaced by a newer one, 4 burned by wrong codes, 5 not sent. A pending one past its time has expired.
create table verify.verification (
  workspace_id uuid not null,
  -- 43 bits milliseconds, 10 bits node, 10 bits counter: sorted by time.
  id bigint not null,
  service_id uuid not null,
  -- E.164 with +
  phone text not null,
  purpose text not null,
  status smallint not null default 0,
  -- HMAC-SHA-256 of the code under a key that is not in the database, bound to this row.
  salt bytea not null,
  code_hash bytea not null,
  wrong_checks smallint not null default 0,
  most_wrong_checks smallint not null,
  sends smallint not null default 1,
  channel text not null,
  operator text,
  -- Public id of the message that carried the latest code, its sender and its price in minor units, all codes together.
  message text,
  sender text,
  cost bigint not null default 0,
  currency text not null default 'IDR',
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id)
) with (fillfactor = 80);
create unique index verification_pending on verify.verification (workspace_id, service_id, phone, purpose)
  where status = 0;
create index verification_phone on verify.verification (workspace_id, phone, id);
create index verification_age on verify.verification using brin (created_at);

-- What a number has asked for: exact sliding windows, times in milliseconds, newest last, ten at most.
create table verify.number (
  workspace_id uuid not null,
  phone text not null,
  sends bigint[] not null,
  wrong_checks bigint[] not null,
  -- Over all codes, until a right one; NIST SP 800-63B allows 100.
  consecutive_wrong integer not null,
  verified_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, phone)
) with (fillfactor = 80);
create index number_age on verify.number using brin (updated_at);

-- Wider limits: an hour in 13 slots of five minutes. Scopes: ip, subnet, prefix, workspace, spend (minor units).
create table verify.meter (
  workspace_id uuid not null,
  scope text not null check (scope in ('ip', 'subnet', 'prefix', 'workspace', 'spend')),
  subject text not null,
  -- Number of the newest slot since the epoch, and uses per slot, newest last.
  slot bigint not null,
  uses bigint[] not null,
  updated_at timestamptz not null,
  primary key (workspace_id, scope, subject)
) with (fillfactor = 80);
create index meter_age on verify.meter using brin (updated_at);

-- How much of what was sent to a place got verified, per number range. Levels: 0 the workspace, 1 +62812,
-- 2 a hundred thousand numbers, 3 a thousand numbers. The state is the guard's own (guard/trace.ts).
create table verify.trace (
  workspace_id uuid not null,
  level smallint not null check (level between 0 and 3),
  subject text not null,
  state jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, level, subject)
) with (fillfactor = 80);
create index trace_age on verify.trace using brin (updated_at);

create table verify.block (
  workspace_id uuid not null,
  id uuid not null,
  level smallint not null check (level between 0 and 3),
  subject text not null,
  reason text not null check (reason in ('low_conversion', 'sequential_numbers', 'burst', 'spreading')),
  -- What the guard saw: counts and score.
  evidence jsonb not null,
  -- False in monitor mode: nothing was stopped.
  enforced boolean not null,
  -- How often this place was blocked lately; each time lasts twice as long.
  strikes smallint not null,
  hits bigint not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by text,
  primary key (workspace_id, id)
);
create index block_subject on verify.block (workspace_id, level, subject, expires_at);
create index block_newest on verify.block (workspace_id, created_at);

-- Every wish to send a code and what became of it: what stricter limits would have done is computed from this.
create table verify.attempt (
  workspace_id uuid not null,
  id bigint not null,
  service_id uuid not null,
  verification_id bigint,
  phone text not null,
  operator text,
  ip text,
  outcome text not null check (outcome in ('sent', 'limited', 'blocked')),
  -- The limit or the block that stopped it.
  reason text,
  cost bigint not null,
  at timestamptz not null,
  primary key (workspace_id, id)
);
create index attempt_age on verify.attempt using brin (at);

-- Every check writes one row, whatever came of it: refusals cost the same as each other.
create table verify.check_log (
  workspace_id uuid not null,
  id bigint not null,
  -- Null where there was nothing to check against.
  verification_id bigint,
  right_code boolean not null,
  at timestamptz not null,
  primary key (workspace_id, id)
);
create index check_log_age on verify.check_log using brin (at);

-- Insight per hour. Seconds from the code to the right answer are counted in classes: 10, 20, 30, 60, 120, 300, more.
create table verify.hourly (
  workspace_id uuid not null,
  hour timestamptz not null,
  service_id uuid not null,
  channel text not null,
  operator text not null,
  sender text not null,
  sent bigint not null default 0,
  limited bigint not null default 0,
  blocked bigint not null default 0,
  verified bigint not null default 0,
  seconds bigint not null default 0,
  classes bigint[] not null default '{0,0,0,0,0,0,0}',
  cost bigint not null default 0,
  primary key (workspace_id, hour, service_id, channel, operator, sender)
) with (fillfactor = 50);

-- Authenticator apps of the company's customers.
create table verify.factor (
  workspace_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  -- Whose it is, in the company's own words.
  entity text not null check (char_length(entity) between 1 and 100),
  label text not null check (char_length(label) between 1 and 60),
  sealed_secret bytea not null,
  confirmed_at timestamptz,
  -- Steps of 30 s up to this one are used up.
  last_step bigint not null default 0,
  -- Times of wrong codes in milliseconds, newest last, five at most.
  wrong_checks bigint[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, service_id) references verify.service (workspace_id, id)
);
create index factor_entity on verify.factor (workspace_id, entity, created_at);

do $$
declare name text;
begin
  foreach name in array array['service', 'verification', 'number', 'meter', 'trace', 'block', 'attempt',
                              'check_log', 'hourly', 'factor'] loop
    execute format('alter table verify.%I enable row level security', name);
    execute format('alter table verify.%I force row level security', name);
    execute format(
      'create policy workspace on verify.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on verify.%I to titian_worker using (true) with check (true)', name);
    execute format('grant select, insert, update on verify.%I to titian_api', name);
    execute format('grant select, delete on verify.%I to titian_worker', name);
  end loop;
end $$;
grant delete on verify.factor to titian_api;
