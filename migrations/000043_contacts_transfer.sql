-- Contacts that come from files and go into files, in the background: what was asked for, and how far it is.
create table contacts.import (
  workspace_id uuid not null,
  id bigint not null,
  -- platform.file; it goes seven days after the upload, the report with it.
  file_id bigint not null,
  file_name text not null,
  -- How the file is read; `Dialect` in transfer/table/table.ts
  dialect jsonb not null,
  -- Names of the columns; made up where the file has none.
  columns text[] not null,
  -- The row of the names; 0 where there is none.
  header_row integer not null,
  state text not null default 'draft' check (state in ('draft', 'waiting', 'running', 'done', 'canceled', 'failed')),
  mapping jsonb not null default '[]',
  options jsonb not null default '{}',
  -- Rows with anything in them, without the names; null while nobody counted them.
  total integer,
  -- Everything up to this row of the file is committed: where it goes on after a crash.
  done_row integer not null default 0,
  processed integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  -- Why it stopped: `TransferFailure` in contract.ts
  failure text,
  -- Starts since the last batch that was committed.
  attempts smallint not null default 0,
  leased_until timestamptz,
  actor_kind text not null,
  actor_id text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
) with (fillfactor = 50);
create index import_open on contacts.import (created_at) where state in ('waiting', 'running');
create index import_old on contacts.import (created_at);

-- Rows that were not taken, and why.
create table contacts.import_fault (
  workspace_id uuid not null,
  import_id bigint not null,
  row integer not null,
  -- Counted from 0; null when it is about the whole row.
  "column" integer,
  code text not null,
  value text not null check (char_length(value) <= 100),
  primary key (workspace_id, import_id, row),
  foreign key (workspace_id, import_id) references contacts.import (workspace_id, id) on delete cascade
);

create table contacts.export (
  workspace_id uuid not null,
  id bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  format text not null check (format in ('csv', 'xlsx')),
  -- As in ListContacts: q, tag, field
  filter jsonb not null,
  -- Whoever asked may not see whole addresses.
  masked boolean not null,
  processed integer not null default 0,
  file_id bigint,
  failure text,
  attempts smallint not null default 0,
  leased_until timestamptz,
  actor_kind text not null,
  actor_id text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
) with (fillfactor = 50);
create index export_open on contacts.export (created_at) where state in ('waiting', 'running');
create index export_old on contacts.export (created_at);

do $$
declare name text;
begin
  foreach name in array array['import', 'import_fault', 'export'] loop
    execute format('alter table contacts.%I enable row level security', name);
    execute format('alter table contacts.%I force row level security', name);
    execute format(
      'create policy workspace on contacts.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on contacts.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on contacts.import, contacts.export to titian_api;
grant select on contacts.import_fault to titian_api;
grant select, update, delete on contacts.import, contacts.export to titian_worker;
grant select, insert, delete on contacts.import_fault to titian_worker;
