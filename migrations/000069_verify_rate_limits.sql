-- Rate limits that companies set for their own keys (a session, an address, a customer number): each has a name, which
-- requests for a code give a value of, and buckets that say how many codes one value gets within how long.
create table verify.rate_limit (
  workspace_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  name text not null check (name ~ '^[A-Za-z0-9._-]{1,64}$'),
  description text check (char_length(description) <= 255),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, service_id, name),
  foreign key (workspace_id, service_id) references verify.service (workspace_id, id)
);

create table verify.rate_bucket (
  workspace_id uuid not null,
  id uuid not null,
  rate_limit_id uuid not null,
  most integer not null check (most between 1 and 1000000),
  -- 30 days at most
  interval_seconds integer not null check (interval_seconds between 1 and 2592000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, rate_limit_id, interval_seconds),
  foreign key (workspace_id, rate_limit_id) references verify.rate_limit (workspace_id, id) on delete cascade
);

-- What was counted. An interval is 60 slots, and the one under way: `uses` are those of the last 61, the newest last.
-- Rows of a bucket that is gone, or that counts over another interval now, are forgotten when they are over.
create table verify.rate_use (
  workspace_id uuid not null,
  bucket_id uuid not null,
  interval_seconds integer not null,
  -- SHA-256 of the value: it may be a person's address, and nobody has to read it.
  subject bytea not null,
  -- Number of the newest slot since the epoch.
  slot bigint not null,
  uses integer[] not null,
  -- From then on nothing in it counts.
  over_at timestamptz not null,
  primary key (workspace_id, bucket_id, interval_seconds, subject)
) with (fillfactor = 80);
create index rate_use_age on verify.rate_use using brin (over_at);

do $$
declare name text;
begin
  foreach name in array array['rate_limit', 'rate_bucket', 'rate_use'] loop
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
grant delete on verify.rate_limit, verify.rate_bucket to titian_api;
