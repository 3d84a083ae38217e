/** Routes over the whole product: made over HTTP, kept by the database, obeyed when a message is sent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import { uuidOfPublicId } from '../../lib/uuid.ts';
import { BREAKER_OPEN } from './channel-health.ts';
import type { RouteExplanation, RouteRule, RouteRules } from './contract.ts';

let app: AppKit;
let spare = '';
let real = '';
beforeAll(async () => {
  app = await startApp();
  spare = await channel('Cadangan', { priority: 40 });
  // Nobody answers there; it is switched off until a test needs it.
  real = await channel('SMSC', {
    type: 'sms-smpp',
    enabled: false,
    settings: { host: '127.0.0.1', port: 1, systemId: 'titian', password: 'rahasia' },
  });
});
afterAll(() => app?.close());

async function channel(name: string, more: object = {}): Promise<string> {
  const { status, body } = await call('POST /v1/channels', { type: 'sandbox', name, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body['id']);
}
const call = <Body = Record<string, unknown>>(what: string, body?: unknown, key = app.a.key) =>
  app.request<Body>(what, body === undefined ? { key } : { key, body });
const rules = async (): Promise<RouteRules> => (await call<RouteRules>('GET /v1/routes')).body;
const clear = async (): Promise<void> => {
  for (const { id } of (await rules()).items) await call(`DELETE /v1/routes/${id}`);
};
const explain = (body: object, key?: string) =>
  call<RouteExplanation & { code: string; field: string }>(
    'POST /v1/routes/explain',
    { to: '081234567890', ...body },
    key,
  );

describe('rules', () => {
  it('come back as they were written, with what was left out filled in', async () => {
    const { status, body } = await call<RouteRule>('POST /v1/routes', {
      name: 'OTP Telkomsel',
      when: { classes: ['otp'], operators: ['telkomsel'], prefixes: ['+62812'] },
      to: { channels: [spare, app.a.channel] },
      fallback: { missingReceiptSeconds: 20 },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      position: 1,
      enabled: true,
      when: { senders: [], medium: null, prefixes: ['+62812'] },
      to: { strategy: 'ordered', channels: [spare, app.a.channel] },
      fallback: {
        on: ['permanent_error', 'retries_exhausted', 'breaker_open'],
        missingReceiptSeconds: 20,
        resendUnknown: null,
      },
    });
    expect(await rules()).toEqual({ items: [body], otherwise: { fallback: false } });
    const changed = await call<RouteRule>(`PATCH /v1/routes/${body.id}`, { enabled: false });
    expect(changed.body).toMatchObject({ enabled: false, when: body.when, to: body.to });
    await clear();
    expect((await rules()).items).toEqual([]);
  });

  it.each([
    [
      { to: { channels: ['chn_00000000000000000000000000'] } },
      'routing.route_channel_unknown',
      'to.channels',
    ],
    [() => ({ to: { channels: [spare, spare] } }), 'routing.route_channel_unknown', 'to.channels'],
    [
      () => ({ to: { channels: [spare] }, when: { senders: ['snd_0'] } }),
      'routing.route_sender_unknown',
      'when.senders',
    ],
    [() => ({ to: { channels: [app.b.channel] } }), 'routing.route_channel_unknown', 'to.channels'],
    [
      () => ({ to: { channels: [spare] }, when: { medium: 'whatsapp' } }),
      'routing.route_mixed_media',
      'when.medium',
    ],
    [{ to: { channels: [] } }, 'request.invalid', 'to.channels'],
    [
      () => ({ to: { channels: [spare] }, when: { prefixes: ['0811'] } }),
      'request.invalid',
      'when.prefixes[0]',
    ],
  ])('are refused with a reason: %#', async (body, code, field) => {
    const answer = await call('POST /v1/routes', {
      name: 'R',
      ...(typeof body === 'function' ? body() : body),
    });
    expect(answer.body).toMatchObject({ code, field });
  });

  it('take a new order as a whole or not at all', async () => {
    for (const name of ['satu', 'dua', 'tiga'])
      await call('POST /v1/routes', { name, to: { channels: [spare] } });
    const [one, two, three] = (await rules()).items.map(({ id }) => id);
    const ordered = await call<RouteRules>('PUT /v1/routes/order', { ids: [three, one, two] });
    expect(ordered.body.items.map(({ name, position }) => [name, position])).toEqual([
      ['tiga', 1],
      ['satu', 2],
      ['dua', 3],
    ]);
    for (const ids of [
      [one, two],
      [one, two, two],
      [one, two, three, 'rut_0'],
    ])
      expect((await call('PUT /v1/routes/order', { ids })).body).toMatchObject({
        code: 'routing.route_order_incomplete',
      });
    expect((await rules()).items.map(({ name }) => name)).toEqual(['tiga', 'satu', 'dua']);
    await clear();
  });

  it('are fifty at most', async () => {
    await app.rows(
      `insert into routing.route (workspace_id, position, name, strategy, channels)
       select $1, n, 'R' || n, 'ordered', array[gen_random_uuid()] from generate_series(1, 50) n`,
      [app.a.id],
    );
    const full = await call('POST /v1/routes', { name: 'R51', to: { channels: [spare] } });
    expect([full.status, full.body['code']]).toEqual([409, 'routing.routes_full']);
    await clear();
  });

  it('belong to one workspace, by the database too', async () => {
    const { body } = await call('POST /v1/routes', { name: 'Milik A', to: { channels: [spare] } });
    const other = app.b.key;
    expect((await call<RouteRules>('GET /v1/routes', undefined, other)).body.items).toEqual([]);
    expect((await call(`PATCH /v1/routes/${String(body['id'])}`, { name: 'x' }, other)).status).toBe(404);
    expect((await call(`DELETE /v1/routes/${String(body['id'])}`, undefined, other)).status).toBe(404);
    const forced = await app.rows(
      `select relname from pg_class where relname in ('route', 'route_default') and relrowsecurity and relforcerowsecurity`,
    );
    expect(forced).toHaveLength(2);
    await clear();
  });

  it('leave their trace in the audit trail', async () => {
    const { body } = await call('POST /v1/routes', { name: 'Jejak', to: { channels: [spare] } });
    await call(`PATCH /v1/routes/${String(body['id'])}`, { name: 'Jejak dua' });
    await call('PUT /v1/routes/order', { ids: [body['id']] });
    await call('PUT /v1/routes/default', { fallback: false });
    await clear();
    const wanted = [
      'route.created',
      'route.changed',
      'route.reordered',
      'route.default_changed',
      'route.deleted',
    ];
    await eventually('all of it is in the trail', async () => {
      const rows = await app.rows<{ action: string }>(
        `select action from governance.audit_entry where workspace_id = $1`,
        [app.a.id],
      );
      const actions = new Set(rows.map(({ action }) => action));
      return wanted.every((action) => actions.has(action));
    });
  });
});

describe('a message', () => {
  it('takes the channel that its route says, at once', async () => {
    const send = async () =>
      (await call('POST /v1/messages', { to: '081234567890', text: 'Halo' })).body['channel'];
    expect(await send()).toBe(app.a.channel);
    await call('POST /v1/routes', { name: 'OTP', when: { classes: ['otp'] }, to: { channels: [spare] } });
    expect(await send()).toBe(app.a.channel);
    await call('POST /v1/routes', { name: 'Semua', to: { channels: [spare] } });
    expect(await send()).toBe(spare);
    const { body } = await explain({ class: 'otp' });
    expect(body).toMatchObject({
      to: '+6281234567890',
      operator: 'telkomsel',
      channel: { id: spare, name: 'Cadangan', price: { amount: 42_000, currency: 'IDR' } },
      sender: { address: 'TOKOBUNGA' },
      fallbacks: [],
      reason: { by: 'route', route: { name: 'OTP' }, matched: ['class'] },
      policy: { missingReceiptSeconds: null, resendUnknown: true },
    });
    await clear();
  });

  it('is explained in both languages where a channel was passed over', async () => {
    await call('POST /v1/routes', { name: 'R', to: { channels: [real, spare, app.a.channel] } });
    const { body } = await explain({});
    expect(body.channel.name).toBe('Cadangan');
    expect(body.fallbacks.map(({ name }) => name)).toEqual(['Ponsel virtual']);
    expect(body.skipped).toEqual([
      {
        channel: { id: real, name: 'SMSC' },
        why: 'disabled',
        words: { id: 'dimatikan', en: 'switched off' },
      },
    ]);
    await clear();
  });

  it('avoids a channel whose breaker is open, and the screens see why', async () => {
    await call('POST /v1/routes', { name: 'R', to: { channels: [app.a.channel, spare] } });
    const { findOpen } = app.runtime.routeDeps.messages;
    const channelId = uuidOfPublicId('chn', app.a.channel) ?? '';
    const open = await eventually('the channel is open', async () => findOpen(channelId));
    for (let at = 0; at < 10; at++) open.breaker.answered(open.breaker.submitted(), 'fails');
    await eventually('its health is stored', async () => {
      const { body } = await call<{ health: { code?: string; state: string } }>(
        `GET /v1/channels/${app.a.channel}`,
      );
      return body.health.code === BREAKER_OPEN && body.health.state === 'down';
    });
    const { body } = await explain({});
    expect(body.channel.name).toBe('Cadangan');
    expect(body.skipped).toMatchObject([{ channel: { id: app.a.channel }, why: 'breaker_open' }]);
    expect(body.fallbacks.map(({ id }) => id)).toEqual([app.a.channel]);
    await clear();
  });

  it('is refused as it would be when it is sent', async () => {
    expect((await explain({ to: 'bukan nomor' })).body).toMatchObject({
      code: 'routing.recipient_invalid',
      field: 'to',
    });
    expect((await explain({ from: 'ASING' })).body).toMatchObject({ code: 'routing.sender_unknown' });
    expect((await explain({ channel: real })).body).toMatchObject({ code: 'routing.channel_disabled' });
    const { key } = await app.keyOf(app.a, ['channels:read'], { mode: 'test' });
    expect((await explain({}, key)).status).toBe(200);
  });

  it('has other channels as fallbacks once the workspace says so', async () => {
    expect((await explain({})).body.fallbacks).toEqual([]);
    await call('PUT /v1/routes/default', { fallback: true });
    expect((await rules()).otherwise).toEqual({ fallback: true });
    expect((await explain({})).body.fallbacks).toHaveLength(1);
    await call('PUT /v1/routes/default', { fallback: false });
  });
});
