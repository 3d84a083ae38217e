/** Deliveries against real receivers: order, retries, who is switched off, and what nobody waits for. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AppKit, eventually, startApp, type TestWorkspace } from '../../../testing/app-kit.ts';
import { type Behaviour, type Receiver, startReceiver } from '../../../testing/webhook-receiver.ts';
import { type Database, openDatabase } from '../../platform/db.ts';
import { createEventBus } from '../../platform/events/event-bus.ts';
import { createAddressGuard } from '../../platform/http-client/address-guard.ts';
import { createEgress } from '../../platform/http-client/egress.ts';
import { createLogger } from '../../platform/log.ts';
import { uuidOfPublicId } from '../../lib/uuid.ts';
import { purgeOldDeliveries } from './maintain.ts';
import { startWebhookSender, type WebhookSender } from './send/webhook-sender.ts';

let app: AppKit;
let db: Database;
const open: { stop(): Promise<unknown> }[] = [];
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
  db = openDatabase({ url: app.url, role: 'titian_worker', max: 6, applicationName: 'titian-test' });
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
  await app.rows('delete from webhooks.queue');
  await app.rows('update webhooks.endpoint set deleted_at = now(), enabled = false, change = change + 1');
  await app.runtime.routeDeps.webhooks.targets.refresh();
});
afterAll(async () => {
  await db?.close();
  await app?.close();
});

const egress = createEgress({ guard: createAddressGuard({ allowPrivate: ['127.0.0.1'] }) });
/** Eight attempts as in real life, within half a second. */
const QUICK = [20, 30, 40, 50, 60, 70, 80];

function startSender(
  options: { schedule?: readonly number[]; clockOffset?: () => number } = {},
): WebhookSender {
  const { webhooks } = app.runtime.routeDeps;
  const sender = startWebhookSender({
    db,
    log: createLogger('silent'),
    bus: createEventBus([], () => undefined),
    egress,
    targets: webhooks.targets,
    publicId: (id) => webhooks.publicIds.encode('whd', id),
    now: () => Date.now() + (options.clockOffset?.() ?? 0),
    monotonic: () => performance.now(),
    random: () => 0.5,
    schedule: options.schedule ?? QUICK,
  });
  open.push(sender);
  return sender;
}

async function receiver(behave?: Behaviour): Promise<Receiver> {
  const started = await startReceiver(behave);
  open.push(started);
  return started;
}

interface Endpoint {
  readonly id: string;
  readonly secret: string;
}
const endpoint = async (url: string, workspace: TestWorkspace = app.a): Promise<Endpoint> => {
  const answer = await app.request<{ id: string; secret: string }>('POST /v1/webhook-endpoints', {
    key: workspace.key,
    body: { url, types: ['message.status_changed'] },
  });
  expect(answer.status).toBe(201);
  return answer.body;
};
const fact = (key: string, n: number, workspace: TestWorkspace = app.a) => ({
  workspaceId: workspace.id,
  type: 'message.status_changed',
  key,
  data: { id: key, n },
});
const enqueue = (facts: ReturnType<typeof fact>[]) =>
  db.transaction((tx) => app.runtime.routeDeps.webhooks.queue.enqueue(tx, facts));
const deliveries = async (id: string, query = '') => {
  const answer = await app.request<{
    items: {
      id: string;
      status: string;
      payload: string;
      attempts: { number: number; status: number; error: string; response: string }[];
      nextAttemptAt: string | null;
    }[];
  }>(`GET /v1/webhook-endpoints/${id}/deliveries${query}`, { key: app.a.key });
  expect(answer.status).toBe(200);
  return answer.body.items;
};
const view = async (id: string) =>
  (await app.request(`GET /v1/webhook-endpoints/${id}`, { key: app.a.key })).body;
const settled = (id: string, status: string, count = 1) =>
  eventually(`${count} ${status}`, async () => {
    const found = await deliveries(id, `?status=${status}&limit=100`);
    return found.length >= count && found;
  });

test('nobody wants what nobody asked for, and nothing is written for it', async () => {
  const { queue } = app.runtime.routeDeps.webhooks;
  expect(queue.wants(app.a.id, 'message.status_changed')).toBe(false);
  await enqueue([fact('msg_1', 1)]);
  await endpoint('http://127.0.0.1:2000/');
  expect(queue.wants(app.a.id, 'message.status_changed')).toBe(true);
  expect(queue.wants(app.a.id, 'message.received')).toBe(false);
  expect(queue.wants(app.b.id, 'message.status_changed')).toBe(false);
  await enqueue([fact('msg_1', 1, app.b), { ...fact('msg_2', 1), type: 'message.received' }]);
  expect(await app.rows('select 1 from webhooks.queue')).toEqual([]);
});

test('2,000 events through a receiver that fails one time in four: all arrive, verified, in order per key', async () => {
  const answers = [204, 204, 204, 500, 'cut', 200, 200, 204, 429] as const;
  const flaky = await receiver(() => answers[randomInt(answers.length)] ?? 204);
  const { id, secret } = await endpoint(`${flaky.url}/hook`);
  // A third of the calls fail: with the usual seven repetitions one of 2,000 events would be given up in every third run.
  const patient = { schedule: Array.from({ length: 20 }, () => 20) };
  const sender = startSender(patient);
  // Another process on the same database: nothing may be sent by both.
  startSender(patient);
  const keys = 400;
  const perKey = 5;
  for (let n = 0; n < perKey; n++) {
    await enqueue(Array.from({ length: keys }, (_, k) => fact(`msg_${k}`, n)));
    sender.wake([uuidOfPublicId('whe', id) ?? '']);
  }
  await eventually(
    'an empty queue',
    async () => (await app.rows('select 1 from webhooks.queue limit 1')).length === 0,
    60_000,
  );
  const verifier = new Webhook(secret);
  const order = new Map<string, number[]>();
  const ids = new Set<string>();
  for (const call of flaky.heard.filter(({ status }) => status >= 200 && status < 300)) {
    const { type, data } = verifier.verify(call.body, call.headers) as {
      type: string;
      data: { id: string; n: number };
    };
    expect(type).toBe('message.status_changed');
    ids.add(call.headers['webhook-id'] ?? '');
    order.set(data.id, [...(order.get(data.id) ?? []), data.n]);
  }
  expect(order.size).toBe(keys);
  expect(ids.size).toBe(keys * perKey);
  for (const heard of order.values()) expect(heard).toEqual([0, 1, 2, 3, 4]);
  expect(flaky.heard.length).toBeGreaterThan(keys * perKey);
}, 90_000);

test('a failing delivery holds back its own key and no other', async () => {
  const picky = await receiver(({ body }) => (body.includes('msg_bad') ? 500 : 204));
  const { id } = await endpoint(picky.url);
  startSender({ schedule: [150, 150] }).wake([]);
  await enqueue([fact('msg_bad', 0), fact('msg_bad', 1), fact('msg_good', 0), fact('msg_good', 1)]);
  await settled(id, 'delivered', 2);
  expect(picky.heard.filter(({ body }) => body.includes('msg_bad'))).toHaveLength(1);
  // Queued while the first one waits for its retry: it waits too.
  await enqueue([fact('msg_bad', 2)]);
  await settled(id, 'failed', 3);
  const bad = picky.heard.filter(({ body }) => body.includes('msg_bad'));
  expect(bad.map(({ body }) => JSON.parse(body).data.n)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
});

test('what is heard, kept and shown of an attempt', async () => {
  let first = true;
  const talkative = await receiver(() => {
    const status = first ? 500 : 200;
    first = false;
    return { status, body: `${'x'.repeat(2_000)}\0` };
  });
  const { id } = await endpoint(talkative.url);
  startSender();
  await enqueue([fact('msg_1', 7)]);
  const [delivery] = await settled(id, 'delivered');
  expect(delivery).toMatchObject({
    type: 'message.status_changed',
    attempts: [
      { number: 1, status: 500, error: null },
      { number: 2, status: 200, error: null },
    ],
    nextAttemptAt: null,
  });
  expect(delivery?.attempts[0]?.response).toHaveLength(1_024);
  expect(JSON.parse(delivery?.payload ?? '')).toMatchObject({
    type: 'message.status_changed',
    data: { n: 7 },
  });
  expect(talkative.heard[0]?.body).toBe(delivery?.payload);
  expect(new Set(talkative.heard.map(({ headers }) => headers['webhook-id']))).toEqual(
    new Set([delivery?.id]),
  );
});

test('a redirect is not followed and is a failure', async () => {
  const elsewhere = await receiver();
  const moved = await receiver(() => ({ status: 301, headers: { location: `${elsewhere.url}/` } }));
  const { id } = await endpoint(moved.url);
  startSender({ schedule: [10] });
  await enqueue([fact('msg_1', 0)]);
  const [delivery] = await settled(id, 'failed');
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([301, 301]);
  expect(elsewhere.heard).toEqual([]);
});

test('410 switches the endpoint off; nothing more is queued or sent until it is switched on', async () => {
  let status = 410;
  const leaving = await receiver(() => status);
  const { id } = await endpoint(leaving.url);
  startSender();
  await enqueue([fact('msg_1', 0)]);
  await eventually('disabled', async () => (await view(id))['enabled'] === false);
  expect(await view(id)).toMatchObject({ health: 'disabled', disabledReason: 'gone' });
  expect(await deliveries(id)).toMatchObject([{ status: 'failed' }]);
  await eventually(
    'forgotten',
    async () => !app.runtime.routeDeps.webhooks.queue.wants(app.a.id, 'message.status_changed'),
  );
  await enqueue([fact('msg_2', 0)]);
  status = 204;
  const body = { enabled: true };
  await app.request(`PATCH /v1/webhook-endpoints/${id}`, { key: app.a.key, body });
  await enqueue([fact('msg_3', 0)]);
  await settled(id, 'delivered');
  expect(leaving.heard.map(({ body: text }) => JSON.parse(text).data.id)).toEqual(['msg_1', 'msg_3']);
  expect(await view(id)).toMatchObject({ health: 'working', disabledReason: null });
});

test('120 hours of nothing but failure switch it off, and say so; one success in between starts anew', async () => {
  let status = 500;
  let offset = 0;
  const dying = await receiver(() => status);
  const { id } = await endpoint(dying.url);
  startSender({ schedule: [], clockOffset: () => offset });
  const attempt = async (n: number, hours: number, answer: number): Promise<void> => {
    offset = hours * 3_600_000;
    status = answer;
    await enqueue([fact(`msg_${n}`, n)]);
    await eventually(
      'attempted',
      async () => (await deliveries(id)).length === n && (await deliveries(id))[0]?.status !== 'pending',
    );
  };
  await attempt(1, 0, 500);
  await eventually('failing', async () => (await view(id))['health'] === 'failing');
  await attempt(2, 119, 200);
  await eventually('working', async () => (await view(id))['health'] === 'working');
  await attempt(3, 121, 500);
  expect(await view(id)).toMatchObject({ enabled: true, health: 'failing', lastError: 'HTTP 500' });
  await app.rows(`update webhooks.endpoint set failing_since = now() + interval '121 hours' where id = $1`, [
    uuidOfPublicId('whe', id),
  ]);
  await sleep(5_100);
  await attempt(4, 121 + 121, 500);
  await eventually('disabled', async () => (await view(id))['enabled'] === false);
  expect(await view(id)).toMatchObject({ disabledReason: 'failing' });
}, 20_000);

test('Retry-After puts a delivery off, and the endpoint with it', async () => {
  let busy = true;
  const busyOne = await receiver(() => (busy ? { status: 503, headers: { 'retry-after': '1' } } : 204));
  const { id } = await endpoint(busyOne.url);
  const sender = startSender({ schedule: [10, 10] });
  await enqueue([fact('msg_1', 0)]);
  await eventually('refused', async () => (await deliveries(id))[0]?.attempts.length === 1);
  busy = false;
  await enqueue([fact('msg_2', 0)]);
  sender.wake([uuidOfPublicId('whe', id) ?? '']);
  await settled(id, 'delivered', 2);
  const [first, ...rest] = busyOne.heard.map(({ at }) => at);
  for (const at of rest) expect(at - (first ?? 0)).toBeGreaterThan(950);
}, 10_000);

test('a rotated secret signs at once and the old one for another day', async () => {
  const plain = await receiver();
  const old = await endpoint(plain.url);
  const fresh = await app.request<Endpoint>(`POST /v1/webhook-endpoints/${old.id}/rotate-secret`, {
    key: app.a.key,
    body: {},
  });
  let offset = 0;
  startSender({ clockOffset: () => offset });
  await enqueue([fact('msg_1', 0)]);
  await settled(old.id, 'delivered');
  const { body, headers } = plain.heard[0] ?? { body: '', headers: {} };
  for (const secret of [old.secret, fresh.body.secret]) new Webhook(secret).verify(body, headers);
  offset = 25 * 3_600_000;
  await enqueue([fact('msg_2', 0)]);
  await settled(old.id, 'delivered', 2);
  expect(plain.heard[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
});

test('replay: one by id, or all that failed since a time; the id stays the same', async () => {
  let status = 500;
  const recovering = await receiver(() => status);
  const { id } = await endpoint(recovering.url);
  startSender({ schedule: [] });
  const before = new Date().toISOString();
  await enqueue(Array.from({ length: 7 }, (_, n) => fact(`msg_${n}`, n)));
  const failed = await settled(id, 'failed', 7);
  status = 204;
  const replay = (body: unknown) =>
    app.request(`POST /v1/webhook-endpoints/${id}/replay`, { key: app.a.key, body });
  expect(await replay({ ids: [failed[0]?.id] })).toMatchObject({ status: 202, body: { queued: 1 } });
  const [again] = await settled(id, 'delivered');
  expect(again).toMatchObject({ id: failed[0]?.id, attempts: [{ number: 1 }, { number: 2, status: 204 }] });
  expect(await replay({ failedSince: new Date(Date.now() + 60_000).toISOString() })).toMatchObject({
    body: { queued: 0 },
  });
  expect(await replay({ failedSince: before })).toMatchObject({ body: { queued: 6 } });
  await settled(id, 'delivered', 7);
  expect(await replay({ ids: ['whd_nope'] })).toMatchObject({ status: 404 });
});

test('a test goes to one endpoint, also to one that did not ask for anything of the kind', async () => {
  const plain = await receiver();
  const { id, secret } = await endpoint(plain.url);
  startSender();
  const sent = await app.request(`POST /v1/webhook-endpoints/${id}/test`, { key: app.a.key, body: {} });
  expect(sent).toMatchObject({ status: 202, body: { type: 'webhook.test', status: 'pending' } });
  await settled(id, 'delivered');
  const { body, headers } = plain.heard[0] ?? { body: '', headers: {} };
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({
    type: 'webhook.test',
    data: { endpoint: id },
  });
});

test.each([
  ['http://127.0.0.2:2000/', 201, undefined],
  ['http://10.0.0.1/', 422, 'webhooks.url_private'],
  ['http://169.254.169.254/latest', 422, 'webhooks.url_private'],
  ['http://0x0a000001/', 422, 'webhooks.url_invalid'],
  ['https://user:pass@toko.example/', 422, 'webhooks.url_invalid'],
  ['https://toko.example:22/', 422, 'webhooks.url_invalid'],
  ['ftp://toko.example/', 422, 'webhooks.url_invalid'],
])('an endpoint at %s: %i', async (url, status, code) => {
  const answer = await app.request('POST /v1/webhook-endpoints', {
    key: app.a.key,
    body: { url, types: ['message.received'] },
  });
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
});

test('an address that turns private after it was saved is refused at every attempt', async () => {
  const inside = await receiver();
  const { id } = await endpoint(inside.url);
  await app.rows(`update webhooks.endpoint set url = 'http://10.0.0.1/', change = change + 1 where id = $1`, [
    uuidOfPublicId('whe', id),
  ]);
  await app.runtime.routeDeps.webhooks.targets.refresh();
  startSender({ schedule: [] });
  await enqueue([fact('msg_1', 0)]);
  const [delivery] = await settled(id, 'failed');
  expect(delivery?.attempts).toMatchObject([{ status: null, error: 'private_address' }]);
});

test('what a sender that died had in hand is delivered by another', async () => {
  const plain = await receiver();
  const { id } = await endpoint(plain.url);
  await enqueue([fact('msg_1', 0)]);
  await app.rows(`update webhooks.queue set leased_until = now() + interval '400 ms'`);
  startSender();
  await sleep(200);
  expect(plain.heard).toHaveLength(0);
  await settled(id, 'delivered');
});

test('deliveries are forgotten after 30 days, and at once when the endpoint is deleted', async () => {
  const plain = await receiver();
  const kept = await endpoint(plain.url);
  const deleted = await endpoint(plain.url);
  await enqueue([fact('msg_1', 0)]);
  const deps = { db, log: createLogger('silent'), now: () => Date.now() + 29 * 86_400_000 };
  await purgeOldDeliveries(deps);
  expect(await deliveries(kept.id)).toHaveLength(1);
  await app.request(`DELETE /v1/webhook-endpoints/${deleted.id}`, { key: app.a.key });
  const rows = (one: Endpoint) =>
    app.rows('select 1 from webhooks.delivery where endpoint_id = $1', [uuidOfPublicId('whe', one.id)]);
  expect(await rows(deleted)).toHaveLength(1);
  await purgeOldDeliveries({ ...deps, now: () => Date.now() + 1_000 });
  expect([(await rows(kept)).length, (await rows(deleted)).length]).toEqual([1, 0]);
  await purgeOldDeliveries({ ...deps, now: () => Date.now() + 31 * 86_400_000 });
  expect(await rows(kept)).toHaveLength(0);
  expect(await app.rows('select 1 from webhooks.queue')).toEqual([]);
});
