/** No hot query reads a table that grows with the messages from end to end: their plans on 100,000 messages of 20 workspaces. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../../testing/db.ts';
import { BY_KEY } from '../../../platform/db.ts';
import { firstIdAt } from '../../../platform/ids.ts';
import * as accepting from './accept.ts';
import * as outbox from './outbox.ts';
import * as party from './party.ts';
import * as watching from './pipeline.ts';
import * as read from './read.ts';
import * as record from './record.ts';

const MESSAGES = 100_000;
const WORKSPACES = 20;
const PERSONS = 20_000;
const WAITING = 20_000;
const DAY_MS = 86_400_000;
/** Fewer rows than this may be read as a whole: it costs less than an index. */
const TINY_ROWS = 1_000;
const GROWING = /^(message|status_event|outbox|idempotency_key|inbound_key|dead_letter)(_\d+)?$/;

const workspaceOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const workspace = workspaceOf(7);
const channel = '00000000-0000-4000-9000-000000000001';
const now = Date.now();
/** Message `n` of `MESSAGES`, spread over two weeks. */
const START = now - 13 * DAY_MS;
const STEP = Math.floor((13 * DAY_MS) / MESSAGES);
const idOf = (n: number): string => (firstIdAt(START + n * STEP) + BigInt(n % 1000)).toString();
/** A message of `workspace`. */
const own = idOf(WORKSPACES * 2_000 + 7);
const LARGEST = '9223372036854775807';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[] | undefined;
}
const Plan: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Actual Rows': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    'Actual Loops': z.number(),
    Plans: z.array(Plan).optional(),
  }),
);
const Explained = z.array(z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan })]) }));

let test: TestDatabase;
let asOwner: pg.Client;
/** Plans as the pipelines' connections do. */
let pipeline: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  asOwner = new pg.Client({ connectionString: test.url });
  await asOwner.connect();
  pipeline = new pg.Client({ connectionString: test.url, options: BY_KEY });
  await pipeline.connect();
  await asOwner.query('set synchronous_commit = off');
  await asOwner.query(`select messages.ensure_partitions(current_date - 14, current_date + 28)`);
  const id = `((${START}::bigint + n::bigint * ${STEP}) << 20) + n % 1000`;
  const owner = `('00000000-0000-4000-8000-' || lpad((n % ${WORKSPACES})::text, 12, '0'))::uuid`;
  await asOwner.query(
    `insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, body, encoding, segments, created_at)
     select ${owner}, ${id}, 0, n % 4, $1, 'A', '+62812', '+62812' || (n % ${PERSONS}), 'x', 0, 1, now() from generate_series(0, $2::int - 1) as n`,
    [channel, MESSAGES],
  );
  await asOwner.query(
    `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, external_id)
     select ${owner}, ${id}, 1, s, 0, now(), $1, case s when 40 then 'ext-' || n end
     from generate_series(0, $2::int - 1) as n, lateral (values (40), (case when n % 100 < 2 then 70 else 80 end)) as v (s)`,
    [channel, MESSAGES],
  );
  await asOwner.query(
    `insert into messages.outbox (workspace_id, id, channel_id, lane, due, expires_at, owner)
     select ${owner}, ${id}, $1, n % 4, now() - interval '1 minute', now() + interval '1 hour', case when n % 2 = 0 then 5 end
     from generate_series($2::int - ${WAITING}, $2::int - 1) as n`,
    [channel, MESSAGES],
  );
  await asOwner.query(
    `insert into messages.idempotency_key (workspace_id, key, fingerprint, status, response)
     select ${owner}, 'key-' || n, '\\x00', 202, '{}' from generate_series(1, 20000) as n`,
  );
  await asOwner.query(
    `insert into messages.dead_letter (workspace_id, message_id, channel_id, lane, code, attempts)
     select ${owner}, ${id}, $1, 1, 'x', 5 from generate_series(0, 5000) as n`,
    [channel],
  );
  await asOwner.query('vacuum analyze messages.message, messages.status_event, messages.outbox');
  await asOwner.query('analyze messages.idempotency_key, messages.dead_letter');
}, 60_000);
afterAll(async () => {
  await asOwner?.end();
  await pipeline?.end();
  await test?.drop();
});

/** Whole reads of growing tables in the plan that ran, as `table: rows`. */
function wholeReads(plan: Plan): string[] {
  const below = (plan.Plans ?? []).flatMap(wholeReads);
  const table = plan['Relation Name'] ?? '';
  if (plan['Node Type'] !== 'Seq Scan' || !GROWING.test(table)) return below;
  const rows = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
  return plan['Actual Loops'] === 0 || rows < TINY_ROWS ? below : [`${table}: ${rows}`, ...below];
}

/** Reads of one table and its partitions. */
const readsOf = (plan: Plan, table: RegExp): Plan[] => [
  ...(table.test(plan['Relation Name'] ?? '') ? [plan] : []),
  ...(plan.Plans ?? []).flatMap((below) => readsOf(below, table)),
];

/** Queries that run on the pipelines' connections only. */
const PIPELINE: ReadonlySet<string> = new Set(
  [...Object.values(outbox), ...Object.values(record)].map(({ name }) => name),
);

async function explain(
  query: { name: string; text: string },
  params: readonly unknown[],
  mode: string,
  role?: string,
) {
  const client = PIPELINE.has(query.name) ? pipeline : asOwner;
  await client.query('deallocate all');
  await client.query('begin');
  try {
    await client.query(`set local plan_cache_mode = ${mode}`);
    if (role !== undefined) await client.query(`set local role ${role}`);
    await client.query(`select set_config('app.workspace', $1, true)`, [workspace]);
    // A prepared statement, because its plan for any parameters is the one that runs after five times.
    const types = params.map(() => 'unknown').join(', ');
    const name = pg.escapeIdentifier(`${query.name} ${mode}`);
    await client.query(`prepare ${name}${types === '' ? '' : ` (${types})`} as ${query.text}`);
    const values = params.map((value) => (value === null ? 'null' : pg.escapeLiteral(literalOf(value))));
    const { rows } = await client.query(
      `explain (analyze, format json) execute ${name}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
    );
    const [row] = Explained.parse(rows);
    if (row === undefined) throw new Error('no plan');
    return row['QUERY PLAN'][0];
  } finally {
    await client.query('rollback');
  }
}

function literalOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (!Array.isArray(value)) return String(value);
  const items = value.map((one: unknown) =>
    one === null ? 'NULL' : `"${literalOf(one).replaceAll('"', '\\"')}"`,
  );
  return `{${items.join(',')}}`;
}

const filters = [workspace, LARGEST, '0', null, null, null, 51] as const;
const some = Array.from({ length: 200 }, (_, i) => idOf(WORKSPACES * (2_000 + i) + 7));
const each = <T>(value: T): T[] => some.map(() => value);
const events = [
  each(workspace),
  some,
  each(1),
  each(90),
  each(0),
  each(now),
  each(channel),
  each(null),
  each(null),
  each(null),
  each(null),
];

type Case = readonly [string, { name: string; text: string }, readonly unknown[]];

const ofOnePerson: readonly Case[] = [
  ['the list of a number', read.listMessagesOfParty, [...filters, '+628127']],
  [
    'the list of a contact',
    party.listMessagesOfParties,
    [workspace, ['+628127', '+628128'], ['0', '0'], [LARGEST, idOf(50_000)], 51],
  ],
  ['one thread of the virtual phone', read.listPhoneMessages, [workspace, [channel], '+628127', 100]],
  ['what waits for a person', outbox.findForParty, [workspace, '+628127', idOf(0)]],
];

const cases: readonly Case[] = [
  ...ofOnePerson,
  ['the list', read.listMessages, filters],
  ['the list, deep down', read.listMessages, [workspace, idOf(20_000), ...filters.slice(2)]],
  ['the list of what failed', read.listMessagesWithRareStatus, [...filters, 70]],
  ['the list of what waits', read.listQueuedMessages, filters],
  ['one message', read.findMessage, [workspace, own]],
  ['its timeline', read.listTimeline, [workspace, own]],
  ['dead letters', read.listDeadLetters, [workspace, LARGEST, 51]],
  ['the virtual phone', read.listPhoneThreads, [workspace, [channel], idOf(0), 500]],
  ['external ids', read.findExternalIds, [workspace, own]],
  ['numbers of a day', read.summarise, [workspace, new Date(now - DAY_MS), new Date(now)]],
  ['idempotency keys', accepting.findIdempotencyKeys, [workspace, ['key-7', 'key-27', 'nothing']]],
  ['claiming', outbox.claimOutbox, [workspace, channel, 3, 500, 3]],
  ['claiming what is stranded', outbox.claimStranded, [workspace, channel, 3, 500]],
  ['expiring', outbox.takeExpired, [1000, 3]],
  ['handing back', outbox.releaseOutbox, [each(workspace), some, 5]],
  ['taking out of a hand-off', outbox.takeOutOfHandOff, [each(workspace), some, some]],
  ['ending hand-offs', outbox.endHandOffs, [each(workspace), some]],
  ['taking hand-offs of dead nodes apart', outbox.takeApartOrphans, [20]],
  ['counting what waits', outbox.countWaiting, [workspace]],
  ['canceling', outbox.takeForCancel, [workspace, own, true]],
  [
    'receipts by external id',
    record.findByExternalId,
    [each(workspace), each(channel), some.map((_, i) => `ext-${WORKSPACES * (2_000 + i) + 7}`), idOf(0)],
  ],
  ['parts', record.countParts, [each(workspace), some, each(1)]],
  ['recording', record.insertEvents, events],
  ['recording and clearing', record.insertEventsAndClear, [...events, each(workspace), some]],
  [
    'recording what is new',
    record.insertNewEventsAndClear,
    [...events, each(workspace), some, [workspace], [40], [1]],
  ],
  [
    'recording what is new and alike',
    record.insertAlikeEventsAndClear,
    [workspace, channel, 1, 90, some, each(now), each('id'), each(null)],
  ],
  ['postponing', record.postponeOutbox, [each(workspace), some, each(2), each(0), each(now)]],
  ['moving', record.moveOutbox, [each(workspace), some, each(channel), each(2)]],
  ['receipts that are missing', record.takeOverdueReceipts, [500, [channel]]],
  ['messages to take back', record.leaseOverdueReceipts, [500, [channel]]],
  ['errors by code', watching.countRareEvents, [workspace, idOf(0), 1000]],
  [
    'what waits in the lanes',
    watching.countOutboxLanes,
    [
      [workspace, workspaceOf(8)],
      [channel, channel],
    ],
  ],
  ['a sample of receipts', watching.sampleReceipts, [workspace, idOf(0), idOf(MESSAGES), new Date(now), 50]],
  ['growing dead letters', watching.findGrowingDeadLetters, []],
  [
    'dead letters of a filter',
    watching.nextDeadLetters,
    [workspace, LARGEST, 'x', channel, null, new Date(now + DAY_MS), 500],
  ],
];

describe.each(['force_generic_plan', 'force_custom_plan'])('with %s', (mode) => {
  it.each(cases)('%s reads no growing table as a whole', async (_, query, params) => {
    const { Plan: plan } = await explain(query, params, mode);
    expect(wholeReads(plan)).toEqual([]);
  });

  it.each(ofOnePerson)(
    "%s passes over nobody else's messages under row-level security",
    async (_, query, params) => {
      const { Plan: plan } = await explain(query, params, mode, 'titian_api');
      const reads = readsOf(plan, /^message_\d+$/);
      expect(reads.map((one) => one['Actual Rows']).some((rows) => rows > 0)).toBe(true);
      expect(reads.filter((one) => (one['Rows Removed by Filter'] ?? 0) > MESSAGES / PERSONS)).toEqual([]);
    },
  );
});

it('sees a whole read where there is one', async () => {
  const query = { name: 'control', text: `select count(*) from messages.message where body <> 'x'` };
  const { Plan: plan } = await explain(query, [], 'auto');
  expect(wholeReads(plan).length).toBeGreaterThan(0);
});
