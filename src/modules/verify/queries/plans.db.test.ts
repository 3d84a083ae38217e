/**
 * What runs with every code reaches each row by its whole key, also with plans that were made while the tables were
 * new and that connections keep: a fresh installation under load would read the workspace for every row.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../testing/db.ts';
import { findPlaces, updateTraces } from './guard.ts';
import { findMeters, findNumbers, updateNumbers } from './limits.ts';
import { findForCheck, findVerifications, renewCodes, replacePending, writeChecks } from './verifications.ts';

const WORKSPACE = '00000000-0000-4000-8000-000000000001';
let test: TestDatabase;
let client: pg.Client;

/** As the ledger's transactions plan (`ONE_WRITER`; `TIMEOUTS` and `UNWANTED_PLANS` of `platform/db.ts`). */
beforeAll(async () => {
  test = await createTestDatabase();
  client = new pg.Client({
    connectionString: test.url,
    options:
      '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off',
  });
  await client.connect();
  await client.query(`set role titian_api; set app.workspace = '${WORKSPACE}'`);
});
afterAll(async () => {
  await client?.end();
  await test?.drop();
});

const hot: readonly { readonly name: string; readonly text: string; readonly by: RegExp }[] = [
  { ...findNumbers, by: /number_pkey/ },
  { ...findMeters, by: /meter_pkey/ },
  { ...findPlaces, by: /trace_pkey[^]*subject = p\.subject[^]*block_subject/ },
  { ...findVerifications, by: /verification_pkey/ },
  { ...findForCheck, by: /verification_pkey[^]*verification_pending[^]*number_pkey/ },
  { ...replacePending, by: /verification_pending/ },
  { ...renewCodes, by: /verification_pkey[^]*Tid Scan/ },
  { ...writeChecks, by: /Tid Scan[^]*Tid Scan[^]*Tid Scan[^]*Tid Scan/ },
  { ...updateNumbers, by: /Tid Scan[^]*Tid Scan/ },
  { ...updateTraces, by: /Tid Scan[^]*Tid Scan/ },
];

it.each(hot)('$name reaches its rows one by one', async ({ text, by }) => {
  await client.query(`prepare hot as ${text}`);
  const { rows: types } = await client.query<{ count: number }>(
    `select cardinality(parameter_types) as count from pg_prepared_statements where name = 'hot'`,
  );
  const nulls = Array.from({ length: types[0]?.count ?? 0 }, () => 'null').join(', ');
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain execute hot(${nulls})`);
  await client.query('deallocate hot');
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(by);
  expect(plan).not.toMatch(/Seq Scan|Bitmap|Materialize|Join Filter: (?!false)|verification_phone/);
});
