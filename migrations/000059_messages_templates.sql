-- Which version of which template a message was made from: what was said can be shown after the template changed. Beside
-- the message, because few have one. Versions are never changed or deleted.

create table messages.message_template (
  workspace_id uuid not null,
  message_id bigint not null,
  template_id uuid not null,
  version integer not null check (version >= 1),
  language text not null check (char_length(language) <= 12),
  primary key (workspace_id, message_id)
);

alter table messages.message_template enable row level security;
alter table messages.message_template force row level security;
create policy workspace on messages.message_template to titian_api
  using (workspace_id = platform.current_workspace()) with check (workspace_id = platform.current_workspace());
create policy pipeline on messages.message_template to titian_worker using (true) with check (true);

grant select, insert, delete on messages.message_template to titian_api;
grant select on messages.message_template to titian_worker;
