-- Which channel a message takes: rules in order, first match wins.
create table routing.route (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  -- 1 is asked first; equal ones in the order they were made.
  position integer not null,
  name text not null check (char_length(name) between 1 and 80),
  enabled boolean not null default true,
  -- Conditions: an empty list and null ask nothing.
  classes text[] not null default '{}',
  -- 'others' is every number that is none of the three.
  operators text[] not null default '{}'
    check (operators <@ array['telkomsel', 'ioh', 'xlsmart', 'others']),
  -- E.164 with +
  prefixes text[] not null default '{}',
  -- A sender that was deleted since matches nothing.
  senders uuid[] not null default '{}',
  medium text check (medium in ('sms', 'whatsapp', 'rcs', 'email', 'webchat')),
  strategy text not null check (strategy in ('ordered', 'cheapest')),
  -- Of one medium. A channel that was deleted since is passed over.
  channels uuid[] not null check (cardinality(channels) between 1 and 8),
  fallback_on text[] not null default '{}'
    check (fallback_on <@ array['permanent_error', 'retries_exhausted', 'breaker_open']),
  -- Null is the class's own time, 0 is never.
  missing_receipt_seconds integer check (missing_receipt_seconds = 0 or missing_receipt_seconds between 5 and 3600),
  -- Null is the class's own answer.
  resend_unknown boolean,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
);

-- What happens when no rule matches; no row is: no fallback.
create table routing.route_default (
  workspace_id uuid primary key references accounts.workspace (id),
  -- Other channels of the medium may step in.
  fallback boolean not null,
  updated_at timestamptz not null default now()
);

do $$
declare name text;
begin
  foreach name in array array['route', 'route_default'] loop
    execute format('alter table routing.%I enable row level security', name);
    execute format('alter table routing.%I force row level security', name);
    execute format(
      'create policy workspace on routing.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on routing.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update, delete on routing.route to titian_api;
grant select, insert, update on routing.route_default to titian_api;
grant select on routing.route, routing.route_default to titian_worker;
