/** A process that starts before its database waits for it; one that was told a wrong password does not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/db.ts';
import { startTcpProxy } from '../../../testing/faults/tcp-proxy.ts';
import { freePort } from '../../platform/free-port.ts';
import { createLogger } from '../../platform/log.ts';
import { migrate } from '../../platform/migrate.ts';
import { whenReachable } from './when-reachable.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const log = createLogger('silent');

function at(port: number, change: (url: URL) => void = () => undefined): string {
  const url = new URL(database.url);
  url.port = String(port);
  url.hostname = '127.0.0.1';
  change(url);
  return url.href;
}

test('a database that comes up later is waited for', async () => {
  const { port } = new URL(database.url);
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(port) });
  proxy.refusing = true;
  let tries = 0;
  const applied = whenReachable(async () => {
    tries += 1;
    return migrate({ url: at(proxy.port) });
  }, log);
  await expect.poll(() => tries, { timeout: 10_000 }).toBeGreaterThan(1);
  proxy.refusing = false;
  expect(await applied).toEqual([]);
  await proxy.stop();
});

test('nobody waits for what is no matter of time', async () => {
  const { port } = new URL(database.url);
  let tries = 0;
  const wrong = whenReachable(async () => {
    tries += 1;
    return migrate({ url: at(Number(port), (url) => (url.pathname = '/no_such_database')) });
  }, log);
  await expect(wrong).rejects.toThrow('does not exist');
  expect(tries).toBe(1);
});

test('patience ends with the reason', async () => {
  const nobody = await freePort('127.0.0.1');
  await expect(whenReachable(() => migrate({ url: at(nobody) }), log, 300)).rejects.toThrow('ECONNREFUSED');
});
