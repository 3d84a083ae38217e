/** Group commit: what shares a commit, who waits, and that one workspace's flood delays another by one batch at most. */
import { describe, expect, it } from 'vitest';
import { CommitQueue, type Queued } from './commit-queue.ts';

type Batch = {
  workspaceId: string;
  batch: readonly Queued<string, string>[];
  finish: (error?: Error) => void;
};

/** A queue whose commits end when the test says so. */
function queueByHand() {
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
  );
  return { queue, flushes };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the commit queue', () => {
  it('commits one small batch at a time; what arrives meanwhile shares the next', async () => {
    const { queue, flushes } = queueByHand();
    const names = ['1', '2', '3', '4', '5'];
    const answers = names.map((name) => queue.submit('a', name, { size: 1, lane: 1 }));
    expect(flushes.map(({ batch }) => batch.map(({ request }) => request))).toEqual([['1']]);
    flushes[0]?.finish();
    await settled();
    expect(flushes[1]?.batch.map(({ request }) => request)).toEqual(['2', '3', '4', '5']);
    flushes[1]?.finish();
    expect(await Promise.all(answers)).toEqual(names.map((name) => `stored ${name}`));
  });

  it('commits a second batch beside the first once 250 messages wait, and never a third', async () => {
    const { queue, flushes } = queueByHand();
    void queue.submit('a', 'first', { size: 1, lane: 1 });
    void queue.submit('a', 'not yet', { size: 249, lane: 1 });
    expect(flushes).toHaveLength(1);
    void queue.submit('a', 'now', { size: 1, lane: 1 });
    expect(flushes.map(({ batch }) => batch.map(({ request }) => request))).toEqual([
      ['first'],
      ['not yet', 'now'],
    ]);
    void queue.submit('a', 'waits', { size: 1000, lane: 1 });
    expect(flushes).toHaveLength(2);
    flushes[1]?.finish();
    await settled();
    expect(flushes[2]?.batch.map(({ request }) => request)).toEqual(['waits']);
  });

  it('never mixes workspaces, and serves them in turn', async () => {
    const { queue, flushes } = queueByHand();
    for (let i = 0; i < 10; i++) void queue.submit('loud', `l${i}`, { size: 1000, lane: 1 });
    void queue.submit('quiet', 'q', { size: 1, lane: 1 });
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
    for (const size of [1, 1, 600, 400, 1, 1500])
      void queue.submit('a', String(size), { size: size, lane: 1 });
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
    const lost = queue.submit('a', '1', { size: 1, lane: 1 });
    flushes[0]?.finish(new Error('the database is away'));
    await expect(lost).rejects.toThrow('the database is away');
    const next = queue.submit('a', '2', { size: 1, lane: 1 });
    flushes[1]?.finish();
    expect(await next).toBe('stored 2');
  });

  it('refuses what it cannot hold, and takes it again afterwards', async () => {
    const { queue, flushes } = queueByHand();
    void queue.submit('a', 'first', { size: 1, lane: 1 });
    void queue.submit('a', 'second', { size: 1, lane: 1 });
    for (let i = 0; i < 50; i++) void queue.submit('a', 'thousand', { size: 1000, lane: 1 });
    await expect(queue.submit('a', 'too much', { size: 1, lane: 1 })).rejects.toMatchObject({
      code: { code: 'messages.overloaded', status: 503 },
      details: { retryAfterSeconds: 1 },
    });
    flushes[0]?.finish();
    await settled();
    void queue.submit('a', 'fits', { size: 1, lane: 1 });
    expect(flushes).toHaveLength(3);
  });

  it('is idle when nothing waits and nothing is under way', async () => {
    const { queue, flushes } = queueByHand();
    await queue.idle();
    void queue.submit('a', '1', { size: 1, lane: 1 });
    let idle = false;
    const waiting = queue.idle().then(() => (idle = true));
    await settled();
    expect(idle).toBe(false);
    flushes[0]?.finish();
    await waiting;
  });
});
