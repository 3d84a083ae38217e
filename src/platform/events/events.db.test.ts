/** Each subscriber gets every event at least once, and what fails waits without holding up the rest. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import { type Database, openDatabase } from '../db.ts';
import { createLogger } from '../log.ts';
import type { StoredEvent, Subscriber } from './event.ts';
import { createEventBus } from './event-bus.ts';
import { startEventRunner } from './event-runner.ts';

let app: AppKit;
let workerDb: Database;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
  workerDb = openDatabase({ url: app.url, role: 'titian_worker', max: 6, applicationName: 'titian-test' });
});
afterAll(async () => {
  await workerDb?.close();
  await app?.close();
});

const log = createLogger('silent');
const event = (type: string, n = 0) => ({
  type,
  workspaceId: app.a.id,
  actor: { kind: 'system', id: 'test' } as const,
  resource: `thing ${n}`,
  data: { n },
});
const waiting = (name: string) =>
  app.rows<{ attempts: number; last_error: string; wait: number }>(
    'select attempts, last_error, extract(epoch from due - now())::float8 as wait from platform.event_delivery where subscriber = $1',
    [name],
  );

it('a subscriber hears what it asked for, once, with two runners at work; others hear their own', async () => {
  const heard: Record<string, StoredEvent[]> = { all: [], some: [] };
  const subscribers: Subscriber[] = [
    { name: 'test.all', types: '*', handle: async (_tx, one) => void heard['all']?.push(one) },
    { name: 'test.some', types: ['thing.done'], handle: async (_tx, one) => void heard['some']?.push(one) },
  ];
  const bus = createEventBus(subscribers, () => undefined);
  const runners = [1, 2].map(() => startEventRunner({ db: workerDb, subscribers, log }));
  for (let n = 0; n < 20; n++)
    await workerDb.transaction((tx) => bus.publish(tx, [event(n % 2 ? 'thing.done' : 'thing.begun', n)]));
  await Promise.all(runners.map((runner) => runner.drain()));
  await eventually('all handled', async () => (await waiting('test.all')).length === 0);
  await Promise.all(runners.map((runner) => runner.stop()));
  expect(heard['all']?.map(({ data }) => data['n']).sort((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 20 }, (_, n) => n),
  );
  expect(heard['some']).toHaveLength(10);
  expect(heard['some']?.[0]).toMatchObject({
    type: 'thing.done',
    workspaceId: app.a.id,
    actor: { kind: 'system', id: 'test' },
    at: expect.any(Date),
  });
});

it('an event of a transaction that is rolled back was never published', async () => {
  const subscribers: Subscriber[] = [{ name: 'test.rolled', types: '*', handle: async () => undefined }];
  const bus = createEventBus(subscribers, () => undefined);
  const work = workerDb.transaction(async (tx) => {
    await bus.publish(tx, [event('thing.done')]);
    throw new Error('something went wrong after all');
  });
  await expect(work).rejects.toThrow('after all');
  expect(await waiting('test.rolled')).toEqual([]);
});

it('a handler that fails leaves nothing behind, is tried again later, and holds up nobody', async () => {
  let broken = true;
  const done: number[] = [];
  const subscribers: Subscriber[] = [
    {
      name: 'test.fails',
      types: '*',
      handle: async (tx, one) => {
        const note = 'insert into platform.node (number, host, pid) values ($1, $2, 1)';
        if (one.data['n'] === 0) await tx.query({ name: '', text: note }, [2000, 'half done']);
        if (broken && one.data['n'] === 0) throw new Error('not today');
        done.push(Number(one.data['n']));
      },
    },
  ];
  const bus = createEventBus(subscribers, () => undefined);
  const runner = startEventRunner({ db: workerDb, subscribers, log });
  await workerDb.transaction((tx) => bus.publish(tx, [event('a', 0), event('b', 1), event('c', 2)]));
  await runner.drain();
  expect(done).toEqual([1, 2]);
  const [row] = await waiting('test.fails');
  expect(row).toMatchObject({ attempts: 1, last_error: 'Error: not today' });
  expect(row?.wait).toBeGreaterThan(3);
  expect(row?.wait).toBeLessThan(6);
  expect(await app.rows('select 1 from platform.node where number = 2000')).toEqual([]);

  const hasten = 'update platform.event_delivery set due = now() where subscriber = $1';
  await app.rows(hasten, ['test.fails']);
  await runner.drain();
  const [again] = await waiting('test.fails');
  expect(again?.attempts).toBe(2);
  expect(again?.wait).toBeGreaterThan(15);

  broken = false;
  await app.rows(hasten, ['test.fails']);
  await runner.drain();
  expect(done).toEqual([1, 2, 0]);
  expect(await waiting('test.fails')).toEqual([]);
  expect(await app.rows('select 1 from platform.node where number = 2000')).toHaveLength(1);
  await runner.stop();
});
