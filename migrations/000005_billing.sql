-- What a segment costs, by day, medium and operator.
create schema billing;
grant usage on schema billing to titian_api, titian_worker;

create table billing.price (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  medium text not null check (medium in ('sms', 'whatsapp', 'rcs', 'email', 'webchat')),
  -- `*` stands for every operator without a price of its own.
  operator text not null check (operator in ('telkomsel', 'ioh', 'xlsmart', '*')),
  -- Minor units of one segment: Rp350 is 35000.
  amount bigint not null check (amount >= 0),
  currency char(3) not null,
  valid_from timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, medium, operator, valid_from),
  foreign key (workspace_id) references accounts.workspace (id)
);
alter table billing.price enable row level security;
alter table billing.price force row level security;
create policy workspace on billing.price to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on billing.price to titian_worker using (true) with check (true);
grant select, insert on billing.price to titian_api;
grant select on billing.price to titian_worker;
