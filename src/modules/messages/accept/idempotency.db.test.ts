/** `Idempotency-Key`: the same request has one effect, however often, wherever and how concurrently it comes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type AppKit, type AppProcess, startApp } from '../../../../testing/app-kit.ts';

let app: AppKit;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
});
afterAll(() => app?.close());

const MESSAGE = { to: '0812-3456-7890', text: 'Pesanan Anda sudah dikirim.' };
const send = (idempotencyKey: string, body: unknown = MESSAGE, by: AppProcess = app): Promise<Answer> =>
  by.request('POST /v1/messages', { key: app.a.key, body, headers: { 'idempotency-key': idempotencyKey } });
async function count(): Promise<number> {
  const [row] = await app.rows<{ n: number }>('select count(*)::int as n from messages.message');
  return row?.n ?? -1;
}
const statuses = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

describe('the same key again', () => {
  it('gets the same answer, marked as replayed', async () => {
    const before = await count();
    const first = await send('k-1');
    const again = await send('k-1');
    expect(first.status).toBe(202);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    // The draft writes a quoted string; both forms are the same key.
    expect((await send('"k-1"')).body).toEqual(first.body);
    expect(await count()).toBe(before + 1);
  });

  it('with another body or mode is a 422', async () => {
    await send('k-2');
    for (const body of [{ ...MESSAGE, text: 'Lain' }, [MESSAGE]])
      expect(await send('k-2', body)).toMatchObject({
        status: 422,
        body: { code: 'messages.idempotency_mismatch', field: 'Idempotency-Key' },
      });
  });

  it('covers batches with refused items', async () => {
    const batch = [MESSAGE, { ...MESSAGE, to: '08' }];
    const first = await send('k-3', batch);
    expect((await send('k-3', batch)).body).toEqual(first.body);
  });

  it('in another workspace is another request', async () => {
    const before = await count();
    await send('k-4');
    const theirs = await app.request('POST /v1/messages', {
      key: app.b.key,
      body: MESSAGE,
      headers: { 'idempotency-key': 'k-4' },
    });
    expect(theirs.headers['idempotency-replayed']).toBeUndefined();
    expect(await count()).toBe(before + 2);
  });

  it('after a refusal is judged afresh: nothing was stored', async () => {
    expect((await send('k-5', { ...MESSAGE, to: '08' })).status).toBe(422);
    expect((await send('k-5', MESSAGE)).status).toBe(202);
  });
});

describe('at the same time', () => {
  it('20 requests with one key are one message; the others are told to wait, or get its answer', async () => {
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('k-6')));
    expect(await count()).toBe(before + 1);
    const accepted = answers.filter(({ status }) => status === 202);
    expect(new Set(accepted.map(({ body }) => body['id'])).size).toBe(1);
    const waiting = answers.filter(({ status }) => status === 409);
    expect(accepted.length + waiting.length).toBe(20);
    expect(waiting[0]).toMatchObject({
      headers: { 'retry-after': '1' },
      body: { code: 'messages.idempotency_in_flight', retryable: true },
    });
  });

  it('two processes on one database store each of 100 keys once, in whatever order they come', async () => {
    const other = await app.startAnother({ sends: false });
    await send('warm', MESSAGE, other);
    const keys = Array.from({ length: 100 }, (_, i) => `race-${i}`);
    const before = await count();
    const answers = await Promise.all([
      ...keys.map((key) => send(key)),
      ...[...keys].reverse().map((key) => send(key, MESSAGE, other)),
    ]);
    expect(statuses(answers.filter(({ status }) => status !== 202 && status !== 409))).toEqual({});
    expect(await count()).toBe(before + 100);
    // Both know the same answers afterwards.
    for (const key of keys.slice(0, 5)) {
      const [one, two] = await Promise.all([send(key), send(key, MESSAGE, other)]);
      expect(one.body).toEqual(two.body);
    }
  });
});
