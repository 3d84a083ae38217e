-- Some providers charge by what a message is for: WhatsApp has a price per category, another one while the person may
-- be written to freely, and says of each message what it was charged as.

alter table billing.price
  -- `*` stands for every category without a price of its own, and for media whose providers know no categories.
  add column category text not null default '*' check (category in
    ('marketing', 'utility', 'authentication', 'authentication-international', 'service', '*')),
  -- Counts only within the window that opens when the person writes.
  add column in_window boolean not null default false,
  drop constraint price_once,
  add constraint price_once unique nulls not distinct
    (workspace_id, medium, channel_id, operator, class, category, in_window, valid_from);

alter table billing.open_charge
  add column category text not null default '*',
  -- When it was priced: the prices of that moment count if the provider says another category.
  add column priced_at timestamptz not null default now();

-- Of a settle.
alter table billing.charge_delta add column category text;

alter table billing.hourly_usage
  add column category text not null default '*',
  drop constraint hourly_usage_pkey,
  add primary key (workspace_id, hour, medium, channel_id, operator, class, category, currency);
