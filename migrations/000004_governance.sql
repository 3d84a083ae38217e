-- Who asked not to be written to, and who changed what.
create schema governance;
grant usage on schema governance to titian_api, titian_worker;

create table governance.opt_out (
  workspace_id uuid not null,
  -- E.164
  address text not null,
  source text not null check (source in ('keyword', 'member', 'api')),
  keyword text,
  at timestamptz not null default now(),
  primary key (workspace_id, address),
  foreign key (workspace_id) references accounts.workspace (id)
);

create table governance.audit_entry (
  workspace_id uuid not null,
  -- Counts from 1 without gaps in each workspace.
  sequence bigint not null,
  event_id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  resource text not null,
  data jsonb not null,
  -- SHA-256 of the previous entry's hash and this entry's canonical JSON.
  hash bytea not null check (octet_length(hash) = 32),
  primary key (workspace_id, sequence),
  unique (workspace_id, event_id),
  foreign key (workspace_id) references accounts.workspace (id)
);

create function governance.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or deleted';
end $$;
create trigger audit_entry_is_final before update or delete or truncate on governance.audit_entry
  for each statement execute function governance.refuse_change();

do $$
declare name text;
begin
  foreach name in array array['opt_out', 'audit_entry'] loop
    execute format('alter table governance.%I enable row level security', name);
    execute format('alter table governance.%I force row level security', name);
    execute format(
      'create policy workspace on governance.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on governance.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, delete on governance.opt_out to titian_api, titian_worker;
grant select on governance.audit_entry to titian_api;
grant select, insert on governance.audit_entry to titian_worker;
