/** A process that was asked to end says so at once, so that no load balancer sends it more work. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/db.ts';
import { freePort } from '../../platform/free-port.ts';

const NOT_READY_WITHIN_MS = 100;
const START_MS = 40_000;

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'titian-ready-'));
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await database?.drop();
});

/** Each question on a connection of its own, as probes ask. */
async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { headers: { connection: 'close' } });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

it(
  'is not ready 100 ms after SIGTERM, ends in order, and was ready until then',
  async () => {
    const port = await freePort('127.0.0.1');
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '..', 'api.ts')], {
      env: {
        DATABASE_URL: database.url,
        TITIAN_PORT: String(port),
        TITIAN_DATA_DIR: dataDir,
        TITIAN_DEMO: 'off',
        TITIAN_LOG_LEVEL: 'warn',
        TITIAN_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      stdio: 'ignore',
    });
    try {
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      const deadline = performance.now() + START_MS;
      while (!(await isReady(url)) && performance.now() < deadline) await sleep(50);
      expect(await isReady(url)).toBe(true);
      const askedAt = performance.now();
      child.kill('SIGTERM');
      let lastReadyMs = 0;
      while (performance.now() - askedAt < 500) {
        const sentAt = performance.now() - askedAt;
        if (await isReady(url)) lastReadyMs = sentAt;
        await sleep(2);
      }
      expect(lastReadyMs).toBeLessThan(NOT_READY_WITHIN_MS);
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  },
  START_MS + 20_000,
);
