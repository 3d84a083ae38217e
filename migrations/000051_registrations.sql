-- The paper side of an Indonesian sender: the company, its documents, and how far each operator is.
create schema registrations;
grant usage on schema registrations to titian_api, titian_worker;

-- Who applies: once per workspace, printed in every letter.
create table registrations.company (
  workspace_id uuid not null,
  legal_name text not null default '' check (char_length(legal_name) <= 160),
  npwp text not null default '' check (char_length(npwp) <= 24),
  nib text not null default '' check (char_length(nib) <= 24),
  address text not null default '' check (char_length(address) <= 400),
  city text not null default '' check (char_length(city) <= 80),
  website text not null default '' check (char_length(website) <= 200),
  signatory_name text not null default '' check (char_length(signatory_name) <= 120),
  signatory_title text not null default '' check (char_length(signatory_title) <= 120),
  contact_email text not null default '' check (char_length(contact_email) <= 254),
  contact_phone text not null default '' check (char_length(contact_phone) <= 24),
  updated_at timestamptz not null default now(),
  primary key (workspace_id),
  foreign key (workspace_id) references accounts.workspace (id)
);

-- What one sender is for. The state at each operator is routing's.
create table registrations.case_file (
  workspace_id uuid not null,
  sender_id uuid not null,
  brand text not null default '' check (char_length(brand) <= 60),
  purpose text not null default '' check (char_length(purpose) <= 400),
  categories text[] not null default '{}',
  monthly_volume integer check (monthly_volume between 0 and 1000000000),
  -- Texts as they were registered; the template linter compares with them.
  samples text[] not null default '{}' check (cardinality(samples) <= 10),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, sender_id)
);

create table registrations.document (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  -- Null: of the company, for every sender.
  sender_id uuid,
  operator text check (operator in ('telkomsel', 'ioh', 'xlsmart')),
  kind text not null check (kind in ('npwp', 'nib', 'akta', 'ktp', 'loa', 'screenshot', 'samples', 'other')),
  -- Public id of the stored file.
  file text not null check (char_length(file) <= 64),
  name text not null check (char_length(name) between 1 and 255),
  -- Rp10,000 duty stamp, signed across.
  has_materai boolean not null default false,
  valid_until date,
  added_by text not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
);
create index document_sender on registrations.document (workspace_id, sender_id) where removed_at is null;

create table registrations.history (
  workspace_id uuid not null,
  sender_id uuid not null,
  -- The event's id: written once, however often it is delivered.
  id uuid not null,
  operator text,
  at timestamptz not null,
  actor text not null,
  kind text not null,
  data jsonb not null default '{}',
  primary key (workspace_id, sender_id, id)
);

-- Reminders that were given: 30, 7 and 1 days before an end, and at the end itself (0).
create table registrations.reminder (
  workspace_id uuid not null,
  sender_id uuid not null,
  operator text not null,
  expires_at timestamptz not null,
  days smallint not null check (days in (0, 1, 7, 30)),
  given_at timestamptz not null default now(),
  primary key (workspace_id, sender_id, operator, expires_at, days)
);

do $$
declare name text;
begin
  foreach name in array array['company', 'case_file', 'document', 'history', 'reminder'] loop
    execute format('alter table registrations.%I enable row level security', name);
    execute format('alter table registrations.%I force row level security', name);
    execute format(
      'create policy workspace on registrations.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on registrations.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on registrations.company, registrations.case_file, registrations.document to titian_api;
grant delete on registrations.case_file to titian_api;
grant select on registrations.company, registrations.case_file, registrations.document to titian_worker;
grant select on registrations.history, registrations.reminder to titian_api;
grant insert on registrations.history to titian_api;
grant select, insert on registrations.history, registrations.reminder to titian_worker;
