-- People and their addresses. A contact owns identities; an identity is one address of one kind and belongs to
-- exactly one living contact, which the database itself holds (`identity_owner_is_live`). What changes owners is
-- written down in `change`, so that it can be undone exactly.
create schema contacts;
grant usage on schema contacts to titian_api, titian_worker;

create table contacts.contact (
  workspace_id uuid not null,
  -- 43 bits milliseconds, 10 bits node, 10 bits counter: sorted by time.
  id bigint not null,
  name text check (char_length(name) between 1 and 200),
  -- BCP 47, e.g. `id`, `en`, `jv`
  language text check (char_length(language) between 2 and 35),
  note text not null default '' check (char_length(note) <= 5000),
  -- Values by key of `field`.
  fields jsonb not null default '{}' check (jsonb_typeof(fields) = 'object'),
  -- The contact that took this one's identities over, until that is undone.
  merged_into bigint,
  -- Erased at the person's request: the row stays as an empty name for what points at it.
  deleted_at timestamptz,
  live boolean not null generated always as (merged_into is null and deleted_at is null) stored,
  -- `Idempotency-Key` of the request that made it.
  request_key text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  -- The target of `identity_owner_is_live`.
  unique (workspace_id, id, live),
  foreign key (workspace_id) references accounts.workspace (id),
  foreign key (workspace_id, merged_into) references contacts.contact (workspace_id, id)
) with (fillfactor = 90);
create index contact_merged on contacts.contact (workspace_id, merged_into) where merged_into is not null;
create unique index contact_request on contacts.contact (workspace_id, request_key) where request_key is not null;

create table contacts.identity (
  workspace_id uuid not null,
  -- As contact.id.
  id bigint not null,
  contact_id bigint not null,
  owner_live boolean not null default true check (owner_live),
  kind text not null check (kind in ('phone', 'whatsapp', 'email', 'webchat')),
  -- phone: E.164 with +; whatsapp: business-scoped user id; email: lower case; webchat: visitor id
  address text collate "C" not null check (char_length(address) between 1 and 320),
  -- For "ends in 7890": a range of this column under row-level security, where `like` may use no index.
  reversed text collate "C" not null generated always as (reverse(address)) stored,
  -- As the person calls themselves on that channel.
  profile_name text check (char_length(profile_name) <= 200),
  verified_at timestamptz,
  first_seen_at timestamptz,
  -- To the minute: it is not written for every message.
  last_seen_at timestamptz,
  -- What was written to or from this address earlier belonged to somebody else (a number that was given out again).
  starts_at timestamptz,
  -- From then on the address is not this person's: they have `replaced_by` instead.
  ended_at timestamptz,
  replaced_by bigint,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  constraint identity_owner_is_live foreign key (workspace_id, contact_id, owner_live)
    references contacts.contact (workspace_id, id, live)
) with (fillfactor = 90);
create unique index identity_address on contacts.identity (workspace_id, kind, address) where ended_at is null;
create index identity_ended on contacts.identity (workspace_id, kind, address) where ended_at is not null;
create index identity_contact on contacts.identity (workspace_id, contact_id);
create index identity_reversed on contacts.identity (workspace_id, reversed, contact_id) where kind = 'phone';

-- Names as people look for them: lower case, from each word on ("sari wulandari", "wulandari").
-- Derived from contact.name in the same transaction; a foreign key would cost more than the row.
create table contacts.search_key (
  workspace_id uuid not null,
  key text collate "C" not null check (char_length(key) <= 60),
  contact_id bigint not null,
  primary key (workspace_id, key, contact_id)
);

-- Values of custom fields, lower case; derived from contact.fields.
create table contacts.field_value (
  workspace_id uuid not null,
  field text collate "C" not null,
  value text collate "C" not null check (char_length(value) <= 100),
  contact_id bigint not null,
  primary key (workspace_id, field, value, contact_id)
);

-- Two contacts with the same key may be one person: `e:` an e-mail address without dots and tags, `p:` a phone
-- number that stands in a name or field.
create table contacts.match_key (
  workspace_id uuid not null,
  key text collate "C" not null check (char_length(key) <= 330),
  contact_id bigint not null,
  primary key (workspace_id, key, contact_id)
);

create table contacts.field (
  workspace_id uuid not null,
  key text collate "C" not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label_id text not null check (char_length(label_id) between 1 and 60),
  label_en text check (char_length(label_en) between 1 and 60),
  type text not null check (type in ('text', 'number', 'date', 'select', 'boolean')),
  -- Of a select; empty otherwise.
  options text[] not null default '{}',
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  primary key (workspace_id, key),
  foreign key (workspace_id) references accounts.workspace (id)
);

create table contacts.tag (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 40),
  -- Lower case: "VIP" and "vip" are one tag.
  slug text collate "C" not null,
  color text not null check (color in ('grey', 'blue', 'green', 'amber', 'red', 'violet')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, slug),
  foreign key (workspace_id) references accounts.workspace (id)
);

create table contacts.contact_tag (
  workspace_id uuid not null,
  contact_id bigint not null,
  tag_id uuid not null,
  primary key (workspace_id, contact_id, tag_id),
  foreign key (workspace_id, contact_id) references contacts.contact (workspace_id, id),
  foreign key (workspace_id, tag_id) references contacts.tag (workspace_id, id) on delete cascade
);
create index contact_tag_tag on contacts.contact_tag (workspace_id, tag_id, contact_id);

-- What happened to contacts; of merge, split and move enough to undo it exactly. Emptied when a contact is erased.
create table contacts.change (
  workspace_id uuid not null,
  -- As contact.id, so that it sorts among messages.
  id bigint not null,
  kind text not null check (kind in ('created', 'edited', 'identity_added', 'identity_removed', 'identity_replaced',
    'merged', 'split', 'undone', 'deleted', 'revealed')),
  -- The contact that it is about: of a merge the one that stays, of a split the one that was divided.
  contact_id bigint not null,
  actor_kind text not null,
  actor_id text not null,
  at timestamptz not null default now(),
  data jsonb not null default '{}',
  -- The change that took this one back.
  undone_by bigint,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
);
create table contacts.change_contact (
  workspace_id uuid not null,
  contact_id bigint not null,
  change_id bigint not null,
  primary key (workspace_id, contact_id, change_id),
  foreign key (workspace_id, change_id) references contacts.change (workspace_id, id)
);

-- Two contacts that may be one person. The smaller id stands first.
create table contacts.suggestion (
  workspace_id uuid not null,
  id bigint not null,
  contact_a bigint not null,
  contact_b bigint not null,
  reason text not null check (reason in ('same_phone', 'same_email', 'similar_name', 'written_together', 'number_change')),
  -- What they share, for people to judge by.
  evidence text not null default '' check (char_length(evidence) <= 400),
  state text not null default 'open' check (state in ('open', 'dismissed', 'merged')),
  decided_by text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, contact_a, contact_b),
  check (contact_a < contact_b),
  foreign key (workspace_id, contact_a) references contacts.contact (workspace_id, id),
  foreign key (workspace_id, contact_b) references contacts.contact (workspace_id, id)
);
create index suggestion_open on contacts.suggestion (workspace_id, id) where state = 'open';
create index suggestion_b on contacts.suggestion (workspace_id, contact_b);

do $$
declare name text;
begin
  foreach name in array array['contact', 'identity', 'search_key', 'field_value', 'match_key', 'field', 'tag',
    'contact_tag', 'change', 'change_contact', 'suggestion'] loop
    execute format('alter table contacts.%I enable row level security', name);
    execute format('alter table contacts.%I force row level security', name);
    execute format(
      'create policy workspace on contacts.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on contacts.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on contacts.contact, contacts.change to titian_api, titian_worker;
grant select, insert, update, delete on contacts.identity, contacts.search_key, contacts.field_value,
  contacts.match_key, contacts.field, contacts.tag, contacts.contact_tag, contacts.suggestion to titian_api, titian_worker;
grant select, insert on contacts.change_contact to titian_api, titian_worker;
