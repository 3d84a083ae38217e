/** Messages that were handed to memory by their commit: seen while they wait, found again however they come out of it. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import {
  accept,
  addScriptedChannelType,
  openScriptedChannel,
  refuse,
  up,
} from '../../../../testing/scripted-channel.ts';

const script = addScriptedChannelType();
let app: AppKit;
let channel: string;

beforeAll(async () => {
  app = await startApp();
  channel = await openScriptedChannel(app);
});
afterEach(() => {
  script.health = up();
});
afterAll(() => app?.close());

let phones = 0;
/** In one request, so that they share a hand-off. */
async function sendTogether(count: number): Promise<string[]> {
  const body = Array.from({ length: count }, () => ({
    to: `+62813${String(10_000_000 + ++phones)}`,
    text: 'Pesanan Anda sudah dikirim.',
  }));
  const answer = await app.request<{ items: { id: string }[] }>('POST /v1/messages', {
    key: app.a.key,
    body,
  });
  expect(answer.status).toBe(202);
  return answer.body.items.map(({ id }) => id);
}
const statusOf = async (id: string): Promise<unknown> =>
  (await app.request(`GET /v1/messages/${id}`, { key: app.a.key })).body['status'];
const become = (ids: readonly string[], status: string) =>
  eventually(`all ${status}`, async () => {
    const found = await Promise.all(ids.map(statusOf));
    return found.every((one) => one === status);
  });
const rawId = (id: string): string =>
  String(app.runtime.routeDeps.messages.publicIds.decode('msg', id) ?? 'none');
const waiting = async (): Promise<unknown> =>
  (await app.request('GET /v1/messages/summary', { key: app.a.key })).body['waiting'];
const count = async (table: 'outbox' | 'hand_off'): Promise<number> =>
  (await app.rows<{ n: number }>(`select count(*)::int as n from messages.${table}`))[0]?.n ?? -1;
const sentTo = (ids: readonly string[]): number => script.sent.filter(({ id }) => ids.includes(id)).length;
const down = () => ({ state: 'down' as const, since: new Date() });

describe('messages that one commit handed to memory', () => {
  it('have one row for all of them, are shown as waiting, and leave nothing behind once they were sent', async () => {
    script.answer = ({ id }) => accept(`ext-${id}`);
    script.health = down();
    const ids = await sendTogether(5);
    expect([await count('hand_off'), await count('outbox'), await waiting()]).toEqual([1, 0, 5]);
    expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => 'sending'));
    const listed = await app.request<{ items: { id: string }[] }>('GET /v1/messages?status=sending', {
      key: app.a.key,
    });
    expect(listed.body.items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    script.health = up();
    await become(ids, 'sent');
    expect(await waiting()).toBe(0);
    await eventually('the row is gone', async () => (await count('hand_off')) === 0);
    expect(sentTo(ids)).toBe(5);
  });

  it('leave no row behind while others are on their way all the time', async () => {
    script.answer = ({ id }) => accept(`ext-${id}`);
    const end = performance.now() + 3_000;
    const send = async (): Promise<void> => {
      while (performance.now() < end) await sendTogether(1);
    };
    await Promise.all([send(), send(), send(), send()]);
    await eventually('every row is gone', async () => (await count('hand_off')) === 0);
  });

  it('share a row only where they are of one kind', async () => {
    script.health = down();
    const body = [
      { to: '+6281311110001', text: 'Satu' },
      { to: '+6281311110002', text: 'Dua', class: 'marketing' },
    ];
    await app.request('POST /v1/messages', { key: app.a.key, body });
    expect([await count('hand_off'), await count('outbox'), await waiting()]).toEqual([0, 2, 2]);
    script.health = up();
    await eventually('both have left', async () => (await waiting()) === 0);
  });

  it('wait in the outbox when they are to be tried again', async () => {
    const tries = new Map<string, number>();
    script.answer = ({ id }) => {
      tries.set(id, (tries.get(id) ?? 0) + 1);
      return tries.get(id) === 1 ? refuse('retryable', 'throttled', 50) : accept(`ext-${id}`);
    };
    const ids = await sendTogether(3);
    await become(ids, 'sent');
    expect(ids.map((id) => tries.get(id))).toEqual([2, 2, 2]);
    await eventually(
      'nothing is left',
      async () => (await count('hand_off')) + (await count('outbox')) === 0,
    );
  });

  it('are taken back one by one', async () => {
    script.answer = ({ id }) => accept(`ext-${id}`);
    script.health = down();
    const [first = '', second = ''] = await sendTogether(2);
    const answer = await app.request(`POST /v1/messages/${first}/cancel`, { key: app.a.key, body: {} });
    expect(answer).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await waiting()).toBe(1);
    script.health = up();
    await become([second], 'sent');
    expect([await statusOf(first), sentTo([first])]).toEqual(['canceled', 0]);
  });

  it('go back when their channel is closed, but not those that were canceled', async () => {
    script.answer = ({ id }) => accept(`ext-${id}`);
    script.health = down();
    const [first = '', ...others] = await sendTogether(4);
    await app.request(`POST /v1/messages/${first}/cancel`, { key: app.a.key, body: {} });
    await app.request(`PATCH /v1/channels/${channel}`, { key: app.a.key, body: { enabled: false } });
    await eventually('they wait in the outbox', async () => (await count('outbox')) === 3);
    expect(await waiting()).toBe(3);
    script.health = up();
    await app.request(`PATCH /v1/channels/${channel}`, { key: app.a.key, body: { enabled: true } });
    await app.runtime.openChannels();
    await become(others, 'sent');
    expect([await statusOf(first), sentTo([first]), sentTo(others)]).toEqual(['canceled', 0, 3]);
  });

  it('of a node that died are taken over, but for those of which it was written down what became of them', async () => {
    script.answer = ({ id }) => accept(`ext-${id}`);
    script.health = down();
    const ids = await sendTogether(4);
    const [sent = '', failed = '', reported = '', silent = ''] = ids;
    const evidence = (id: string, status: number, externalId: string | null) =>
      app.rows(
        `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, external_id)
         select workspace_id, id, 1, $2, 0, now(), channel_id, $3 from messages.message where id = $1`,
        [rawId(id), status, externalId],
      );
    await evidence(sent, 40, randomBytes(4).toString('hex'));
    await evidence(failed, 70, null);
    // Its receipt came first; what it cost is not booked before the answer is written down.
    await evidence(reported, 80, randomBytes(4).toString('hex'));
    await app.rows(
      `with dead as (insert into platform.node (number, host, pid, seen_at)
         values (1001, 'gone', 1, now() - interval '1 minute') returning number),
       theirs as (update messages.hand_off h set owner = dead.number from dead returning h.*)
       select 1 from theirs`,
    );
    // What this node holds of them in memory is not what the dead one held.
    for (const id of ids) app.runtime.routeDeps.messages.handOff.revoke(BigInt(rawId(id)));
    script.health = up();
    await become([silent], 'sent');
    await eventually(
      'nothing is left',
      async () => (await count('hand_off')) + (await count('outbox')) === 0,
    );
    expect([sent, failed, reported, silent].map((id) => sentTo([id]))).toEqual([0, 0, 1, 1]);
  });
});
