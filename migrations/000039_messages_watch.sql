-- What processes that send know of their channels, told to the others every two seconds. A crash may take it.
create unlogged table messages.line_state (
  workspace_id uuid not null,
  channel_id uuid not null,
  node integer not null,
  at timestamptz not null default now(),
  -- `LineState` in pipeline/line-state.ts
  state jsonb not null,
  primary key (workspace_id, channel_id, node)
) with (fillfactor = 50);

-- Whether receipts come: the last sample of each channel.
create table messages.receipt_watch (
  workspace_id uuid not null,
  channel_id uuid not null,
  sampled integer not null,
  missing integer not null,
  -- Since when too many are missing; null while enough come.
  missing_since timestamptz,
  at timestamptz not null default now(),
  primary key (workspace_id, channel_id)
);

-- What a workspace was last told about its dead letters.
create table messages.dead_letter_watch (
  workspace_id uuid not null primary key,
  -- Time of the newest letter that was told of.
  seen_at timestamptz not null,
  told_at timestamptz not null
);
create index dead_letter_newest on messages.dead_letter (workspace_id, at);

do $$
declare name text;
begin
  foreach name in array array['line_state', 'receipt_watch', 'dead_letter_watch'] loop
    execute format('alter table messages.%I enable row level security', name);
    execute format('alter table messages.%I force row level security', name);
    execute format(
      'create policy workspace on messages.%I to titian_api using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace())',
      name);
    execute format('create policy pipeline on messages.%I to titian_worker using (true) with check (true)', name);
  end loop;
end $$;

grant select on messages.line_state, messages.receipt_watch to titian_api;
grant select, insert, update, delete on messages.line_state, messages.receipt_watch, messages.dead_letter_watch to titian_worker;
