-- What every module stands on: the two roles of the application and the workspace of a transaction.

create schema if not exists platform;

-- Roles belong to the whole server, which several databases (and concurrent starts) may share.
-- titian_api serves requests under row-level security; titian_worker runs the background pipelines.
-- Neither owns a table, may log in, or may bypass row-level security: the owner connects and becomes
-- one of them with the start-up option "-c role=titian_api". Timeouts are set the same way, because
-- PostgreSQL applies role settings only to the role that logs in.
do $$
declare
  wanted text;
  -- PostgreSQL 16 split membership: its creator may administer a role, but not yet become it.
  right_needed constant text :=
    case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
begin
  foreach wanted in array array['titian_api', 'titian_worker'] loop
    for attempt in 1..20 loop
      begin
        if not exists (select from pg_roles where rolname = wanted) then
          execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls noinherit', wanted);
        end if;
        if not pg_has_role(current_user, wanted, right_needed) then
          execute format('grant %I to %I', wanted, current_user);
        end if;
        exit;
      exception
        -- Another database of the server does the same right now (internal_error: "tuple concurrently updated").
        when duplicate_object or unique_violation or internal_error then
          if attempt = 20 then
            raise;
          end if;
          perform pg_sleep(0.05);
      end;
    end loop;
  end loop;
end
$$;

grant usage on schema platform to titian_api, titian_worker;

-- Numbers the processes that make ids at the same time: 10 bits of every internal id.
create sequence platform.node_number as integer minvalue 0 maxvalue 1023 start 0 cycle;
grant usage on sequence platform.node_number to titian_api, titian_worker;

-- The workspace of the transaction; null (so: no rows) when none is set. Policies inline it.
create function platform.current_workspace() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.workspace', true), '')::uuid;
grant execute on function platform.current_workspace() to titian_api, titian_worker;
