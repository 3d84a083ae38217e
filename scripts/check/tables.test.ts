import { expect, test } from 'vitest';
import { checkTables } from './tables.ts';
import { withProject } from './temporary-project.ts';

const CLEAN = {
  'migrations/000001_platform.sql': 'create schema if not exists platform;\n',
  'migrations/000002_accounts.sql': 'create schema accounts;\ncreate table accounts.workspace (id uuid);\n',
  'migrations/000003_routing.sql':
    'create schema routing;\n-- accounts.member is read through the door\ncreate table routing.channel (w uuid references accounts.workspace (id));\n',
  'src/modules/accounts/queries.ts':
    "const COLUMNS = 'id';\nexport const find = defineQuery('find', `select ${COLUMNS} from accounts.workspace`);\n",
  'src/modules/routing/queries.ts':
    "export const all = defineQuery('all', 'select w from routing.channel');\n",
  'src/modules/routing/events.ts': "export const CREATED = 'accounts.created';\n",
};
const faultsWith = (files: Readonly<Record<string, string>>): Promise<string[]> =>
  withProject({ ...CLEAN, ...files }, (root) =>
    checkTables(root).map(({ where, what }) => `${where} ${what}`),
  );

test('accepts own tables, foreign keys to the workspace, and words that only look like tables', async () => {
  expect(await faultsWith({})).toEqual([]);
});

test.each([
  [
    "a foreign table in a module's query",
    'src/modules/routing/queries.ts',
    "defineQuery('a', 'select 1 from accounts.member');",
  ],
  [
    'a foreign table behind an alias',
    'src/modules/routing/queries.ts',
    "defineQuery('a', 'select x from routing.channel, accounts.member');",
  ],
  [
    'SQL in a string that is no query',
    'src/modules/routing/pick.ts',
    "export const sql = 'delete from accounts.member';",
  ],
  [
    'a query outside queries.ts',
    'src/modules/routing/pick.ts',
    "defineQuery('a', 'select 1 from routing.channel');",
  ],
  ['a query in an adapter', 'src/channels/sms/queries.ts', "defineQuery('a', 'select 1');"],
  [
    "a module's table in platform",
    'src/platform/queries.ts',
    "defineQuery('a', 'select 1 from accounts.member');",
  ],
  [
    'a value in the text of a query',
    'src/modules/routing/queries.ts',
    'defineQuery("a", `select ${id} from routing.channel`);',
  ],
  [
    "a migration that changes another module's table",
    'migrations/000004_routing.sql',
    'alter table accounts.workspace add x int;',
  ],
  [
    'a foreign key nobody agreed to',
    'migrations/000004_routing.sql',
    'create table routing.a (m uuid references accounts.member (id));',
  ],
  ['a migration of nobody', 'migrations/000004_gadgets.sql', 'select 1;'],
  ['a migration without a number', 'migrations/accounts.sql', 'select 1;'],
])('refuses %s', async (_what, path, text) => {
  const faults = await faultsWith({ [path]: `${text}\n` });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(path);
});

test('fails when there is nothing to look at', async () => {
  expect(await withProject({ 'README.md': '' }, (root) => checkTables(root).length)).toBe(1);
});
