/** Processes on one database: each has a number of its own, and the living bury the dead. */
import { hostname } from 'node:os';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../../testing/app-kit.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/db.ts';
import { type Database, openDatabase } from '../db.ts';
import { createLogger } from '../log.ts';
import { joinNodes, type Node } from './node.ts';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  db = openDatabase({ url: test.url, role: 'titian_worker', max: 4, applicationName: 'titian-test' });
});
afterAll(async () => {
  await db?.close();
  await test?.drop();
});
beforeEach(() => run('delete from platform.node'));

const run = (text: string, params: unknown[] = []): Promise<Record<string, unknown>[]> =>
  db.query({ name: '', text }, params);
const join = (
  options: { alone?: boolean; database?: Database; monotonic?: () => number } = {},
): Promise<Node> =>
  joinNodes({
    db: options.database ?? db,
    log: createLogger('silent'),
    monotonic: options.monotonic ?? (() => performance.now()),
    alone: options.alone ?? false,
  });
const other = (number: number, host: string, pid: number, silentSeconds: number) =>
  run(
    `insert into platform.node (number, host, pid, seen_at) values ($1, $2, $3, now() - make_interval(secs => $4))`,
    [number, host, pid, silentSeconds],
  );
/** No process has this number: it is above the largest one Linux gives. */
const NO_PROCESS = 2 ** 22 + 1;

it('numbers differ, and one that is left is gone', async () => {
  const nodes = await Promise.all([join(), join(), join()]);
  expect(new Set(nodes.map(({ number }) => number)).size).toBe(3);
  await Promise.all(nodes.map((node) => node.stop()));
  expect(await run('select 1 from platform.node')).toEqual([]);
});

it('a number that a living node holds is passed over when the numbers come round', async () => {
  const first = await join();
  await run(`insert into platform.node (number, host, pid) values (($1 + 1) % 1024, 'elsewhere', 1)`, [
    first.number,
  ]);
  const second = await join();
  expect(second.number).toBe((first.number + 2) % 1024);
  await Promise.all([first.stop(), second.stop()]);
});

it('buries who was silent for 15 s, and who died on this machine, and nobody else', async () => {
  let now = 0;
  const node = await join({ monotonic: () => now });
  now = 6_000;
  const numbers = [1, 2, 3, 4].map((n) => (node.number + 100 + n) % 1024) as [number, number, number, number];
  await other(numbers[0], 'elsewhere', 1, 20);
  await other(numbers[1], 'elsewhere', 1, 5);
  await other(numbers[2], hostname(), NO_PROCESS, 1);
  await other(numbers[3], hostname(), process.ppid, 1);
  expect((await node.buryDead()).sort()).toEqual([numbers[0], numbers[2]].sort());
  expect(await node.buryDead()).toEqual([]);
  await node.stop();
});

it('who comes or comes back when everybody was silent gives the others time to say that they live', async () => {
  let now = 0;
  const node = await join({ monotonic: () => now });
  const silent = (node.number + 1) % 1024;
  await other(silent, 'elsewhere', 1, 60);
  now = 5_999;
  expect(await node.buryDead()).toEqual([]);
  // Its own heartbeat failed for a minute, too: the database was away.
  now = 66_000;
  expect(await node.buryDead()).toEqual([]);
  await eventually('its own heartbeat', async () => (node.isAlive() ? true : undefined));
  expect(await node.buryDead()).toEqual([]);
  now += 6_000;
  expect(await node.buryDead()).toEqual([silent]);
  await node.stop();
});

it('who was buried alive hears of it', async () => {
  const node = await join();
  await run('delete from platform.node where number = $1', [node.number]);
  await node.buried;
  await node.stop();
});

it('alone on its database, it takes every other one for a ghost', async () => {
  const node = await join({ alone: true });
  const ghost = (node.number + 1) % 1024;
  await other(ghost, 'elsewhere', 1, 0);
  expect(await node.buryDead()).toEqual([ghost]);
  await node.stop();
});

it('stops working after ten seconds without heartbeat, before others take over', async () => {
  let now = 0;
  const node = await join({ monotonic: () => now });
  now = 9_999;
  expect(node.isAlive()).toBe(true);
  now = 10_000;
  expect(node.isAlive()).toBe(false);
  await node.stop();
});
