/** No query about contacts reads a table that grows with them from end to end: plans on 30,000 contacts, under row-level security. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../../testing/db.ts';
import * as changes from './changes.ts';
import * as contacts from './contacts.ts';
import * as identities from './identities.ts';
import * as keys from './keys.ts';
import * as search from './search.ts';
import * as suggestions from './suggestions.ts';
import * as tags from './tags.ts';

const CONTACTS = 30_000;
/** Fewer rows than this may be read as a whole: it costs less than an index. */
const TINY_ROWS = 1_000;
const WORKSPACE = '00000000-0000-4000-8000-000000000001';
const TAG = '00000000-0000-4000-9000-000000000001';
const LARGEST = '9223372036854775807';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[] | undefined;
}
const Plan: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Actual Rows': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    'Actual Loops': z.number(),
    Plans: z.array(Plan).optional(),
  }),
);
const Explained = z.array(z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan })]) }));

let test: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.url });
  await owner.connect();
  await owner.query('set synchronous_commit = off');
  await owner.query(
    `insert into accounts.workspace (id, name, time_zone, locale, trial) values ($1, 'Uji', 'Asia/Jakarta', 'id', false)`,
    [WORKSPACE],
  );
  await owner.query(
    `insert into contacts.tag (workspace_id, id, name, slug, color) values ($1, $2, 'VIP', 'vip', 'red')`,
    [WORKSPACE, TAG],
  );
  for (const statement of [
    `insert into contacts.contact (workspace_id, id, name) select $1::uuid, n, 'Nama ' || n from generate_series(1, ${CONTACTS}) n`,
    `insert into contacts.identity (workspace_id, id, contact_id, kind, address)
       select $1::uuid, n, n, 'phone', '+62812' || lpad(n::text, 8, '0') from generate_series(1, ${CONTACTS}) n`,
    `insert into contacts.search_key (workspace_id, key, contact_id) select $1::uuid, 'nama ' || n, n from generate_series(1, ${CONTACTS}) n`,
    `insert into contacts.field_value (workspace_id, field, value, contact_id)
       select $1::uuid, 'kota', 'kota ' || n % 50, n from generate_series(1, ${CONTACTS}) n`,
    `insert into contacts.match_key (workspace_id, key, contact_id) select $1::uuid, 'e:a' || n, n from generate_series(1, ${CONTACTS}) n`,
    `insert into contacts.contact_tag (workspace_id, contact_id, tag_id) select $1::uuid, n, '${TAG}' from generate_series(1, ${CONTACTS}, 5) n`,
    `insert into contacts.change (workspace_id, id, kind, contact_id, actor_kind, actor_id)
       select $1::uuid, n, 'created', n, 'system', 'x' from generate_series(1, ${CONTACTS}) n`,
    `insert into contacts.change_contact (workspace_id, contact_id, change_id) select $1::uuid, n, n from generate_series(1, ${CONTACTS}) n`,
    `insert into contacts.suggestion (workspace_id, id, contact_a, contact_b, reason, state)
       select $1::uuid, n, n, n + 1, 'similar_name', case when n % 10 = 0 then 'open' else 'dismissed' end from generate_series(1, ${CONTACTS} - 1) n`,
  ])
    await owner.query(statement, [WORKSPACE]);
  await owner.query('vacuum analyze');
}, 60_000);
afterAll(async () => {
  await owner?.end();
  await test?.drop();
});

function flat(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flat)];
}

/** Rows that were read where no index led to them, or that an index led past. */
const wholeReads = (plan: Plan): string[] =>
  flat(plan).flatMap((node) => {
    const rows = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
    const whole = node['Node Type'] === 'Seq Scan' || (node['Rows Removed by Filter'] ?? 0) > TINY_ROWS;
    return whole && node['Actual Loops'] > 0 && rows >= TINY_ROWS
      ? [`${node['Relation Name'] ?? ''} ${node['Node Type']}: ${rows}`]
      : [];
  });

/** As requests run it: titian_api, one workspace, plans for any parameters. */
async function explain(query: { name: string; text: string }, params: readonly unknown[]): Promise<Plan> {
  await owner.query('deallocate all');
  await owner.query('begin');
  try {
    await owner.query(`set local role titian_api`);
    await owner.query(`set local app.workspace = '${WORKSPACE}'`);
    await owner.query('set local plan_cache_mode = force_generic_plan');
    const types = params.map(() => 'unknown').join(', ');
    const name = pg.escapeIdentifier(query.name);
    await owner.query(`prepare ${name} (${types}) as ${query.text}`);
    const values = params.map((value) => (value === null ? 'null' : pg.escapeLiteral(literal(value))));
    const { rows } = await owner.query(
      `explain (analyze, format json) execute ${name} (${values.join(', ')})`,
    );
    const [row] = Explained.parse(rows);
    if (row === undefined) throw new Error('no plan');
    return row['QUERY PLAN'][0].Plan;
  } finally {
    await owner.query('rollback');
  }
}

const literal = (value: unknown): string =>
  Array.isArray(value) ? `{${value.map((one) => `"${String(one)}"`).join(',')}}` : String(value);

const some = Array.from({ length: 50 }, (_, i) => String(100 + i * 7));
const plain = [WORKSPACE, 51, 51, null, null, null, [], []] as const;
/** A tag, a field and another word as well. */
const strict = [WORKSPACE, 1000, 51, TAG, 'kota', 'kota 7', ['12'], ['12\u{10ffff}']] as const;
const range = ['nama 12\u{10ffff}', 'nama 12', '0'] as const;
const cases: readonly (readonly [string, { name: string; text: string }, readonly unknown[]])[] = [
  ['names', search.scanNames, [...plain, ...range]],
  ['names, deep down', search.scanNames, [...plain, 'nama\u{10ffff}', 'nama 9', '9']],
  ['names and more', search.scanNames, [...strict, 'nama\u{10ffff}', 'nama', '0']],
  ['numbers', search.scanAddresses, [...plain, '+628120001', '+628120001\u{10ffff}', '', 'phone']],
  ['numbers and more', search.scanAddresses, [...strict, '+62812', '+62812\u{10ffff}', '', 'phone']],
  ['last digits', search.scanEndings, [...plain, '321\u{10ffff}', '321', '0']],
  ['last digits and more', search.scanEndings, [...strict, '1\u{10ffff}', '1', '0']],
  ['the newest', search.scanAll, [...plain, LARGEST]],
  ['a tag', search.scanTag, [...plain, LARGEST, TAG]],
  ['a tag and more', search.scanTag, [...strict, LARGEST, TAG]],
  ['a field', search.scanField, [...plain, LARGEST, 'kota', 'kota 7']],
  ['a field and more', search.scanField, [...strict, LARGEST, 'kota', 'kota 7']],
  ['how many begin so', search.countNames, [WORKSPACE, 'nama', 'nama\u{10ffff}', 900]],
  ['contacts', contacts.findContacts, [WORKSPACE, some]],
  ['locking', contacts.lockContacts, [WORKSPACE, some]],
  ['parts', contacts.findMergedFrom, [WORKSPACE, '700']],
  ['the root', contacts.findRoot, [WORKSPACE, '700']],
  ['request keys', contacts.findByRequestKey, [WORKSPACE, 'x']],
  ['their addresses', identities.identitiesOfContacts, [WORKSPACE, some]],
  ['whose an address is', identities.findByAddresses, [WORKSPACE, ['phone'], ['+6281200000700']]],
  [
    'touching',
    identities.touchIdentities,
    [WORKSPACE, some, some.map(() => '2026-11-22'), some.map(() => 'x')],
  ],
  ['moving', identities.moveIdentities, [WORKSPACE, some, '700']],
  ['their tags', tags.tagsOfContacts, [WORKSPACE, some]],
  ['history', changes.listChanges, [WORKSPACE, some, LARGEST, 51]],
  ['match keys', keys.findByMatchKeys, [WORKSPACE, ['e:a7', 'e:a8'], 22]],
  ['namesakes', keys.findBySearchKeys, [WORKSPACE, ['nama 7', 'nama 8'], 22]],
  ['names of namesakes', suggestions.findNames, [WORKSPACE, some]],
  ['suggestions', suggestions.listSuggestions, [WORKSPACE, LARGEST, 51]],
  ['deciding', suggestions.decidePairs, [WORKSPACE, '700', some, 'merged', 'x']],
];

describe('under row-level security', () => {
  it.each(cases)('%s: no growing table is read as a whole', async (_, query, params) => {
    expect(wholeReads(await explain(query, params))).toEqual([]);
  });

  it('a range of keys is a range of the index, not a filter over all of them', async () => {
    for (const [query, params, index] of [
      [search.scanNames, [...plain, ...range], 'search_key_pkey'],
      [search.scanEndings, [...plain, '321\u{10ffff}', '321', '0'], 'identity_reversed'],
      [
        search.scanAddresses,
        [...plain, '+628120001', '+628120001\u{10ffff}', '', 'phone'],
        'identity_address',
      ],
    ] as const) {
      const nodes = flat(await explain(query, params));
      expect(nodes.map((node) => node['Index Name'])).toContain(index);
      expect(nodes.every((node) => (node['Rows Removed by Filter'] ?? 0) === 0)).toBe(true);
    }
  });

  it('sees a whole read where there is one', async () => {
    const control = {
      name: 'control',
      text: `select count(*) from contacts.contact where name like $1::text`,
    };
    expect((await explain(control, ['%7%'])).Plans).toBeDefined();
    expect(wholeReads(await explain(control, ['%7%'])).length).toBeGreaterThan(0);
  });
});
