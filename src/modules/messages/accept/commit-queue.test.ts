/** Group commit: what shares a commit, who waits, and that one workspace's flood delays another by one batch at most. */
import { describe, expect, it, vi } from 'vitest';
import { CommitQueue, type Queued } from './commit-queue.ts';

type Batch = {
  workspaceId: string;
  batch: readonly Queued<string, string>[];
  finish: (error?: Error) => void;
};

/** A queue whose commits end when the test says so. */
function queueByHand(hasRoomSoon: (workspaceId: string, messages: number) => boolean = () => false) {
  const clock = { now: 0 };
  const flushes: Batch[] = [];
  const queue = new CommitQueue<string, string>(
    (workspaceId, batch) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error): void => {
          if (error !== undefined) return reject(error);
          for (const one of batch) one.resolve(`stored ${one.request}`);
          resolve();
        };
        flushes.push({ workspaceId, batch, finish });
      }),
    { hasRoomSoon, monotonic: () => clock.now },
  );
  return { queue, flushes, clock };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the commit queue', () => {
  it('commits one small batch at a time; what arrives meanwhile shares the next', async () => {
    const { queue, flushes } = queueByHand();
    const names = ['1', '2', '3', '4', '5'];
    const answers = names.map((name) => queue.submit('a', name, 1));
    expect(flushes.map(({ batch }) => batch.map(({ request }) => request))).toEqual([['1']]);
    flushes[0]?.finish();
    await settled();
    expect(flushes[1]?.batch.map(({ request }) => request)).toEqual(['2', '3', '4', '5']);
    flushes[1]?.finish();
    expect(await Promise.all(answers)).toEqual(names.map((name) => `stored ${name}`));
  });

  it('commits a second batch beside the first once 250 messages wait, and never a third', async () => {
    const { queue, flushes } = queueByHand();
    void queue.submit('a', 'first', 1);
    void queue.submit('a', 'not yet', 249);
    expect(flushes).toHaveLength(1);
    void queue.submit('a', 'now', 1);
    expect(flushes.map(({ batch }) => batch.map(({ request }) => request))).toEqual([
      ['first'],
      ['not yet', 'now'],
    ]);
    void queue.submit('a', 'waits', 1000);
    expect(flushes).toHaveLength(2);
    flushes[1]?.finish();
    await settled();
    expect(flushes[2]?.batch.map(({ request }) => request)).toEqual(['waits']);
  });

  it('never mixes workspaces, and serves them in turn', async () => {
    const { queue, flushes } = queueByHand();
    for (let i = 0; i < 10; i++) void queue.submit('loud', `l${i}`, 1000);
    void queue.submit('quiet', 'q', 1);
    flushes[0]?.finish();
    await settled();
    flushes[1]?.finish();
    await settled();
    // Behind eight more thousands of the other workspace it would have been the last.
    expect(flushes.map(({ workspaceId }) => workspaceId).indexOf('quiet')).toBeLessThanOrEqual(3);
    for (const { workspaceId, batch } of flushes)
      expect(batch.every(({ request }) => request.startsWith(workspaceId.slice(0, 1)))).toBe(true);
  });

  it('puts no more than 1,000 messages into a batch, unless one request is larger', async () => {
    const { queue, flushes } = queueByHand();
    for (const size of [1, 1, 600, 400, 1, 1500]) void queue.submit('a', String(size), size);
    for (let i = 0; i < 6; i++) {
      flushes[i]?.finish();
      await settled();
    }
    expect(flushes.map(({ batch }) => batch.reduce((sum, { size }) => sum + size, 0))).toEqual([
      1, 601, 401, 1500,
    ]);
  });

  it('fails with its commit those that are not settled, and goes on', async () => {
    const { queue, flushes } = queueByHand();
    const lost = queue.submit('a', '1', 1);
    flushes[0]?.finish(new Error('the database is away'));
    await expect(lost).rejects.toThrow('the database is away');
    const next = queue.submit('a', '2', 1);
    flushes[1]?.finish();
    expect(await next).toBe('stored 2');
  });

  it('refuses what it cannot hold, and takes it again afterwards', async () => {
    const { queue, flushes } = queueByHand();
    void queue.submit('a', 'first', 1);
    void queue.submit('a', 'second', 1);
    for (let i = 0; i < 20; i++) void queue.submit('a', 'thousand', 1000);
    await expect(queue.submit('a', 'too much', 1)).rejects.toMatchObject({
      code: { code: 'messages.overloaded', status: 503 },
      details: { retryAfterSeconds: 1 },
    });
    flushes[0]?.finish();
    await settled();
    void queue.submit('a', 'fits', 1);
    expect(flushes).toHaveLength(3);
  });

  it('commits what is urgent before a campaign that came first, and takes no more campaigns when nearly full', async () => {
    const { queue, flushes } = queueByHand();
    for (let i = 0; i < 15; i++) void queue.submit('a', `campaign ${i}`, 1000, 3);
    void queue.submit('a', 'a code', 1, 0);
    flushes[0]?.finish();
    await settled();
    expect(flushes.at(-1)?.batch.map(({ request }) => request)).toEqual(['a code']);
    for (let i = 0; i < 5; i++) void queue.submit('b', 'campaign', 1000, 3);
    await expect(queue.submit('b', 'one more', 1000, 3)).rejects.toMatchObject({ code: { status: 503 } });
    void queue.submit('b', 'a code', 1, 0);
  });

  it('reads no large body that it would refuse: the last tenth is for small requests', async () => {
    const { queue, flushes } = queueByHand();
    void queue.submit('a', 'first', 1);
    void queue.submit('a', 'second', 1);
    for (let i = 0; i < 17; i++) void queue.submit('a', 'thousand', 1000);
    expect(() => queue.requireRoomForBody(4_000_000)).not.toThrow();
    void queue.submit('a', 'thousand', 1000);
    expect(() => queue.requireRoomForBody(65_536)).toThrow();
    expect(() => queue.requireRoomForBody(65_535)).not.toThrow();
    flushes[0]?.finish();
    await settled();
    expect(() => queue.requireRoomForBody(65_536)).not.toThrow();
  });

  it('lets large requests wait while there will be room for them, and small ones pass meanwhile', async () => {
    let isFull = true;
    const asked: number[] = [];
    const { queue, flushes } = queueByHand((workspaceId, messages) => {
      asked.push(messages);
      return isFull && workspaceId === 'a';
    });
    void queue.submit('a', 'large', 1000);
    void queue.submit('a', 'larger', 1000);
    void queue.submit('a', 'small', 4);
    void queue.submit('a', 'large too', 5);
    void queue.submit('b', 'of others', 1000);
    const requests = () => flushes.map(({ batch }) => batch.map(({ request }) => request));
    expect(requests()).toEqual([['small'], ['of others']]);
    expect(asked.slice(0, 2)).toEqual([1000, 2000]);
    for (const { finish } of flushes) finish();
    isFull = false;
    await vi.waitFor(() => expect(requests().slice(2)).toEqual([['large'], ['larger']]));
  });

  it('lets no code wait for room, and nothing for longer than a second', async () => {
    const { queue, flushes, clock } = queueByHand(() => true);
    void queue.submit('a', 'large', 1000, 1);
    void queue.submit('a', 'codes', 100, 0);
    expect(flushes.map(({ batch }) => batch[0]?.request)).toEqual(['codes']);
    clock.now = 1_001;
    await vi.waitFor(() => expect(flushes.map(({ batch }) => batch[0]?.request)).toEqual(['codes', 'large']));
  });

  it('lets nobody wait once four fifths of what it can hold are waiting', () => {
    const { queue, flushes } = queueByHand(() => true);
    for (let i = 0; i < 16; i++) void queue.submit('a', `large ${i}`, 1000);
    expect(flushes).toHaveLength(0);
    void queue.submit('a', 'one more', 1000);
    expect(flushes).toHaveLength(1);
  });

  it('is idle when nothing waits and nothing is under way', async () => {
    const { queue, flushes } = queueByHand();
    await queue.idle();
    void queue.submit('a', '1', 1);
    let idle = false;
    const waiting = queue.idle().then(() => (idle = true));
    await settled();
    expect(idle).toBe(false);
    flushes[0]?.finish();
    await waiting;
  });
});
