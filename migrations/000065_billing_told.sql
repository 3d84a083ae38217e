-- What a provider charges for a message where that is not the price it was accepted with: free ones, and those that it
-- files under another category. Written while the charge is open, removed when nothing is charged after all.

create table billing.told_charge (
  workspace_id uuid not null,
  message_id bigint not null,
  category text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  primary key (workspace_id, message_id)
);

alter table billing.told_charge enable row level security;
alter table billing.told_charge force row level security;
create policy workspace on billing.told_charge to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on billing.told_charge to titian_worker using (true) with check (true);

grant select, delete on billing.told_charge to titian_api;
grant select, insert, update, delete on billing.told_charge to titian_worker;
