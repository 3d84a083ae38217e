/** Another way when the first one fails: on errors, on a broken provider, on silence; once; and what all that costs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import { accept, addScriptedChannelType, refuse, up } from '../../../../testing/scripted-channel.ts';
import type { SendOutcome } from '../../../channels/channel.ts';
import type { MessageDetail } from '../contract.ts';

const main = addScriptedChannelType('main');
const spare = addScriptedChannelType('spare');
let app: AppKit;
const ids = { main: '', spare: '' };

beforeAll(async () => {
  app = await startApp();
  for (const name of ['main', 'spare'] as const) {
    const body = { type: name, name, priority: name === 'main' ? 90 : 80 };
    ids[name] = String((await app.request('POST /v1/channels', { key: app.a.key, body })).body['id']);
  }
  const route = await app.request('POST /v1/routes', {
    key: app.a.key,
    body: {
      name: 'Utama lalu cadangan',
      to: { channels: [ids.main, ids.spare] },
      fallback: { missingReceiptSeconds: 5 },
    },
  });
  expect(route.status).toBe(201);
  await app.runtime.openChannels();
});
afterAll(() => app?.close());
beforeEach(() => {
  for (const script of [main, spare]) {
    script.sent.length = 0;
    script.health = up();
    script.answer = (message) => accept(`${ids.main.slice(-4)}-${script === main ? 'm' : 's'}-${message.id}`);
  }
});

let phones = 0;
async function send(change: Record<string, unknown> = {}): Promise<string> {
  const answer = await app.request('POST /v1/messages', {
    key: app.a.key,
    body: { to: `+62812${String(20_000_000 + ++phones)}`, text: 'Pesanan Anda dikirim.', ...change },
  });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body['id']);
}
const detail = async (id: string): Promise<MessageDetail> =>
  (await app.request<MessageDetail>(`GET /v1/messages/${id}`, { key: app.a.key })).body;
const becomes = (id: string, status: string): Promise<MessageDetail> =>
  eventually(`${id} ${status}`, async () => {
    const message = await detail(id);
    return message.status === status ? message : undefined;
  });
const rawId = (id: string): string => String(app.runtime.routeDeps.messages.publicIds.decode('msg', id));
const attemptsOf = (id: string) => ({
  main: main.sent.filter((message) => message.id === id).map(({ attempt }) => attempt),
  spare: spare.sent.filter((message) => message.id === id).map(({ attempt }) => attempt),
});
const always = (outcome: SendOutcome) => () => outcome;

describe('a message falls back', () => {
  it('when its channel refuses it for good, and says so on its timeline', async () => {
    main.answer = always(refuse('permanent', 'sender_not_allowed'));
    const id = await send();
    const message = await becomes(id, 'sent');
    expect(attemptsOf(id)).toEqual({ main: [1], spare: [2] });
    expect(message.timeline.map(({ status, attempt, reason }) => [status, attempt, reason?.code])).toEqual([
      ['accepted', 1, undefined],
      ['queued', 1, 'sender_not_allowed'],
      ['sent', 2, undefined],
    ]);
    expect(message.route).toMatchObject({ by: 'route', channel: ids.main, fallbacks: [ids.spare] });
  });

  it('once: what fails there too is a dead letter', async () => {
    main.answer = always(refuse('permanent', 'sender_not_allowed'));
    spare.answer = always(refuse('permanent', 'provider_error'));
    const id = await send();
    expect(await becomes(id, 'failed')).toMatchObject({ reason: { code: 'provider_error' } });
    expect(attemptsOf(id)).toEqual({ main: [1], spare: [2] });
  });

  it('never for what another channel cannot mend', async () => {
    main.answer = always(refuse('permanent', 'recipient_invalid'));
    const id = await send();
    await becomes(id, 'failed');
    expect(attemptsOf(id)).toEqual({ main: [1], spare: [] });
  });

  it('when no receipt comes, once, and a late receipt of the first way still counts', async () => {
    const id = await send();
    await becomes(id, 'sent');
    await app.rows('update messages.awaited_receipt set due = now() where message_id = $1', [rawId(id)]);
    const moved = await eventually('sent again', async () => {
      const message = await detail(id);
      return attemptsOf(id).spare.length > 0 && message.status === 'sent' ? message : undefined;
    });
    expect(moved.timeline.some(({ reason }) => reason?.code === 'receipt_missing')).toBe(true);
    expect(attemptsOf(id)).toEqual({ main: [1], spare: [2] });
    const first = moved.timeline.find(({ status }) => status === 'sent')?.externalId ?? '';
    await main.emit({ type: 'receipt', externalId: first, status: 'delivered', at: new Date() });
    await becomes(id, 'delivered');
    expect(
      await app.rows('select 1 from messages.awaited_receipt where message_id = $1', [rawId(id)]),
    ).toEqual([]);
  });

  it('not when the receipt came', async () => {
    const id = await send();
    const { timeline } = await becomes(id, 'sent');
    const externalId = timeline.find(({ status }) => status === 'sent')?.externalId ?? '';
    await main.emit({ type: 'receipt', externalId, status: 'delivered', at: new Date() });
    await app.rows('update messages.awaited_receipt set due = now() where message_id = $1', [rawId(id)]);
    await eventually('looked at', async () => {
      const rows = await app.rows('select 1 from messages.awaited_receipt where message_id = $1', [
        rawId(id),
      ]);
      return rows.length === 0 || undefined;
    });
    expect(attemptsOf(id)).toEqual({ main: [1], spare: [] });
    expect((await detail(id)).status).toBe('delivered');
  });

  it('with an unknown outcome only where sending twice does no harm', async () => {
    main.answer = always(refuse('unknown', 'timeout'));
    const notice = await send({ class: 'transactional' });
    const code = await send({ class: 'otp' });
    await becomes(notice, 'unknown');
    await becomes(code, 'sent');
    expect(attemptsOf(notice)).toEqual({ main: [1], spare: [] });
    expect(attemptsOf(code)).toEqual({ main: [1], spare: [2] });
  });
});

describe('an urgent message', () => {
  it('has room while a campaign fills its channel', async () => {
    const { handOff } = app.runtime.routeDeps.messages;
    const [channel] = await app.rows<{ id: string }>("select id from routing.channel where type = 'main'");
    const id = channel?.id ?? '';
    let campaign = 0;
    while (handOff.reserve(id, 3) !== null) campaign += 1;
    expect(campaign).toBeGreaterThan(10_000);
    let codes = 0;
    while (handOff.reserve(id, 0) !== null) codes += 1;
    expect(codes).toBeGreaterThan(1_000);
    const none = { workspaceId: '', channelId: id } as never;
    handOff.abandon(Array.from({ length: campaign + codes }, () => none));
  });
});

describe('a prepaid message', () => {
  const balance = async () => {
    const { body } = await app.request<{ balances: Record<string, unknown>[] }>('GET /v1/billing', {
      key: app.a.key,
    });
    return body.balances.find(({ currency }) => currency === 'IDR');
  };

  it('is reserved, settled when it was sent, and free again when it failed; without money it is refused', async () => {
    const quoted = await app.request<{ id: string; price: { amount: number } | null }>('POST /v1/messages', {
      key: app.a.key,
      body: { to: '+6281230000000', text: 'Halo' },
    });
    const price = quoted.body.price?.amount ?? 0;
    expect(price).toBeGreaterThan(0);
    await becomes(quoted.body.id, 'sent');
    // What the tests before have sent is folded too.
    const spentBefore = await eventually('all is folded', async () => {
      const [open] = await app.rows('select 1 from billing.charge_delta limit 1');
      if (open !== undefined) return undefined;
      const spent = Number((await balance())?.['spent']);
      return spent > 0 ? spent : undefined;
    });
    const settings = await app.request('PUT /v1/billing', {
      key: app.a.key,
      body: { mode: 'prepaid' },
    });
    expect(settings.status).toBe(200);
    const top = await app.request('POST /v1/billing/top-ups', {
      key: app.a.key,
      body: { amount: spentBefore + Math.floor(price * 2.5), currency: 'IDR', reference: 'uji-1' },
    });
    expect(top.status).toBe(201);
    main.answer = always(refuse('permanent', 'recipient_invalid'));
    const failed = await send();
    await becomes(failed, 'failed');
    main.answer = (message) => accept(`paid-${message.id}`);
    await becomes(await send(), 'sent');
    await eventually('the refund is folded', async () => {
      const [open] = await app.rows('select 1 from billing.charge_delta limit 1');
      if (open !== undefined) return undefined;
      const now = await balance();
      const spent = Number(now?.['spent']) - spentBefore;
      return now?.['reserved'] === 0 && spent === price ? true : undefined;
    });
    const batch = await app.request<{ accepted: number; items: { error?: { code: string } }[] }>(
      'POST /v1/messages',
      { key: app.a.key, body: [1, 2].map((n) => ({ to: `+6281230000${n}00`, text: 'Halo' })) },
    );
    expect(batch.body.accepted).toBe(1);
    expect(batch.body.items[1]?.error?.code).toBe('billing.balance_insufficient');
    const refused = await app.request('POST /v1/messages', {
      key: app.a.key,
      body: { to: '+6281230000300', text: 'Halo' },
    });
    expect(refused.status).toBe(402);
    expect(refused.body['code']).toBe('billing.balance_insufficient');
  });

  /** What is free, reserved and spent once nothing waits to be folded: asked for only then, as reads are counted. */
  const settledBalance = () =>
    eventually('all is folded', async () => {
      const [open] = await app.rows('select 1 from billing.charge_delta limit 1');
      if (open !== undefined) return undefined;
      const now = await balance();
      return now?.['reserved'] === 0
        ? { available: Number(now['available']), spent: Number(now['spent']) }
        : undefined;
    });
  const priceOfSpare = async (amount: number, chargeOn: 'sent' | 'delivered') => {
    const body = { medium: 'sms', channel: ids.spare, operator: '*', amount, currency: 'IDR', chargeOn };
    expect(await app.request('POST /v1/prices', { key: app.a.key, body })).toMatchObject({ status: 201 });
    // Prices are remembered for five seconds.
    app.runtime.routeDeps.messages.priceLists.forget(app.a.id);
  };
  const fallBack = async (): Promise<string> => {
    main.answer = always(refuse('permanent', 'sender_not_allowed'));
    const id = await send();
    await becomes(id, 'sent');
    expect(attemptsOf(id)).toEqual({ main: [1], spare: [2] });
    return id;
  };

  it('that fell back costs what the channel asks that sent it: dearer, cheaper, nothing, or once it is delivered', async () => {
    const body = { amount: 1_000_000, currency: 'IDR', reference: 'uji-2' };
    expect((await app.request('POST /v1/billing/top-ups', { key: app.a.key, body })).status).toBe(201);
    let before = await settledBalance();
    for (const amount of [90_000, 1_000, 0]) {
      await priceOfSpare(amount, 'sent');
      const id = await fallBack();
      expect((await detail(id)).charge).toEqual({ amount, currency: 'IDR', category: null, open: false });
      const after = await settledBalance();
      expect(after).toEqual({ available: before.available - amount, spent: before.spent + amount });
      before = after;
    }
    await priceOfSpare(70_000, 'delivered');
    const id = await fallBack();
    expect(await settledBalance()).toEqual(before);
    const due = { amount: 70_000, currency: 'IDR', category: null };
    expect((await detail(id)).charge).toEqual({ ...due, open: true });
    const externalId = `${ids.main.slice(-4)}-s-${id}`;
    await spare.emit({ type: 'receipt', externalId, status: 'delivered', at: new Date() });
    await becomes(id, 'delivered');
    expect((await detail(id)).charge).toEqual({ ...due, open: false });
    expect(await settledBalance()).toEqual({
      available: before.available - 70_000,
      spent: before.spent + 70_000,
    });
  });
});
