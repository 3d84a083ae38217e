/** From the outbox to the provider and back: outcomes, retries, receipts, expiry, dead letters, withdrawn channels. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import {
  accept,
  addScriptedChannelType,
  openScriptedChannel,
  refuse,
  up,
} from '../../../../testing/scripted-channel.ts';
import type { ReceiptEvent, SendOutcome } from '../../../channels/channel.ts';
import type { MessageDetail } from '../contract.ts';

const script = addScriptedChannelType();
let app: AppKit;
let channel: string;

beforeAll(async () => {
  app = await startApp();
  channel = await openScriptedChannel(app);
});
afterAll(() => app?.close());

let phones = 0;
const nextPhone = (): string => `+62812${String(10_000_000 + ++phones)}`;
async function send(change: Record<string, unknown> = {}): Promise<{ id: string; to: string }> {
  const to = nextPhone();
  const answer = await app.request('POST /v1/messages', {
    key: app.a.key,
    body: { to, text: 'Pesanan Anda sudah dikirim.', ...change },
  });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return { id: String(answer.body['id']), to };
}
const detail = async (id: string): Promise<MessageDetail> =>
  (await app.request<MessageDetail>(`GET /v1/messages/${id}`, { key: app.a.key })).body;
const becomes = (id: string, status: string): Promise<MessageDetail> =>
  eventually(`${id} ${status}`, async () => {
    const message = await detail(id);
    return message.status === status ? message : undefined;
  });
const sentFor = (to: string) => script.sent.filter((message) => message.to === to);
const rawId = (id: string): string => {
  const raw = app.runtime.routeDeps.messages.publicIds.decode('msg', id);
  if (raw === undefined) throw new Error('not a message id');
  return raw.toString();
};
const receipt = (externalId: string, status: ReceiptEvent['status'] = 'delivered'): ReceiptEvent => ({
  type: 'receipt',
  externalId,
  status,
  at: new Date(),
});
/** Retries wait for seconds; this makes them due now. */
const hasten = (id: string) =>
  app.rows('update messages.outbox set due = now() where id = $1 and owner is null', [rawId(id)]);
const inOutbox = async (id: string): Promise<boolean> =>
  (await app.rows('select 1 from messages.outbox where id = $1', [rawId(id)])).length > 0;
/** Answers in turn, by recipient; others are accepted. */
function answering(to: string | undefined, ...outcomes: (SendOutcome | Promise<SendOutcome>)[]): void {
  const left = [...outcomes];
  script.answer = (message) =>
    (to === undefined || message.to === to ? left.shift() : undefined) ?? accept(`ext-${message.id}`);
}

describe('an answer of the provider', () => {
  it('accepted: sent, then delivered and read by receipts, in the timeline in this order', async () => {
    answering(undefined);
    const { id, to } = await send({ class: 'otp', text: 'Kode Anda 482913' });
    await becomes(id, 'sent');
    expect(sentFor(to)).toMatchObject([
      { id, from: 'TOKOBUNGA', text: 'Kode Anda 482913', class: 'otp', attempt: 1 },
    ]);
    await script.emit(receipt(`ext-${id}`, 'read'));
    await script.emit(receipt(`ext-${id}`, 'delivered'));
    const message = await detail(id);
    expect(message.status).toBe('read');
    expect(message.timeline.map(({ status }) => status)).toEqual(['accepted', 'sent', 'delivered', 'read']);
    expect(message.timeline[1]).toMatchObject({ attempt: 1, part: 0, externalId: `ext-${id}` });
    // Whatever was said about an OTP, its text is the recipient's alone.
    expect(JSON.stringify(message)).not.toContain('482913');
    expect(message.text).toBeNull();
    expect(await inOutbox(id)).toBe(false);
  });

  it('a permanent refusal: failed at once, not tried again', async () => {
    answering(undefined, refuse('permanent', 'recipient_invalid'));
    const { id, to } = await send();
    expect(await becomes(id, 'failed')).toMatchObject({ reason: { code: 'recipient_invalid' } });
    expect(await inOutbox(id)).toBe(false);
    expect(sentFor(to)).toHaveLength(1);
  });

  it('a refusal that may pass: waits, and leaves later', async () => {
    answering(undefined, refuse('retryable', 'provider_error'), refuse('retryable', 'provider_error'));
    const { id, to } = await send();
    const first = await eventually('the first retry is waiting', async () => {
      const [row] = await app.rows<{ attempt: number; wait: number }>(
        'select attempt, extract(epoch from due - now())::float8 as wait from messages.outbox where id = $1 and owner is null',
        [rawId(id)],
      );
      return row;
    });
    expect(first.attempt).toBe(2);
    expect(first.wait).toBeGreaterThan(3);
    expect(first.wait).toBeLessThan(6);
    expect((await detail(id)).status).toBe('queued');
    await hasten(id);
    const second = await eventually('the second retry is waiting', async () => {
      const [row] = await app.rows<{ wait: number }>(
        'select extract(epoch from due - now())::float8 as wait from messages.outbox where id = $1 and owner is null and attempt = 3',
        [rawId(id)],
      );
      return row;
    });
    expect(second.wait).toBeGreaterThan(20);
    await hasten(id);
    await becomes(id, 'sent');
    expect(sentFor(to).map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('throttled: waits as long as the provider says, then leaves', async () => {
    answering(undefined, refuse('retryable', 'throttled', 300));
    const started = performance.now();
    const { id, to } = await send();
    await becomes(id, 'sent');
    expect(performance.now() - started).toBeGreaterThan(290);
    expect(sentFor(to)).toHaveLength(2);
  });

  it('unknown: a notice is never sent twice, a code is', async () => {
    answering(undefined, refuse('unknown', 'timeout'));
    const notice = await send();
    await becomes(notice.id, 'unknown');
    expect(await inOutbox(notice.id)).toBe(false);
    answering(undefined, refuse('unknown', 'timeout'));
    const code = await send({ class: 'otp' });
    await eventually('the code waits for its second attempt', () => inOutbox(code.id));
    await hasten(code.id);
    await becomes(code.id, 'sent');
    expect(sentFor(code.to)).toHaveLength(2);
    expect(sentFor(notice.to)).toHaveLength(1);
  });

  it('an adapter that throws counts as unknown', async () => {
    script.answer = () => Promise.reject(new Error('a fault in the adapter'));
    expect(await becomes((await send()).id, 'unknown')).toMatchObject({ reason: { code: 'provider_error' } });
  });
});

describe('dead letters', () => {
  const letters = async () =>
    (
      await app.request<{ items: { message: { id: string }; code: string; attempts: number }[] }>(
        'GET /v1/dead-letters',
        { key: app.a.key },
      )
    ).body.items;
  const redrive = async (...ids: string[]) =>
    (await app.request('POST /v1/dead-letters/redrive', { key: app.a.key, body: { ids } })).body['redriven'];

  it('keep what a person can mend, and a redrive sends it once', async () => {
    answering(undefined, refuse('permanent', 'sender_not_allowed'));
    const { id, to } = await send();
    await becomes(id, 'failed');
    expect(await letters()).toMatchObject([{ message: { id }, code: 'sender_not_allowed', attempts: 1 }]);
    expect(await redrive(id)).toBe(1);
    expect(await redrive(id)).toBe(0);
    await becomes(id, 'sent');
    await script.emit(receipt(`ext-${id}`));
    expect((await detail(id)).status).toBe('delivered');
    expect(sentFor(to).map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(await letters()).toEqual([]);
  });

  it('take what failed five times', async () => {
    answering(undefined, ...Array.from({ length: 5 }, () => refuse('retryable', 'provider_error')));
    const { id, to } = await send();
    await eventually('five attempts', async () => {
      await hasten(id);
      return sentFor(to).length === 5;
    });
    await becomes(id, 'failed');
    expect(await letters()).toMatchObject([{ message: { id }, code: 'provider_error', attempts: 5 }]);
    expect(await redrive(id)).toBe(1);
    await becomes(id, 'sent');
  });

  it('to somebody who has opted out since stay where they are', async () => {
    answering(undefined, refuse('permanent', 'content_refused'));
    const { id, to } = await send();
    await becomes(id, 'failed');
    await app.request('POST /v1/opt-outs', { key: app.a.key, body: { phone: to } });
    expect(await redrive(id)).toBe(0);
    expect(await letters()).toMatchObject([{ message: { id } }]);
    expect(sentFor(to)).toHaveLength(1);
  });
});

describe('receipts', () => {
  it('a long text is delivered when all its parts are', async () => {
    answering(undefined, accept('p-1', 'p-2', 'p-3'));
    const { id } = await send();
    await becomes(id, 'sent');
    for (const part of ['p-3', 'p-1', 'p-1']) await script.emit(receipt(part));
    expect((await detail(id)).status).toBe('sent');
    await script.emit(receipt('p-2'));
    const message = await detail(id);
    expect(message.status).toBe('delivered');
    expect(message.timeline.filter(({ status }) => status === 'delivered').map(({ part }) => part)).toEqual(
      expect.arrayContaining([0, 1, 2, 3]),
    );
  });

  it('a long text has failed when one of its parts has', async () => {
    answering(undefined, accept('q-1', 'q-2'));
    const { id } = await send();
    await becomes(id, 'sent');
    await script.emit(receipt('q-1'));
    await script.emit(receipt('q-2', 'failed'));
    expect((await detail(id)).status).toBe('failed');
  });

  it('of a part that is faster than the answer is written down does not stand for the whole', async () => {
    let answerNow: (outcome: SendOutcome) => void = () => undefined;
    answering(undefined, new Promise<SendOutcome>((resolve) => (answerNow = resolve)));
    const { id, to } = await send();
    await eventually('submitted', async () => sentFor(to).length === 1);
    await app.ownerDb.transaction(async (tx) => {
      // The answer clears the outbox, so it cannot be written down while nobody may change that; receipts leave it alone.
      await tx.query({ name: '', text: 'lock table messages.outbox in share mode' }, []);
      answerNow(accept('f-1', 'f-2'));
      await script.emit(receipt('f-1'));
      expect((await detail(id)).status).toBe('sending');
    });
    await becomes(id, 'sent');
    await script.emit(receipt('f-2'));
    expect((await detail(id)).status).toBe('delivered');
  });

  it('that overtake a slow answer are acknowledged soon, and count when the answer comes', async () => {
    let answer: (outcome: SendOutcome) => void = () => undefined;
    answering(undefined, new Promise<SendOutcome>((resolve) => (answer = resolve)));
    const { id } = await send();
    await eventually('submitted', async () => script.sent.some((one) => one.id === id) || undefined);
    const started = performance.now();
    await script.emit(receipt(`slow-${id}`));
    expect(performance.now() - started).toBeLessThan(5_000);
    answer(accept(`slow-${id}`));
    await becomes(id, 'delivered');
  });

  it('that overtake the answer wait for it', async () => {
    let answerNow: (outcome: SendOutcome) => void = () => undefined;
    answering(undefined, new Promise<SendOutcome>((resolve) => (answerNow = resolve)));
    const { id, to } = await send();
    await eventually('submitted', async () => sentFor(to).length === 1);
    const early = script.emit(receipt('early-1'));
    answerNow(accept('early-1'));
    await early;
    expect((await detail(id)).status).toBe('delivered');
  });

  it('that come twice or late change nothing', async () => {
    answering(undefined);
    const { id } = await send();
    await becomes(id, 'sent');
    const once = receipt(`ext-${id}`);
    await Promise.all([script.emit(once), script.emit(once), script.emit(receipt(`ext-${id}`))]);
    await script.emit(receipt(`ext-${id}`, 'failed'));
    await script.emit(receipt(`ext-${id}`, 'expired'));
    const message = await detail(id);
    expect(message.status).toBe('delivered');
    expect(message.timeline.filter(({ status }) => status === 'delivered')).toHaveLength(1);
    expect(await inOutbox(id)).toBe(false);
  });

  it('are stored by two batches at a time, but never those of one long text', async () => {
    const MESSAGES = 1_000;
    let asked = 0;
    script.answer = ({ id }) => (asked++ % 20 === 0 ? accept(`${id}/1`, `${id}/2`, `${id}/3`) : accept(id));
    const { body } = await app.request<{ items: { id: string }[] }>('POST /v1/messages', {
      key: app.a.key,
      body: Array.from({ length: MESSAGES }, () => ({ to: nextPhone(), text: 'Halo dari Toko Uji.' })),
    });
    const ids = body.items.map(({ id }) => rawId(id));
    const stored = (status: number) =>
      app.rows<{ part: number; external_id: string }>(
        'select part, external_id from messages.status_event where message_id = any($1) and status = $2',
        [ids, status],
      );
    await eventually('all sent', async () => (await stored(40)).length === MESSAGES + (MESSAGES / 20) * 3);
    const externalIds = (await stored(40)).flatMap(({ external_id: id }) => id ?? []);
    const ending = (pattern: RegExp) => externalIds.filter((id) => pattern.test(id));
    const singles = ending(/[^/].$/);
    const give = (list: readonly string[]) => list.map((id) => script.emit(receipt(id)));
    const given = await app.ownerDb.transaction(async (tx) => {
      // The first batch waits for whoever stores one of its receipts first.
      const hold = `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id)
        select workspace_id, message_id, attempt, 80, part, at, channel_id from messages.status_event
        where external_id = $1`;
      await tx.query({ name: '', text: hold }, [singles[0]]);
      const first = give([...ending(/\/1$/), ...singles.slice(0, 100)]);
      // It is gathered by then, and waits for the row above.
      await sleep(100);
      const beside = give(singles.slice(100, 700));
      await eventually('stored beside it', async () => (await stored(80)).length >= 600);
      const others = give([...ending(/\/[23]$/), ...singles.slice(700), ...singles.slice(0, 200)]);
      await sleep(300);
      expect((await stored(80)).filter(({ part }) => part > 0)).toEqual([]);
      const release = `delete from messages.status_event e using messages.status_event s
        where s.external_id = $1 and s.message_id = e.message_id and e.status = 80`;
      await tx.query({ name: '', text: release }, [singles[0]]);
      return [...first, ...beside, ...others];
    });
    await Promise.all(given);
    expect((await stored(80)).filter(({ part }) => part === 0)).toHaveLength(MESSAGES);
  });

  it("find messages of another process's sending, by the index", async () => {
    answering(undefined);
    const { id } = await send();
    await becomes(id, 'sent');
    await app.rows(
      `update messages.status_event set external_id = 'elsewhere-1' where message_id = $1 and status = 40`,
      [rawId(id)],
    );
    await script.emit(receipt('elsewhere-1'));
    expect((await detail(id)).status).toBe('delivered');
  });
});

describe('what waits', () => {
  it('leaves at its time', async () => {
    answering(undefined);
    const { id, to } = await send({ sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await detail(id)).toMatchObject({ status: 'held', reason: { code: 'scheduled' } });
    expect(sentFor(to)).toHaveLength(0);
    await hasten(id);
    await becomes(id, 'sent');
    expect(sentFor(to)).toHaveLength(1);
  });

  it('can be taken back until it leaves, once', async () => {
    answering(undefined);
    const later = await send({ sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    const cancel = (id: string) =>
      app.request(`POST /v1/messages/${id}/cancel`, { key: app.a.key, body: {} });
    expect(await cancel(later.id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await cancel(later.id)).toMatchObject({ status: 200, body: { status: 'canceled' } });
    const now = await send();
    await becomes(now.id, 'sent');
    expect(await cancel(now.id)).toMatchObject({
      status: 409,
      body: { code: 'messages.too_late_to_cancel', detail: 'The message is sent.' },
    });
    expect((await detail(later.id)).timeline.map(({ status }) => status)).toEqual(['accepted', 'canceled']);
    expect(sentFor(later.to)).toHaveLength(0);
  });

  it('cannot be taken back while the provider is asked', async () => {
    let answerNow: (outcome: SendOutcome) => void = () => undefined;
    answering(undefined, new Promise<SendOutcome>((resolve) => (answerNow = resolve)));
    const { id, to } = await send();
    await eventually('submitted', async () => sentFor(to).length === 1);
    const answer = await app.request(`POST /v1/messages/${id}/cancel`, { key: app.a.key, body: {} });
    expect(answer.body).toMatchObject({ status: 409, detail: 'The message is sending.' });
    answerNow(accept('late-1'));
    await becomes(id, 'sent');
  });

  it('stays in memory while the line is down, and can be taken back from there', async () => {
    answering(undefined);
    script.health = { state: 'down', since: new Date() };
    const { id, to } = await send();
    const answer = await app.request(`POST /v1/messages/${id}/cancel`, { key: app.a.key, body: {} });
    expect(answer).toMatchObject({ status: 200, body: { status: 'canceled' } });
    script.health = up();
    const next = await send();
    await becomes(next.id, 'sent');
    expect(sentFor(to)).toHaveLength(0);
  });

  it('expires while its channel is off, and is never sent', async () => {
    answering(undefined);
    script.health = { state: 'down', since: new Date() };
    const { id, to } = await send({ class: 'otp' });
    await app.request(`PATCH /v1/channels/${channel}`, { key: app.a.key, body: { enabled: false } });
    await eventually('handed back', async () => {
      const rows = await app.rows('select 1 from messages.outbox where id = $1 and owner is null', [
        rawId(id),
      ]);
      return rows.length === 1;
    });
    await app.rows(`update messages.outbox set expires_at = now() - interval '1 second' where id = $1`, [
      rawId(id),
    ]);
    await becomes(id, 'expired');
    expect(await inOutbox(id)).toBe(false);
    script.health = up();
    await app.request(`PATCH /v1/channels/${channel}`, { key: app.a.key, body: { enabled: true } });
    await app.runtime.openChannels();
    await becomes((await send()).id, 'sent');
    expect(sentFor(to)).toHaveLength(0);
  });

  it('leaves as soon as its channel is switched on again', async () => {
    answering(undefined);
    script.health = { state: 'down', since: new Date() };
    const { id, to } = await send();
    await app.request(`PATCH /v1/channels/${channel}`, { key: app.a.key, body: { enabled: false } });
    await app.runtime.openChannels();
    script.health = up();
    await app.request(`PATCH /v1/channels/${channel}`, { key: app.a.key, body: { enabled: true } });
    await becomes(id, 'sent');
    expect(sentFor(to)).toHaveLength(1);
  });

  it('of a dead node is taken over', async () => {
    answering(undefined);
    const { id, to } = await send({ sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    await app.rows(
      `with dead as (insert into platform.node (number, host, pid, seen_at)
         values (1000, 'gone', 1, now() - interval '1 minute') returning number)
       update messages.outbox set owner = dead.number, due = now() from dead where id = $1`,
      [rawId(id)],
    );
    await becomes(id, 'sent');
    expect(sentFor(to)).toHaveLength(1);
    expect(await app.rows('select 1 from platform.node where number = 1000')).toEqual([]);
  });
});

describe('the numbers of a day', () => {
  it('are what the messages themselves say', async () => {
    await eventually('nothing is under way', async () => {
      const [row] = await app.rows<{ n: number }>(
        `select count(*)::int as n from messages.outbox where due <= now()`,
      );
      return row?.n === 0;
    });
    const { body: summary } = await app.request<Record<string, number>>('GET /v1/messages/summary', {
      key: app.a.key,
    });
    const rows = await app.rows<{ status: number; n: number }>(
      `select status, count(*)::int as n from messages.status_event where part = 0 and workspace_id = $1 group by status`,
      [app.a.id],
    );
    const counted = (status: number): number => rows.find((row) => row.status === status)?.n ?? 0;
    const [accepted] = await app.rows<{ n: number; cost: number }>(
      `select count(*)::int as n, sum(price_amount)::int as cost from messages.message
       where direction = 0 and workspace_id = $1`,
      [app.a.id],
    );
    expect(accepted?.n).toBeGreaterThan(20);
    expect(summary).toMatchObject({
      accepted: accepted?.n,
      cost: { amount: accepted?.cost, currency: 'IDR' },
      sent: counted(40),
      failed: counted(70),
      expired: counted(60),
      delivered: counted(80),
      read: counted(90),
      unknown: counted(35),
      waiting: 0,
      deadLetters: 1,
    });
  });
});
