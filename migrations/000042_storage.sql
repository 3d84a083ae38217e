-- Files of a workspace, in pieces of 256 KiB, so that nobody ever holds a whole one in memory.
create table platform.file (
  workspace_id uuid not null,
  id bigint not null,
  -- Who it is for: `media`, `import`, …; decides who may see it.
  purpose text not null check (char_length(purpose) between 1 and 40),
  name text not null check (char_length(name) between 1 and 255),
  -- What its bytes are, and what the sender said they are.
  mime text not null,
  claimed_mime text not null check (char_length(claimed_mime) <= 255),
  size bigint not null default 0,
  -- Null until the last piece is here.
  sha256 bytea check (octet_length(sha256) = 32),
  state text not null default 'uploading' check (state in ('uploading', 'ready')),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  primary key (workspace_id, id),
  check ((state = 'ready') = (sha256 is not null))
);
create index file_content on platform.file (workspace_id, sha256) where state = 'ready';
create index file_expiry on platform.file (expires_at) where expires_at is not null;
create index file_unfinished on platform.file (created_at) where state = 'uploading';

create table platform.file_chunk (
  workspace_id uuid not null,
  file_id bigint not null,
  n integer not null,
  bytes bytea not null check (octet_length(bytes) between 1 and 262144),
  primary key (workspace_id, file_id, n),
  foreign key (workspace_id, file_id) references platform.file (workspace_id, id) on delete cascade
);
-- Pictures and archives are compressed already.
alter table platform.file_chunk alter column bytes set storage external;

-- What the finished files of a workspace add up to: adding them up at every upload would read them all.
create table platform.file_usage (
  workspace_id uuid primary key,
  bytes bigint not null check (bytes >= 0)
);

do $$
declare name text;
begin
  foreach name in array array['file', 'file_chunk', 'file_usage'] loop
    execute format('alter table platform.%I enable row level security', name);
    execute format('alter table platform.%I force row level security', name);
    execute format(
      'create policy workspace on platform.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on platform.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update, delete on platform.file, platform.file_usage to titian_api, titian_worker;
grant select, insert on platform.file_chunk to titian_api, titian_worker;
