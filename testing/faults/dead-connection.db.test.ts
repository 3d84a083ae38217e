/** A network that goes silent tells nobody: no reset, no end, no answer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/db.ts';
import { DatabaseUnavailable } from '../../src/platform/db-errors.ts';
import { ping } from '../../src/platform/queries.ts';
import { createTestDatabase, type TestDatabase } from '../db.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let database: TestDatabase;
let proxy: TcpProxy;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  const patience = { connectMs: 500, statementMs: 400, answerMs: 500 };
  // One connection: it is the dead one, or nothing is tested.
  const options = { role: 'titian_worker', max: 1, applicationName: 'test', patience } as const;
  db = openDatabase({ url: url.href, ...options });
});

afterAll(async () => {
  await db.close();
  await proxy.stop();
  await database.drop();
});

test('a statement on a dead connection fails in time, and the next one gets a new connection', async () => {
  await db.query(ping, []);
  proxy.abandon();
  await expect(db.query(ping, [])).rejects.toBeInstanceOf(DatabaseUnavailable);
  await expect(db.query(ping, [])).resolves.toBeDefined();
});

test('so does a transaction, without waiting once more for its rollback', async () => {
  const started = performance.now();
  const work = db.transaction(async (tx) => {
    await tx.query(ping, []);
    proxy.abandon();
    await tx.query(ping, []);
  });
  await expect(work).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(performance.now() - started).toBeLessThan(950);
  await expect(db.query(ping, [])).resolves.toBeDefined();
});
