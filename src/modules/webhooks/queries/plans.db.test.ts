/** No query reads a table that grows with the deliveries from end to end: their plans with a large backlog and a long log. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../../testing/db.ts';
import type { Query } from '../../../platform/db.ts';
import * as deliveries from './deliveries.ts';

const ENDPOINTS = 50;
const PER_ENDPOINT = 2_000;
/** Of an endpoint's deliveries, the newest so many still wait. */
const WAITING = 1_000;
/** A statement about one endpoint may touch this many rows of a table of 100,000; each test says how many it needs. */
const SLACK = 20;

const uuid = (kind: number, n: number): string =>
  `00000000-0000-4000-800${kind}-${String(n).padStart(12, '0')}`;
const workspace = uuid(1, 0);
const endpoint = uuid(2, 7);
/** The endpoint whose deliveries all wait for a retry. */
const dead = uuid(2, 8);
const LARGEST = '9223372036854775807';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly Plans?: readonly Plan[] | undefined;
}
const Plan: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Actual Rows': z.number(),
    'Actual Loops': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    Plans: z.array(Plan).optional(),
  }),
);
const Explained = z.array(z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan })]) }));

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('set synchronous_commit = off');
  await client.query('set plan_cache_mode = force_generic_plan');
  await client.query(
    `insert into accounts.workspace (id, name, time_zone, locale, trial) values ($1, 'A', 'Asia/Jakarta', 'id', false)`,
    [workspace],
  );
  await client.query(
    `insert into webhooks.endpoint (workspace_id, id, url, types, sealed_secret)
     select $1, ('00000000-0000-4000-8002-' || lpad(e::text, 12, '0'))::uuid, 'https://a.example/', '{message.received}', ''
     from generate_series(0, ${ENDPOINTS} - 1) e`,
    [workspace],
  );
  await client.query(
    `insert into webhooks.delivery (workspace_id, endpoint_id, id, type, key, payload, status)
     select $1, ('00000000-0000-4000-8002-' || lpad(e::text, 12, '0'))::uuid, n * 100 + e, 'message.received',
       'msg_' || (n / 3), '{}', case when n >= ${PER_ENDPOINT - WAITING} then 'pending' when n % 10 = 0 then 'failed' else 'delivered' end
     from generate_series(0, ${ENDPOINTS} - 1) e, generate_series(0, ${PER_ENDPOINT} - 1) n`,
    [workspace],
  );
  await client.query(
    `insert into webhooks.queue (workspace_id, endpoint_id, key, id, attempts, due)
     select workspace_id, endpoint_id, key, id, 1,
       case when endpoint_id = $1 then now() + interval '1 hour' else now() - interval '1 minute' end
     from webhooks.delivery where status = 'pending'`,
    [dead],
  );
  await client.query('analyze');
}, 60_000);
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const rowsRead = (plan: Plan): number =>
  (plan['Relation Name'] === undefined || plan['Node Type'] === 'ModifyTable'
    ? 0
    : (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']) +
  (plan.Plans ?? []).reduce((sum, inner) => sum + rowsRead(inner), 0);

/** Runs it and takes it back. */
async function readBy({ text, name }: Query<never, unknown>, params: readonly unknown[]): Promise<number> {
  await client.query('begin');
  try {
    const result = await client.query(`explain (analyze, format json) ${text}`, [...params]);
    const [row] = Explained.parse(result.rows);
    if (row === undefined) throw new Error(`${name} has no plan`);
    return rowsRead(row['QUERY PLAN'][0].Plan);
  } finally {
    await client.query('rollback');
  }
}

const pending = (n: number, e = 7): string => String((PER_ENDPOINT - WAITING + n) * 100 + e);
const keyOf = (n: number): string => `msg_${Math.floor((PER_ENDPOINT - WAITING + n) / 3)}`;

test.each([
  // Of each key the first one: two rows in three are followers, each finds its head by one look.
  ['a claim of ten', deliveries.claimDeliveries, [[workspace], [endpoint], [10], 60_000], 130],
  [
    'a claim at an endpoint whose backlog waits for a retry',
    deliveries.claimDeliveries,
    [[workspace], [dead], [10], 60_000],
    0,
  ],
  [
    'a claim at fifty endpoints',
    deliveries.claimDeliveries,
    [
      Array.from({ length: 50 }, () => workspace),
      Array.from({ length: 50 }, (_, e) => uuid(2, e)),
      Array.from({ length: 50 }, () => 1),
      60_000,
    ],
    50 * 12,
  ],
  [
    'an insert',
    deliveries.insertDeliveries,
    [[workspace], [endpoint], [LARGEST], ['message.received'], [keyOf(1)], ['{}']],
    5,
  ],
  [
    'settling a retry',
    deliveries.settleQueue,
    [[workspace], [endpoint], [keyOf(2)], [pending(2)], [5_000]],
    10,
  ],
  [
    'settling a success',
    deliveries.settleQueue,
    [[workspace], [endpoint], [keyOf(2)], [pending(2)], [null]],
    10,
  ],
  ['releasing followers', deliveries.releaseFollowers, [[workspace], [endpoint], [keyOf(2)]], 5],
  [
    'logging an attempt',
    deliveries.logAttempts,
    [[workspace], [endpoint], [pending(2)], ['pending'], ['{}']],
    5,
  ],
  ['a page of the log', deliveries.listDeliveries, [workspace, endpoint, LARGEST, 26], 80],
  ['a page of the failed', deliveries.listDeliveriesOf, [workspace, endpoint, LARGEST, 26, 'failed'], 80],
  [
    'a page of the delivered',
    deliveries.listDeliveriesOf,
    [workspace, endpoint, LARGEST, 26, 'delivered'],
    80,
  ],
  ['one delivery', deliveries.findDelivery, [workspace, endpoint, pending(2)], 5],
  ['a replay of one', deliveries.requeueDeliveries, [workspace, endpoint, ['7']], 10],
  ['a replay of the failed', deliveries.requeueFailed, [workspace, endpoint, '0', 20], 80],
  ['a purge', deliveries.purgeDeliveries, [workspace, endpoint, LARGEST, 20], 100],
] as readonly (readonly [string, Query<never, unknown>, readonly unknown[], number])[])(
  '%s reads what it needs',
  async (_, query, params, needed) => {
    expect(await readBy(query, params)).toBeLessThanOrEqual(needed + SLACK);
  },
);
