/** From what happens in the product to a receiver, through the real runtime. */
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppKit, eventually, startApp, type TestWorkspace } from '../../../testing/app-kit.ts';
import { type Receiver, startReceiver } from '../../../testing/webhook-receiver.ts';

let app: AppKit;
let receiver: Receiver;
beforeAll(async () => {
  app = await startApp();
  receiver = await startReceiver();
});
afterAll(async () => {
  await app?.close();
  await receiver?.stop();
});

async function listen(
  workspace: TestWorkspace,
  path: string,
  types: readonly string[],
): Promise<{ id: string; secret: string }> {
  const url = `${receiver.url}${path}`;
  const answer = await app.request<{ id: string; secret: string }>('POST /v1/webhook-endpoints', {
    key: workspace.key,
    body: { url, types },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

const heardAt = (path: string) =>
  eventually(`a call of ${path}`, async () => receiver.heard.find((call) => call.path === path));

test('what a person writes reaches the company, signed, within two seconds; nobody else hears it', async () => {
  const { secret } = await listen(app.a, '/a', ['message.received']);
  await listen(app.b, '/b', ['message.received']);
  await listen(app.a, '/other', ['channel.health_changed']);
  const started = performance.now();
  const reply = await app.request('POST /v1/phone/replies', {
    key: app.a.key,
    body: { phone: '081234567890', to: 'TOKOBUNGA', text: 'Apakah masih ada mawar?' },
  });
  expect(reply.status).toBeLessThan(300);
  const call = await heardAt('/a');
  expect(call.at - started).toBeLessThan(2_000);
  expect(new Webhook(secret).verify(call.body, call.headers)).toMatchObject({
    type: 'message.received',
    data: {
      id: expect.stringMatching(/^msg_/),
      channel: app.a.channel,
      from: '+6281234567890',
      to: 'TOKOBUNGA',
      text: 'Apakah masih ada mawar?',
    },
  });
  expect(receiver.heard.map(({ path }) => path)).toEqual(['/a']);
});

test('a message that nobody listens for leaves no trace in the queues', async () => {
  const body = { phone: '081234567890', to: 'TOKOBUNGA', text: 'Halo' };
  const [before] = await app.rows('select count(*)::int as n from webhooks.delivery');
  const endpoints = await app.request<{ items: { id: string }[] }>('GET /v1/webhook-endpoints', {
    key: app.b.key,
  });
  for (const { id } of endpoints.body.items)
    await app.request(`DELETE /v1/webhook-endpoints/${id}`, { key: app.b.key });
  await app.request('POST /v1/phone/replies', { key: app.b.key, body });
  await eventually(
    'handled',
    async () => (await app.rows('select 1 from platform.event_delivery')).length === 0,
  );
  expect(await app.rows('select count(*)::int as n from webhooks.delivery')).toEqual([before]);
});

test('a channel that goes down is news', async () => {
  const { secret } = await listen(app.a, '/health', ['channel.health_changed']);
  const made = await app.request<{ id: string }>('POST /v1/channels', {
    key: app.a.key,
    body: {
      type: 'sms-smpp',
      name: 'Operator',
      settings: { host: '127.0.0.1', port: 2001, systemId: 'a', password: 'b', reconnectMinSeconds: 0.1 },
    },
  });
  expect(made.status).toBe(201);
  const call = await heardAt('/health');
  expect(new Webhook(secret).verify(call.body, call.headers)).toMatchObject({
    type: 'channel.health_changed',
    data: { id: made.body.id, state: 'down', code: 'unreachable' },
  });
});

test('who changed what about webhooks is in the audit trail, without secrets', async () => {
  const { id, secret } = await listen(app.a, '/audited', ['message.received']);
  await app.request(`POST /v1/webhook-endpoints/${id}/rotate-secret`, { key: app.a.key, body: {} });
  await app.request(`DELETE /v1/webhook-endpoints/${id}`, { key: app.a.key });
  const entries = await eventually('three entries', async () => {
    const { body } = await app.request<{ items: { action: string; resource: string }[] }>('GET /v1/audit', {
      key: app.a.key,
    });
    const own = body.items.filter(({ resource }) => resource === id);
    return own.length === 3 && own;
  });
  expect(entries.map(({ action }) => action).reverse()).toEqual([
    'webhook.endpoint_created',
    'webhook.secret_rotated',
    'webhook.endpoint_deleted',
  ]);
  expect(JSON.stringify(entries)).not.toContain(secret.slice(6));
  const [stored] = await app.rows<{ bytes: number }>(
    `select octet_length(sealed_secret) as bytes from webhooks.endpoint where deleted_at is not null
     order by created_at desc limit 1`,
  );
  expect(stored).toEqual({ bytes: 0 });
});
