/** The alarms of a real database: a forgotten transaction, its queues, and its disk. */
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../../testing/app-kit.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/db.ts';
import { type Database, openDatabase } from '../db.ts';
import { createLogger } from '../log.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { diskUsed } from './disk.ts';
import { readOldestTransaction, readQueues } from './queries.ts';
import { startVitals } from './vitals.ts';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  db = openDatabase({ url: test.url, role: 'titian_worker', max: 2, applicationName: 'titian-test' });
});
afterAll(async () => {
  await db?.close();
  await test?.drop();
});

const start = (metrics: Metrics, disk: string | undefined) =>
  startVitals({
    db,
    disk,
    metrics,
    log: createLogger('silent'),
    now: () => Date.now(),
    queues: ['messages.outbox', 'webhooks.queue'],
  });

it('sees how long another session of its owner has been in a transaction', async () => {
  const person = openDatabase({ url: test.url, role: 'owner', max: 1, applicationName: 'somebody' });
  await person.transaction(async (tx) => {
    await tx.query({ name: '', text: 'select 1' }, []);
    const first = await eventually('an open transaction', async () => {
      const [row] = await db.query(readOldestTransaction, []);
      return row !== undefined && row.seconds > 0.2 ? row.seconds : undefined;
    });
    const [later] = await db.query(readOldestTransaction, []);
    expect(later?.seconds).toBeGreaterThan(first);
  });
  await person.close();
  const [over] = await db.query(readOldestTransaction, []);
  expect(over?.seconds).toBeLessThan(0.2);
});

it('sees how full the disk of a directory is, and nothing of one that is not there', async () => {
  const share = await diskUsed(tmpdir());
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThanOrEqual(1);
  expect(await diskUsed('/there/is/no/such/place')).toBeUndefined();
  expect(await diskUsed(undefined)).toBeUndefined();
});

it('knows the queues by name, and leaves out what is not there', async () => {
  const rows = await db.query(readQueues, [['messages.outbox', 'messages.no_such_queue']]);
  expect(rows).toEqual([
    {
      queue: 'messages.outbox',
      dead: expect.any(Number),
      live: expect.any(Number),
      bytes: expect.any(Number),
    },
  ]);
  expect(rows[0]?.bytes).toBeGreaterThan(0);
});

it('tells its figures to Prometheus', async () => {
  const metrics = createMetrics();
  const vitals = start(metrics, tmpdir());
  const text = await eventually('figures of the queues', async () => {
    const rendered = await metrics.render();
    return rendered.includes('titian_queue_bytes{queue="webhooks.queue"}') ? rendered : undefined;
  });
  expect(text).toMatch(/^titian_database_disk_used_ratio 0\.\d+$/m);
  expect(text).toMatch(/^titian_database_transaction_seconds \d/m);
  expect(text).toMatch(/^titian_queue_dead_rows\{queue="messages.outbox"\} \d+$/m);
  expect(vitals.alarms().filter(({ code }) => !code.startsWith('disk_'))).toEqual([]);
  await vitals.stop();
});
