/**
 * Tenant isolation as the catalog of the migrated database has it: every table is under
 * row-level security, or on a list that somebody has read and agreed to. A new table that
 * is neither fails here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/db.ts';
import { type Database, defineQuery, openDatabase } from './db.ts';

/** Tables that belong to no workspace, and why. */
const GLOBAL_TABLES: Readonly<Record<string, string>> = {
  'platform.migration': 'which migrations were applied',
  'platform.node': 'processes that run; titian_api has no rights on it',
  'platform.id_key': 'one key for the public ids of the whole installation; titian_api reads it',
  'accounts.user_account': 'a person may be in several workspaces; titian_api sees members of its own only',
  'accounts.password': "a person's; titian_api has no rights on it",
  'accounts.totp': "a person's; titian_api sees whether it is on, for members of its own workspace",
  'accounts.recovery_code': "a person's; titian_api has no rights on it",
  'accounts.passkey': "a person's; titian_api has no rights on it",
  'accounts.passkey_challenge': 'before anybody is known; titian_api has no rights on it',
  'accounts.session': "a person's; titian_api has no rights on it",
  'accounts.login_link': "a person's; titian_api has no rights on it",
  'accounts.sign_in_throttle': 'before anybody is known; titian_api has no rights on it',
};

/** Global tables that titian_api may read all the same: rows that a policy lets through, or all. */
const GLOBAL_READABLE: Readonly<Record<string, 'by policy' | 'whole'>> = {
  'accounts.user_account': 'by policy',
  'accounts.totp': 'by policy',
  'platform.id_key': 'whole',
};

/** Unique indexes of tenant tables that do not begin with the workspace, and why. */
const OTHER_UNIQUE_INDEXES: Readonly<Record<string, string>> = {
  'accounts.workspace_pkey': 'it is the workspace',
  'accounts.api_key_hash': 'the workspace is known only once the key is found',
  'accounts.invitation_token': 'the workspace is known only once the token is found',
};

/** The column that names the workspace, where it has another name. */
const WORKSPACE_COLUMN: Readonly<Record<string, string>> = { 'accounts.workspace': 'id' };

/** SECURITY DEFINER functions that were read and agreed to. */
const DEFINER_FUNCTIONS: ReadonlySet<string> = new Set([
  // Only the owner may make partitions; it takes two dates, quotes every name and is the worker's alone.
  'messages.ensure_partitions',
  // Tells one number, the age of the oldest transaction, to the worker alone; takes nothing and changes nothing.
  'platform.oldest_transaction_seconds',
]);

const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`;

interface TableRow {
  name: string;
  owner: string;
  rls: boolean;
  forced: boolean;
  partition: boolean;
  columns: string[];
}
const tables = defineQuery<[], TableRow>(
  'catalog.tables',
  `select n.nspname || '.' || c.relname as name, pg_get_userbyid(c.relowner) as owner,
     c.relrowsecurity as rls, c.relforcerowsecurity as forced, c.relispartition as partition,
     array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and ${OURS} order by 1`,
);

interface PolicyRow {
  table: string;
  name: string;
  permissive: boolean;
  command: string;
  roles: string[];
  qual: string | null;
  check: string | null;
}
const policies = defineQuery<[], PolicyRow>(
  'catalog.policies',
  `select schemaname || '.' || tablename as table, policyname as name, permissive = 'PERMISSIVE' as permissive,
     cmd as command, roles::text[] as roles, qual, with_check as check from pg_policies order by 1, 2`,
);

const grants = defineQuery<[], { table: string; role: string; privilege: string }>(
  'catalog.grants',
  `select distinct n.nspname || '.' || c.relname as table, pg_get_userbyid(g.grantee) as role, g.privilege_type as privilege
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   cross join lateral (
     select grantee, privilege_type from aclexplode(c.relacl)
     union all
     select (aclexplode(a.attacl)).grantee, (aclexplode(a.attacl)).privilege_type
     from pg_attribute a where a.attrelid = c.oid and a.attacl is not null
   ) g
   where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${OURS}`,
);

const roles = defineQuery<
  [],
  {
    name: string;
    superuser: boolean;
    bypass: boolean;
    createdb: boolean;
    createrole: boolean;
    login: boolean;
  }
>(
  'catalog.roles',
  `select rolname as name, rolsuper as superuser, rolbypassrls as bypass, rolcreatedb as createdb,
     rolcreaterole as createrole, rolcanlogin as login
   from pg_roles where rolname in ('titian_api', 'titian_worker') order by 1`,
);

const mayCreate = defineQuery<[], { role: string; where: string }>(
  'catalog.may_create',
  `select r.role, 'schema ' || n.nspname as where from pg_namespace n, (values ('titian_api'), ('titian_worker')) r (role)
   where ${OURS} and has_schema_privilege(r.role, n.oid, 'CREATE')
   union all
   select r.role, 'database' from (values ('titian_api'), ('titian_worker')) r (role)
   where has_database_privilege(r.role, current_database(), 'CREATE')`,
);

const views = defineQuery<[], { name: string; kind: string; options: string[] }>(
  'catalog.views',
  `select n.nspname || '.' || c.relname as name, c.relkind::text as kind, coalesce(c.reloptions, '{}') as options
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${OURS}`,
);

const definers = defineQuery<[], { name: string; settings: string[] }>(
  'catalog.definers',
  `select n.nspname || '.' || p.proname as name, coalesce(p.proconfig, '{}') as settings
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${OURS}`,
);

const foreignKeys = defineQuery<[], { name: string; table: string; target: string; pairs: string[] }>(
  'catalog.foreign_keys',
  `select k.conname::text as name, k.conrelid::regclass::text as table, k.confrelid::regclass::text as target,
     array(select a.attname || '=' || b.attname from unnest(k.conkey, k.confkey) u (here, there)
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.here
       join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.there) as pairs
   from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
   where k.contype = 'f' and ${OURS}`,
);

const uniqueIndexes = defineQuery<[], { name: string; table: string; first: string; child: boolean }>(
  'catalog.unique_indexes',
  `select n.nspname || '.' || i.relname as name, n.nspname || '.' || c.relname as table, i.relispartition as child,
     coalesce((select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = x.indkey[0]), '(expression)') as first
   from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
   join pg_namespace n on n.oid = c.relnamespace
   where x.indisunique and c.relkind in ('r', 'p') and ${OURS} order by 1`,
);

let test: TestDatabase;
let db: Database;
let all: TableRow[];
let tenant: TableRow[];
let granted: { table: string; role: string; privilege: string }[];
beforeAll(async () => {
  test = await createTestDatabase();
  db = openDatabase({ url: test.url, role: 'owner', max: 2, applicationName: 'titian-test' });
  all = await db.query(tables, []);
  tenant = all.filter(({ name }) => !(name in GLOBAL_TABLES));
  granted = await db.query(grants, []);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

const columnOf = (table: string): string => WORKSPACE_COLUMN[table] ?? 'workspace_id';

describe('tenant tables', () => {
  it('are found, and every name on a list exists', async () => {
    expect(tenant.length).toBeGreaterThanOrEqual(4);
    const names = new Set(all.map(({ name }) => name));
    const listed = [
      ...Object.keys(GLOBAL_TABLES),
      ...Object.keys(GLOBAL_READABLE),
      ...Object.keys(WORKSPACE_COLUMN),
    ];
    expect(listed.filter((name) => !names.has(name))).toEqual([]);
    const indexes = new Set((await db.query(uniqueIndexes, [])).map(({ name }) => name));
    expect(Object.keys(OTHER_UNIQUE_INDEXES).filter((name) => !indexes.has(name))).toEqual([]);
  });

  it('name their workspace and are under row-level security that binds their owner too', () => {
    const open = tenant.filter(
      ({ name, rls, forced, columns }) => !(rls && forced && columns.includes(columnOf(name))),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('show and take only rows of the current workspace for titian_api', async () => {
    const found = await db.query(policies, []);
    const faults: string[] = [];
    for (const { name } of tenant) {
      const own = found.filter((policy) => policy.table === name);
      const api = own.filter(({ roles: to }) => to.includes('titian_api') || to.includes('public'));
      const right = new RegExp(`^\\(${columnOf(name)} = .*current_workspace\\(\\)`);
      const reachable = granted.some(({ table, role }) => table === name && role === 'titian_api');
      if (reachable && api.length === 0) faults.push(`${name}: no policy for titian_api`);
      for (const policy of api.filter(({ permissive }) => permissive)) {
        const reads = policy.command !== 'INSERT';
        const writes = policy.command !== 'SELECT' && policy.command !== 'DELETE';
        if (reads && !right.test(policy.qual ?? ''))
          faults.push(`${name}: ${policy.name} USING ${policy.qual}`);
        if (writes && !right.test(policy.check ?? ''))
          faults.push(`${name}: ${policy.name} CHECK ${policy.check}`);
      }
      const worker = own.filter(({ roles: to }) => to.includes('titian_worker'));
      if (worker.some(({ qual, check }) => qual === null && check === null))
        faults.push(`${name}: worker policy`);
    }
    expect(faults).toEqual([]);
  });

  it('have keys that begin with the workspace, except where a reason is written down', async () => {
    const names = new Set(tenant.map(({ name }) => name));
    const wrong = (await db.query(uniqueIndexes, [])).filter(
      ({ name, table, first, child }) =>
        names.has(table) && !child && first !== columnOf(table) && !(name in OTHER_UNIQUE_INDEXES),
    );
    expect(wrong.map(({ name, first }) => `${name} begins with ${first}`)).toEqual([]);
  });

  it('refer to each other within one workspace only', async () => {
    const names = new Set(tenant.map(({ name }) => name));
    const wrong = (await db.query(foreignKeys, [])).filter(
      ({ table, target, pairs }) =>
        names.has(table) && names.has(target) && !pairs.includes(`${columnOf(table)}=${columnOf(target)}`),
    );
    expect(wrong.map(({ table, name }) => `${table}: ${name}`)).toEqual([]);
  });
});

describe('global tables', () => {
  it('that hold secrets are closed to titian_api', () => {
    const reached = granted.filter(
      ({ table, role }) => role === 'titian_api' && table in GLOBAL_TABLES && !(table in GLOBAL_READABLE),
    );
    expect(reached).toEqual([]);
  });

  it('that titian_api may read are read-only, and under row-level security unless the whole may be read', () => {
    for (const [name, how] of Object.entries(GLOBAL_READABLE)) {
      const table = all.find((row) => row.name === name);
      if (how === 'by policy') expect(table).toMatchObject({ rls: true, forced: true });
      const privileges = granted.filter(({ table: t, role }) => t === name && role === 'titian_api');
      expect(privileges.map(({ privilege }) => privilege)).toEqual(['SELECT']);
    }
  });
});

describe('roles, views and functions', () => {
  it('give the application roles no way around it', async () => {
    const powers = { superuser: false, bypass: false, createdb: false, createrole: false, login: false };
    expect(await db.query(roles, [])).toEqual([
      { name: 'titian_api', ...powers },
      { name: 'titian_worker', ...powers },
    ]);
    expect(
      all.filter(({ owner }) => owner === 'titian_api' || owner === 'titian_worker').map(({ name }) => name),
    ).toEqual([]);
    expect(await db.query(mayCreate, [])).toEqual([]);
    expect(granted.filter(({ role }) => role.startsWith('unknown'))).toEqual([]);
    const ddl = granted.filter(
      ({ role, privilege }) =>
        role.startsWith('titian_') && ['TRUNCATE', 'TRIGGER', 'REFERENCES', 'MAINTAIN'].includes(privilege),
    );
    expect(ddl).toEqual([]);
  });

  it('let views ask with the rights of who reads them, and have no materialized ones', async () => {
    const wrong = (await db.query(views, [])).filter(
      ({ kind, options }) => kind === 'm' || !options.includes('security_invoker=true'),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('have no SECURITY DEFINER function that is unreviewed or whose search_path can be moved', async () => {
    const wrong = (await db.query(definers, [])).filter(
      ({ name, settings }) =>
        !DEFINER_FUNCTIONS.has(name) || !settings.some((setting) => setting.startsWith('search_path=')),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
