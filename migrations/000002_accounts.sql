-- People, workspaces, sessions and API keys.
--
-- Two kinds of tables live here. Global ones belong to a person, who may be a
-- member of several workspaces; titian_api gets no rights on those that hold
-- secrets. Tenant tables lead with workspace_id and are under row-level security.
-- titian_worker answers the three questions that come before a workspace is known:
-- whose API key, whose session, whose invitation.

create schema accounts;
grant usage on schema accounts to titian_api, titian_worker;

-- Global: people ---------------------------------------------------------------

create table accounts.user_account (
  id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default now()
);

create table accounts.password (
  user_id uuid primary key references accounts.user_account (id) on delete cascade,
  -- scrypt$<log2 N>$<r>$<p>$<salt>$<hash>, base64url
  hash text not null,
  changed_at timestamptz not null default now()
);

create table accounts.totp (
  user_id uuid primary key references accounts.user_account (id) on delete cascade,
  -- AES-256-GCM under the installation's key; the plain secret is 20 bytes (RFC 4226, section 4).
  sealed_secret bytea not null,
  -- Null until the person has shown one right code.
  confirmed_at timestamptz,
  -- Number of the last accepted 30 s step: it and all before it are used up (RFC 6238, section 5.2).
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table accounts.recovery_code (
  user_id uuid not null references accounts.user_account (id) on delete cascade,
  -- scrypt with the user's id as salt: 41 bits are too few for a bare SHA-256.
  hash bytea not null check (length(hash) = 32),
  used_at timestamptz,
  primary key (user_id, hash)
);

create table accounts.passkey (
  id uuid primary key,
  user_id uuid not null references accounts.user_account (id) on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  -- Signature counter of the authenticator; 0 where it keeps none.
  counter bigint not null,
  transports text[] not null,
  -- The host name it was made for; it works nowhere else.
  rp_id text not null,
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_user on accounts.passkey (user_id);

-- A challenge is accepted once and dies after five minutes.
create table accounts.passkey_challenge (
  hash bytea primary key check (length(hash) = 32),
  -- Null while signing in: the passkey itself says who it is.
  user_id uuid references accounts.user_account (id) on delete cascade,
  expires_at timestamptz not null
);
create index passkey_challenge_expiry on accounts.passkey_challenge (expires_at);

create table accounts.session (
  id uuid primary key,
  user_id uuid not null references accounts.user_account (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- second_factor: the first factor was right, a code is still due; such a session opens nothing.
  stage text not null check (stage in ('second_factor', 'full')),
  method text not null check (method in ('password', 'link', 'passkey')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_user_id on accounts.session (user_id);
create index session_expiry on accounts.session (expires_at);

create table accounts.login_link (
  token_hash bytea primary key check (length(token_hash) = 32),
  user_id uuid not null references accounts.user_account (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index login_link_user on accounts.login_link (user_id);

-- Attempts per account and per address. In the database, so that two nodes share one limit.
create table accounts.sign_in_throttle (
  -- SHA-256 of the kind and the e-mail, address or user: no list of who tried.
  subject bytea primary key check (length(subject) = 32),
  attempts integer not null,
  window_started_at timestamptz not null
);
create index sign_in_throttle_age on accounts.sign_in_throttle (window_started_at);

-- Tenant ----------------------------------------------------------------------

create table accounts.workspace (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  time_zone text not null check (time_zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  locale text not null check (locale in ('id', 'en')),
  trial boolean not null,
  -- While set, no key and no member of it gets in.
  suspended_at timestamptz,
  created_at timestamptz not null default now()
);

create table accounts.member (
  workspace_id uuid not null references accounts.workspace (id),
  id uuid not null,
  user_id uuid not null references accounts.user_account (id),
  role text not null
    check (role in ('owner', 'admin', 'supervisor', 'agent', 'analyst', 'developer', 'dpo')),
  status text not null default 'active' check (status in ('active', 'suspended')),
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, user_id)
);
-- Which workspaces a person who signs in belongs to.
create index member_user on accounts.member (user_id);

create table accounts.invitation (
  workspace_id uuid not null references accounts.workspace (id),
  id uuid not null,
  email text not null check (email = lower(email)),
  role text not null
    check (role in ('owner', 'admin', 'supervisor', 'agent', 'analyst', 'developer', 'dpo')),
  token_hash bytea not null check (length(token_hash) = 32),
  -- Public id of the member or key that invited.
  invited_by text not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
-- The workspace is known only once the token is found.
create unique index invitation_token on accounts.invitation (token_hash);
create unique index invitation_open on accounts.invitation (workspace_id, email) where accepted_at is null;

create table accounts.api_key (
  workspace_id uuid not null references accounts.workspace (id),
  id uuid not null,
  -- SHA-256 of the whole key: 190 random bits need no slow hash.
  hash bytea not null check (length(hash) = 32),
  name text not null check (length(name) between 1 and 80),
  mode text not null check (mode in ('live', 'test')),
  preview text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  -- Public id of the member or key that made it.
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
-- The workspace is known only once the key is found.
create unique index api_key_hash on accounts.api_key (hash);
create index api_key_created on accounts.api_key (workspace_id, created_at);

-- Row-level security ------------------------------------------------------------

alter table accounts.workspace enable row level security;
alter table accounts.workspace force row level security;
create policy workspace_own on accounts.workspace to titian_api
  using (id = (select platform.current_workspace()))
  with check (id = (select platform.current_workspace()));
create policy workspace_worker on accounts.workspace to titian_worker using (true) with check (true);

alter table accounts.member enable row level security;
alter table accounts.member force row level security;
create policy member_own on accounts.member to titian_api
  using (workspace_id = (select platform.current_workspace()))
  with check (workspace_id = (select platform.current_workspace()));
create policy member_worker on accounts.member to titian_worker using (true) with check (true);

alter table accounts.invitation enable row level security;
alter table accounts.invitation force row level security;
create policy invitation_own on accounts.invitation to titian_api
  using (workspace_id = (select platform.current_workspace()))
  with check (workspace_id = (select platform.current_workspace()));
create policy invitation_worker on accounts.invitation to titian_worker using (true) with check (true);

alter table accounts.api_key enable row level security;
alter table accounts.api_key force row level security;
create policy api_key_own on accounts.api_key to titian_api
  using (workspace_id = (select platform.current_workspace()))
  with check (workspace_id = (select platform.current_workspace()));
create policy api_key_worker on accounts.api_key to titian_worker using (true) with check (true);

-- Of people, a workspace sees the names of its members and whether they have a second factor.
-- The subquery is itself under member's policy, so it finds members of the current workspace only.
alter table accounts.user_account enable row level security;
alter table accounts.user_account force row level security;
create policy user_account_colleagues on accounts.user_account for select to titian_api
  using (id in (select user_id from accounts.member));
create policy user_account_worker on accounts.user_account to titian_worker using (true) with check (true);

alter table accounts.totp enable row level security;
alter table accounts.totp force row level security;
create policy totp_colleagues on accounts.totp for select to titian_api
  using (user_id in (select user_id from accounts.member));
create policy totp_worker on accounts.totp to titian_worker using (true) with check (true);

-- Rights -----------------------------------------------------------------------

grant select, insert, update, delete on all tables in schema accounts to titian_worker;

grant select on accounts.workspace to titian_api;
grant update (name, time_zone, locale) on accounts.workspace to titian_api;
grant select, delete on accounts.member to titian_api;
grant update (role, status) on accounts.member to titian_api;
grant select, insert, delete on accounts.invitation to titian_api;
grant select, insert on accounts.api_key to titian_api;
grant update (revoked_at) on accounts.api_key to titian_api;
grant select (id, email, name) on accounts.user_account to titian_api;
grant select (user_id, confirmed_at) on accounts.totp to titian_api;
