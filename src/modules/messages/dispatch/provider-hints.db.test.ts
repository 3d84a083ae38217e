/** What a provider says beyond yes and no: whom a limit is about, what would help, whose message a receipt is, what was taken back. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import { accept, addScriptedChannelType, refuse } from '../../../../testing/scripted-channel.ts';
import type { SendError } from '../../../channels/channel.ts';
import type { MessageDetail } from '../contract.ts';

let takenBack: 'gone' | 'delivered' | 'unknown' = 'gone';
const revoked: string[] = [];
const rcs = addScriptedChannelType('rcs', {
  extras: {
    revoke: async (externalId) => {
      revoked.push(externalId);
      return takenBack;
    },
  },
});
const once = addScriptedChannelType('once', { capabilities: { idempotent: true }, mayMeetLimit: true });
const sms = addScriptedChannelType('spare');
let app: AppKit;
const ids = { rcs: '', once: '', spare: '' };

beforeAll(async () => {
  app = await startApp();
  for (const [at, type] of (['rcs', 'once', 'spare'] as const).entries()) {
    const body = { type, name: type, priority: 90 - at };
    ids[type] = String((await app.request('POST /v1/channels', { key: app.a.key, body })).body['id']);
  }
  const route = await app.request('POST /v1/routes', {
    key: app.a.key,
    body: {
      name: 'RCS lalu SMS',
      to: { channels: [ids.rcs, ids.spare] },
      fallback: { missingReceiptSeconds: 5 },
    },
  });
  expect(route.status).toBe(201);
  await app.runtime.openChannels();
});
afterAll(() => app?.close());
beforeEach(() => {
  for (const script of [rcs, once, sms]) {
    script.sent.length = 0;
    script.answer = (message) => accept(`ext-${message.id}`);
  }
  revoked.length = 0;
});

let phones = 0;
async function send(change: Record<string, unknown> = {}): Promise<string> {
  const to = `+62811${String(30_000_000 + ++phones)}`;
  const answer = await app.request('POST /v1/messages', {
    key: app.a.key,
    body: { to, text: 'Halo', ...change },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return String(answer.body['id']);
}
const show = async (id: string): Promise<MessageDetail> =>
  (await app.request<MessageDetail>(`GET /v1/messages/${id}`, { key: app.a.key })).body;
const becomes = (id: string, status: string): Promise<MessageDetail> =>
  eventually(
    `${id} ${status}`,
    async () => {
      const message = await show(id);
      return message.status === status ? message : undefined;
    },
    10_000,
  );
const overdue = () => app.rows('update messages.awaited_receipt set due = now()');
const hint = (error: Partial<SendError>): SendError => ({
  kind: 'retryable',
  code: 'throttled',
  detail: 'scripted',
  ...error,
});

it('a limit of one person slows nobody else down', async () => {
  const line = app.runtime.lines().find(({ channel }) => channel.type.type === 'rcs');
  let left = 12;
  rcs.answer = (message) =>
    left-- > 0
      ? hint({ scope: 'recipient', code: 'provider_error', retryAfterMs: 60_000 })
      : accept(`ext-${message.id}`);
  for (let n = 0; n < 12; n++) await becomes(await send({ channel: ids.rcs }), 'queued');
  expect(line?.channel.breaker.phase).toBe('closed');
  expect(line?.channel.throttle.perSecond).toBe(10_000);
  await becomes(await send({ channel: ids.rcs }), 'sent');
});

it.each([
  { type: 'once', script: once, mayMeetLimit: true },
  { type: 'spare', script: sms, mayMeetLimit: false },
] as const)(
  'one of many that came too early slows a line only where that is held against us, many do anywhere: $type',
  async ({ type, script, mayMeetLimit }) => {
    const throttle = app.runtime.lines().find(({ channel }) => channel.type.type === type)?.channel.throttle;
    /** A hundred at once, the last of which are refused at first. */
    const offer = async (refused: number): Promise<void> => {
      const wanted = script.sent.length + 100 + refused;
      let offered = 0;
      script.answer = (message) => {
        offered += 1;
        const early = offered <= 100 && offered > 100 - refused;
        return early ? hint({ retryAfterMs: 10 }) : accept(`ext-${message.id}`);
      };
      const body = Array.from({ length: 100 }, () => ({
        to: `+62811${String(30_000_000 + ++phones)}`,
        text: 'Halo',
        channel: ids[type],
      }));
      const { status } = await app.request('POST /v1/messages', { key: app.a.key, body });
      expect(status).toBe(202);
      await eventually('all are taken', async () => script.sent.length === wanted, 20_000);
    };
    await offer(1);
    if (mayMeetLimit) expect(throttle?.perSecond).toBe(10_000);
    else expect(throttle?.perSecond).toBeLessThan(8_000);
    await offer(50);
    expect(throttle?.perSecond).toBeLessThan(8_000);
  },
);

it('who cannot be reached here is reached over the next channel at once', async () => {
  rcs.answer = () => hint({ kind: 'permanent', code: 'recipient_unreachable', remedy: 'other_channel' });
  const id = await send();
  await becomes(id, 'sent');
  expect(sms.sent.map((message) => message.id)).toEqual([id]);
  expect(rcs.sent).toHaveLength(1);
});

it('an unknown outcome is sent again where the provider takes an id only once', async () => {
  once.answer = () => refuse('unknown', 'timeout');
  const id = await send({ channel: ids.once });
  await eventually(
    'it waits for its second try',
    async () => (await app.rows('select 1 from messages.outbox where attempt = 2')).length > 0,
  );
  once.answer = (message) => accept(`ext-${message.id}`);
  await app.rows('update messages.outbox set due = now()');
  await becomes(id, 'sent');
  expect(once.sent.map((message) => message.id)).toEqual([id, id]);
});

it('a receipt that names our id settles what was unknown, and its provider id is known from then on', async () => {
  sms.answer = () => refuse('unknown', 'timeout');
  const id = await send({ channel: ids.spare });
  await becomes(id, 'unknown');
  const told = { type: 'receipt', externalId: 'wamid.9', at: new Date() } as const;
  await Promise.all([
    sms.emit({ ...told, reference: id, status: 'delivered' }),
    sms.emit({ ...told, reference: id, status: 'delivered' }),
  ]);
  const message = await becomes(id, 'delivered');
  expect(message.timeline.map(({ status }) => status)).toEqual(['accepted', 'unknown', 'sent', 'delivered']);
  expect(message.timeline[2]).toMatchObject({ externalId: 'wamid.9' });
  await sms.emit({ ...told, status: 'read' });
  await becomes(id, 'read');
});

it('who read a message has it', async () => {
  const id = await send({ channel: ids.spare });
  await becomes(id, 'sent');
  await sms.emit({ type: 'receipt', externalId: `ext-${id}`, status: 'read', at: new Date() });
  const { timeline } = await becomes(id, 'read');
  expect(timeline.map(({ status }) => status)).toEqual(['accepted', 'sent', 'delivered', 'read']);
});

it('what is taken back before its fallback leaves once more, and what has arrived does not', async () => {
  const gone = await send();
  await becomes(gone, 'sent');
  takenBack = 'gone';
  await overdue();
  await eventually('the fallback', async () => sms.sent.some((message) => message.id === gone), 10_000);
  expect(revoked).toEqual([`ext-${gone}`]);
  revoked.length = 0;
  const arrived = await send();
  await becomes(arrived, 'sent');
  takenBack = 'delivered';
  await overdue();
  await eventually('asked', async () => revoked.includes(`ext-${arrived}`), 10_000);
  await eventually(
    'forgotten',
    async () => (await app.rows('select 1 from messages.awaited_receipt')).length === 0,
  );
  expect(sms.sent.some((message) => message.id === arrived)).toBe(false);
});
