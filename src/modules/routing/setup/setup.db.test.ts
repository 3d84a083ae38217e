/** The set-up of a channel at its provider, over HTTP: checks, actions, and who may not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import { AGENT_ID, rcsSettingsFor, startAgent } from '../../../../testing/rbm-kit.ts';
import type { RbmSimulator } from '../../../../testing/simulators/rbm/index.ts';

let app: AppKit;
let rbm: RbmSimulator;
let rcs = '';

beforeAll(async () => {
  rbm = await startAgent();
  app = await startApp();
  const { status, body } = await app.request('POST /v1/channels', {
    key: app.a.key,
    body: { type: 'rcs-google', name: 'RCS', settings: rcsSettingsFor(rbm) },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  rcs = String(body['id']);
});
afterAll(async () => {
  await app?.close();
  await rbm?.close();
});

interface Checks {
  readonly items: readonly { readonly code: string; readonly state: string; readonly action?: string }[];
}

const checks = (channel = rcs, key = app.a.key) =>
  app.request<Checks & { code: string }>(`GET /v1/channels/${channel}/checks`, { key });
const act = (action: string, input: object, key = app.a.key) =>
  app.request(`POST /v1/channels/${rcs}/actions/${action}`, { key, body: { input } });

describe('the set-up of a channel', () => {
  it('is looked up at the provider', async () => {
    await eventually('an open channel', async () => (await checks()).status === 200, 15_000);
    const { body } = await checks();
    expect(Object.fromEntries(body.items.map(({ code, state }) => [code, state]))).toEqual({
      credentials: 'ok',
      agent: 'ok',
      webhook_verified: 'unknown',
      'launch:telkomsel-indonesia': 'ok',
    });
  });

  it('has things done there, which the audit trail keeps without what was typed in', async () => {
    expect((await act('invite_tester', { phone: '+628111234567' })).status).toBe(204);
    expect(rbm.agent(AGENT_ID).testers.get('+628111234567')).toBe('PENDING');
    const audited = await eventually('the audit entry', async () => {
      const { body } = await app.request('GET /v1/audit', { key: app.a.key });
      const printed = JSON.stringify(body);
      return printed.includes('channel.action_performed') ? printed : undefined;
    });
    expect(audited).not.toContain('+628111234567');
  });

  it('says what was wrong with the input, and knows its own actions only', async () => {
    expect(await act('invite_tester', { phone: '0811' })).toMatchObject({
      status: 422,
      body: { code: 'routing.action_refused', field: 'input.phone' },
    });
    expect(await act('launch_rocket', {})).toMatchObject({
      status: 404,
      body: { code: 'routing.action_not_found' },
    });
  });

  it('is nobody else’s to see, and of a channel that is off there is nothing to see', async () => {
    expect((await checks(rcs, app.b.key)).body.code).toBe('routing.channel_not_found');
    expect((await checks(app.a.channel)).body).toEqual({ items: [] });
    await app.request(`PATCH /v1/channels/${rcs}`, { key: app.a.key, body: { enabled: false } });
    expect((await checks()).body.code).toBe('routing.channel_disabled');
  });
});
