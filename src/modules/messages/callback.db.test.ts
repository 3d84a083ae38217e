/** Calls of providers to the webhook address of a channel, through the whole product over real sockets. */
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AppKit, PUBLIC_URL, startApp } from '../../../testing/app-kit.ts';
import { type HttpGateway, startHttpGateway } from '../../../testing/simulators/http-gateway/index.ts';
import { waitFor } from '../../../testing/wait-for.ts';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
const SECRET = 'k4nar1-rahas1a';

let app: AppKit;
let gateway: HttpGateway;
let address = '';

beforeAll(async () => {
  app = await startApp();
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;
  const reach = (url: string): string => url.replace(PUBLIC_URL, address);
  gateway = await startHttpGateway({ account: ACCOUNT, secret: SECRET, reach });
});
afterAll(async () => {
  await gateway?.close();
  await app?.close();
});

interface Created {
  readonly id: string;
  readonly callbackUrl: string;
}

async function createChannel(preset: string, name: string = preset): Promise<Created> {
  const { status, body } = await app.request('POST /v1/channels', {
    key: app.a.key,
    body: {
      type: 'sms-http',
      name,
      settings: { preset, baseUrl: gateway.url, account: ACCOUNT, secret: SECRET },
    },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  await app.runtime.openChannels();
  return { id: String(body['id']), callbackUrl: String(body['callbackUrl']) };
}

async function sendOver(channel: string, text: string): Promise<string> {
  const { status, body } = await app.request('POST /v1/messages', {
    key: app.a.key,
    body: { to: '081234567890', text, channel },
  });
  expect(status, JSON.stringify(body)).toBe(202);
  return String(body['id']);
}

const statusOf = async (id: string): Promise<unknown> =>
  (await app.request(`GET /v1/messages/${id}`, { key: app.a.key })).body['status'];

async function takenWith(text: string) {
  await waitFor(`"${text}" at the gateway`, () => gateway.taken.some((one) => one.text === text));
  const taken = gateway.taken.find((one) => one.text === text);
  if (taken === undefined) throw new Error('unreachable');
  return taken;
}

const pathOf = (url: string): string => url.slice(PUBLIC_URL.length);
const delivered = (id: string): string =>
  JSON.stringify({ messageId: id, status: 'delivered', 'err-code': '0' });
const JSON_TYPE = { 'content-type': 'application/json' };

describe.each(['infobip', 'vonage', 'twilio-style'] as const)('a channel over %s', (preset) => {
  it('sends, learns of the delivery at its address, and takes replies once', async () => {
    const channel = await createChannel(preset);
    const text = `Pesanan lewat ${preset}`;
    const id = await sendOver(channel.id, text);
    const taken = await takenWith(text);
    expect(taken.callback).toBe(channel.callbackUrl);
    await vi.waitFor(async () => expect(await statusOf(id)).toBe('sent'), 10_000);
    expect(await gateway.report(taken, 'delivered')).toBeLessThan(300);
    expect(await statusOf(id)).toBe('delivered');
    expect(await gateway.report(taken, 'sent')).toBeLessThan(300);
    expect(await statusOf(id)).toBe('delivered');

    const reply = {
      from: preset === 'twilio-style' ? '+6281234567890' : '6281234567890',
      to: '6281100022',
      text: `Balasan ${preset}`,
      id: `in-${preset}`,
    };
    for (let copy = 0; copy < 2; copy++) {
      expect(await gateway.reply(preset, channel.callbackUrl, reply)).toBeLessThan(300);
    }
    const { body } = await app.request<{ items: { text: string }[] }>('GET /v1/messages?direction=in', {
      key: app.a.key,
    });
    expect(body.items.filter((one) => one.text === reply.text)).toHaveLength(1);
  });
});

describe('an address', () => {
  it('answers one and the same to what is not there', async () => {
    const off = await createChannel('vonage', 'Mati');
    await app.request(`PATCH /v1/channels/${off.id}`, { key: app.a.key, body: { enabled: false } });
    await app.runtime.openChannels();
    const unknown = off.id.slice(0, -4) + (off.id.endsWith('aaaa') ? 'bbbb' : 'aaaa');
    const answers = await Promise.all(
      [
        pathOf(off.callbackUrl),
        `/v1/channels/${off.id}/callback`,
        `/v1/channels/${unknown}/callback`,
        '/v1/channels/apa-saja/callback/x',
      ].map((path) => app.request(`POST ${path}`, { body: delivered('x'), headers: JSON_TYPE })),
    );
    const seen = answers.map(({ status, body }) =>
      JSON.stringify({ status, body: { ...body, requestId: undefined } }),
    );
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ status: 404, code: 'routing.channel_not_found' });
  });

  it('refuses calls that prove nothing, and stores none of them', async () => {
    const channel = await createChannel('vonage', 'Vonage tertutup');
    const id = await sendOver(channel.id, 'Tidak ada yang percaya');
    const taken = await takenWith('Tidak ada yang percaya');
    await vi.waitFor(async () => expect(await statusOf(id)).toBe('sent'), 10_000);
    const body = delivered(taken.ids[0] ?? '');
    const open = `/v1/channels/${channel.id}/callback`;
    const wrong = `${open}/${'x'.repeat(22)}`;
    const other = await createChannel('vonage', 'Vonage lain');
    const foreign = `${open}/${other.callbackUrl.split('/').at(-1)}`;
    for (const path of [open, wrong, foreign, `${wrong}y`]) {
      const answer = await app.request(`POST ${path}`, { body, headers: JSON_TYPE });
      expect(answer.body, path).toMatchObject({ status: 401, code: 'messages.callback_refused' });
    }
    const query = new URLSearchParams({ messageId: taken.ids[0] ?? '', status: 'delivered' });
    expect((await app.request(`GET ${open}?${query}`)).status).toBe(401);
    expect(await statusOf(id)).toBe('sent');
    expect((await app.request(`GET ${pathOf(channel.callbackUrl)}?${query}`)).status).toBe(204);
    expect(await statusOf(id)).toBe('delivered');
  });

  it('takes no more than a provider sends, and nothing it cannot read', async () => {
    const { callbackUrl } = await createChannel('infobip', 'Infobip besar');
    const path = pathOf(callbackUrl);
    const large = await app.request(`POST ${path}`, {
      body: 'x'.repeat(1024 * 1024 + 1),
      headers: JSON_TYPE,
    });
    expect(large.status).toBe(413);
    expect((await app.request(`POST ${path}`, { body: 'bukan JSON', headers: JSON_TYPE })).status).toBe(400);
    expect((await app.request(`PUT ${path}`, { body: '{}' })).status).toBe(405);
  });

  it('is given to those who may change the channel, and to nobody else', async () => {
    const { id, callbackUrl } = await createChannel('vonage', 'Vonage rahasia');
    const reader = await app.keyOf(app.a, ['channels:read']);
    const seen = await app.request(`GET /v1/channels/${id}`, { key: reader.key });
    expect(seen.body['callbackUrl']).toBeNull();
    expect(JSON.stringify(seen.body)).not.toContain(callbackUrl.split('/').at(-1));
    expect(JSON.stringify(seen.body)).not.toContain(SECRET);
  });

  it('of a channel that another process holds asks the provider to come back', async () => {
    const { callbackUrl } = await createChannel('vonage', 'Vonage di tempat lain');
    const front = await app.startAnother({ sends: false });
    const answer = await front.request(`POST ${pathOf(callbackUrl)}`, {
      body: delivered('x'),
      headers: JSON_TYPE,
    });
    expect(answer.body).toMatchObject({ status: 503, code: 'messages.channel_elsewhere' });
    expect(answer.headers['retry-after']).toBe('5');
  });

  it('of the sandbox takes what a developer posts there', async () => {
    const { body: channel } = await app.request(`GET /v1/channels/${app.a.channel}`, { key: app.a.key });
    const path = pathOf(String(channel['callbackUrl']));
    const body = { kind: 'reply', from: '+6281299990000', to: 'TOKO', text: 'Dari pengembang', id: 'dev-1' };
    expect((await app.request(`POST ${path}`, { body })).status).toBe(202);
    expect((await app.request(`POST /v1/channels/${app.a.channel}/callback`, { body })).status).toBe(401);
  });
});
