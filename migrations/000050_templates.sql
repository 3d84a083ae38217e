-- Content that is written once and approved once: its draft, its versions, what each channel's provider thinks of them.
create schema templates;
grant usage on schema templates to titian_api, titian_worker;

create table templates.template (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 80),
  -- The name it is approved under; later versions add `_v2`, …
  slug text not null check (slug ~ '^[a-z0-9_]{1,480}$'),
  default_language text not null check (char_length(default_language) <= 6),
  -- What is being written (`TemplateDesign`); null: nothing since the last version.
  draft jsonb,
  -- The newest version; 0: none yet.
  version integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
);
create unique index template_slug on templates.template (workspace_id, slug) where archived_at is null;

-- Written once: messages name them, so nobody may change or delete them.
create table templates.version (
  workspace_id uuid not null,
  template_id uuid not null,
  number integer not null check (number >= 1),
  design jsonb not null,
  published_at timestamptz not null default now(),
  -- Public id of the member or key.
  published_by text not null,
  primary key (workspace_id, template_id, number),
  foreign key (workspace_id, template_id) references templates.template (workspace_id, id)
);

-- One name in one language at the provider behind one channel. Kept when deleted there: old messages name it.
create table templates.approval (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  name text not null check (char_length(name) between 1 and 512),
  language text not null check (char_length(language) <= 12),
  -- Null: it was made at the provider, and nobody took it over yet.
  template_id uuid,
  version integer,
  -- As we asked for it, and as the provider files it.
  category text not null check (category in ('authentication', 'utility', 'marketing')),
  provider_category text,
  external_id text,
  -- `submitting`: not yet there. `failed`: could not be submitted. The rest in the provider's terms.
  state text not null check (state in ('submitting', 'failed', 'pending', 'approved', 'rejected', 'paused', 'disabled',
    'in_appeal', 'deleted', 'limit_exceeded', 'archived')),
  reason text,
  recommendation text,
  quality text,
  state_at timestamptz not null default now(),
  seen_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, template_id) references templates.template (workspace_id, id),
  check ((template_id is null) = (version is null))
);
create unique index approval_name on templates.approval (workspace_id, channel_id, name, language);
create index approval_template on templates.approval (workspace_id, template_id);
create index approval_external on templates.approval (workspace_id, channel_id, external_id);

-- What happened to it, newest last: the timeline.
create table templates.approval_event (
  workspace_id uuid not null,
  approval_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  kind text not null check (kind in ('requested', 'submitted', 'edited', 'state', 'category', 'quality', 'failed', 'adopted', 'removed')),
  state text,
  reason text,
  detail text,
  -- A person or key; null: the provider.
  actor text,
  -- The provider's news it came with: told once, however often it arrives.
  external_id text,
  primary key (workspace_id, approval_id, id),
  foreign key (workspace_id, approval_id) references templates.approval (workspace_id, id)
);
create unique index approval_event_news on templates.approval_event (workspace_id, approval_id, external_id)
  where external_id is not null;

-- What the process with the channel's open connection is asked to do at the provider.
create table templates.task (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  kind text not null check (kind in ('submit', 'edit', 'remove', 'sync')),
  -- Null: a sync is about the channel.
  approval_id uuid,
  attempts smallint not null default 0,
  due timestamptz not null default now(),
  -- Given up then.
  deadline timestamptz not null,
  leased_until timestamptz,
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'failed', 'expired')),
  detail text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check ((finished_at is null) = (outcome is null)),
  check ((kind = 'sync') = (approval_id is null))
);
create index task_due on templates.task (channel_id, due) where finished_at is null;
-- The same wish twice at a time is one wish.
create unique index task_open on templates.task (workspace_id, approval_id) where finished_at is null and approval_id is not null;
create unique index task_sync on templates.task (workspace_id, channel_id) where finished_at is null and kind = 'sync';

do $$
declare name text;
begin
  foreach name in array array['template', 'version', 'approval', 'approval_event', 'task'] loop
    execute format('alter table templates.%I enable row level security', name);
    execute format('alter table templates.%I force row level security', name);
    execute format(
      'create policy workspace on templates.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on templates.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on templates.template to titian_api;
grant select on templates.template to titian_worker;
grant select, insert on templates.version to titian_api;
grant select on templates.version to titian_worker;
grant select, insert, update on templates.approval, templates.task to titian_api, titian_worker;
grant select, insert on templates.approval_event to titian_api, titian_worker;
grant delete on templates.task to titian_worker;
