-- Programs written for Twilio: their credentials, sender pools, and where answers of customers go. Messages know by
-- themselves (metadata) who wants to hear of them.
create schema twilio;
grant usage on schema twilio to titian_api, titian_worker;

-- An Account SID is AC and this id. The Auth Token is the text of the API key with the same id (accounts keeps its
-- hash) and signs callbacks (webhooks keeps it sealed, with the endpoint of the same id).
create table twilio.account (
  workspace_id uuid not null,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  mode text not null check (mode in ('live', 'test')),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id) references accounts.workspace (id)
);

-- Messaging Services: pools of senders. Every account of the workspace sees them; the one that changed it last signs.
create table twilio.service (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  friendly_name text not null check (char_length(friendly_name) between 1 and 64),
  usecase text not null default 'undeclared'
    check (usecase in ('notifications', 'marketing', 'verification', 'discussion', 'poll', 'undeclared')),
  inbound_request_url text check (char_length(inbound_request_url) <= 2000),
  inbound_method text not null default 'POST' check (inbound_method in ('GET', 'POST')),
  status_callback text check (char_length(status_callback) <= 2000),
  -- Seconds
  validity_period integer not null default 36000 check (validity_period between 1 and 36000),
  -- Answers go where the number says instead.
  use_inbound_webhook_on_number boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references twilio.account (workspace_id, id)
);

create table twilio.service_sender (
  workspace_id uuid not null,
  service_id uuid not null,
  -- Of routing; one that is gone counts as not there.
  sender_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, service_id, sender_id),
  foreign key (workspace_id, service_id) references twilio.service (workspace_id, id) on delete cascade
);

-- What a program set on a sender: where answers to it go.
create table twilio.number (
  workspace_id uuid not null,
  sender_id uuid not null,
  account_id uuid not null,
  friendly_name text check (char_length(friendly_name) <= 64),
  sms_url text check (char_length(sms_url) <= 2000),
  sms_method text not null default 'POST' check (sms_method in ('GET', 'POST')),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, sender_id),
  foreign key (workspace_id, account_id) references twilio.account (workspace_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['account', 'service', 'service_sender', 'number'] loop
    execute format('alter table twilio.%I enable row level security', name);
    execute format('alter table twilio.%I force row level security', name);
    execute format(
      'create policy workspace on twilio.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on twilio.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select, insert, update on twilio.account to titian_api;
grant select, insert, update, delete on twilio.service, twilio.service_sender, twilio.number to titian_api;
grant select on twilio.service, twilio.service_sender, twilio.number to titian_worker;
grant select, update on twilio.account to titian_worker;
