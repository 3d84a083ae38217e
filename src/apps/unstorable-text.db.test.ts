/** U+0000 and half surrogate pairs in every text of every request: refused by the name of its field, and nothing changed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, PUBLIC_URL, startApp, type TestMember } from '../../testing/app-kit.ts';
import { OPERATIONS, type Sample } from '../../testing/operations.ts';
import { type OwnIds, ownIdsOf } from '../../testing/own-ids.ts';
import type { Route } from '../platform/http-server/route.ts';

let app: AppKit;
let owner: TestMember;
let ids: OwnIds;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
  owner = await app.memberOf(app.a, 'owner');
  ids = await ownIdsOf(app, app.a, { userId: owner.userId, optedOut: '+6281200000001' });
});
afterAll(() => app?.close());

type Place = readonly (string | number)[];

/** Ways to every text in a value. */
function textsIn(value: unknown, way: Place = []): Place[] {
  if (typeof value === 'string') return [way];
  if (typeof value !== 'object' || value === null) return [];
  const steps: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return steps.flatMap(([step, one]) => textsIn(one, [...way, step]));
}

function spoil(value: unknown, [step, ...rest]: Place, by: string): unknown {
  if (step === undefined) return `${String(value)}${by}`;
  if (Array.isArray(value)) return value.map((one, i) => (i === step ? spoil(one, rest, by) : one));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([name, one]) => [name, name === step ? spoil(one, rest, by) : one]));
}

const nameOf = (way: Place): string =>
  way.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');

function urlOf({ spec }: Route, sample: Sample): string {
  const path = spec.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(sample.path?.[name] ?? ''),
  );
  const query = new URLSearchParams(sample.query).toString();
  return `${spec.method} ${path}${query === '' ? '' : `?${query}`}`;
}

async function send(route: Route, sample: Sample) {
  const { permission } = route.spec;
  const by =
    permission === 'self' ? { cookie: owner.cookie, headers: { origin: PUBLIC_URL } } : { key: app.a.key };
  return app.request(urlOf(route, sample), {
    ...by,
    ...(sample.body === undefined ? {} : { body: sample.body }),
  });
}

it('is refused in each field of each body', async () => {
  let asked = 0;
  for (const route of app.routes) {
    const sample = OPERATIONS[route.spec.operation]?.sample(ids);
    if (sample?.body === undefined || route.spec.body === undefined || route.spec.dialect !== undefined)
      continue;
    for (const way of textsIn(sample.body)) {
      for (const by of ['\ud83d', '\0']) {
        const { status, body } = await send(route, { ...sample, body: spoil(sample.body, way, by) });
        const what = `${route.spec.operation} ${nameOf(way)} ${JSON.stringify(by)}: ${status} ${JSON.stringify(body)}`;
        if (status === 429) continue;
        asked += 1;
        expect(status, what).toBe(422);
        expect(String(body['field']), what).toContain(nameOf(way));
      }
    }
  }
  expect(asked).toBeGreaterThan(150);
});

it('is refused in addresses of requests', async () => {
  for (const route of app.routes) {
    const entry = OPERATIONS[route.spec.operation];
    const sample = entry?.sample(ids);
    if (sample === undefined || entry?.streams === true) continue;
    for (const part of ['path', 'query'] as const)
      for (const way of textsIn(sample[part] ?? {})) {
        const spoiled = { ...sample, [part]: spoil(sample[part], way, '\0') };
        const { status, body } = await send(route, spoiled);
        const what = `${route.spec.operation} ${part}.${nameOf(way)}: ${status} ${JSON.stringify(body)}`;
        expect([401, 404, 422, 429], what).toContain(status);
      }
  }
});

it.each(['/v1/messages/%ED%A0%80', '/v1/messages/%', '/%ff'])(
  'an address that is no UTF-8 leads nowhere, and says so as everything does: %s',
  async (path) => {
    const answer = await app.server.inject({ method: 'GET', url: path });
    expect(answer.statusCode, answer.body).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'request.not_found' });
  },
);

it('is refused in rich content, variables, names of fields and one of many messages, as what it is', async () => {
  const cases: [string, unknown, string][] = [
    [
      '/v1/messages',
      { content: { type: 'location', latitude: 1, longitude: 2, name: 'Toko\ud83d' } },
      'content.name',
    ],
    ['/v1/messages', { template: { id: 'otp', variables: { nama: '\ud83d' } } }, 'template.variables.nama'],
    ['/v1/messages', { text: 'Halo', metadata: { 'a\ud83d': 'x' } }, 'metadata.a\ud83d'],
    ['/v1/contacts', { fields: { kota: 'Bogor\udc00' } }, 'fields.kota'],
    ['/v1/contacts', { fields: { 'kota\udc00': 'Bogor' } }, 'fields.kota\ufffd'],
    ['/v1/contact-tags', { name: 'VIP\ud83d' }, 'name'],
    ['/v1/contacts/exports', { format: 'csv', q: 'Rina\ud83d' }, 'q'],
    [
      '/v1/templates',
      { name: 'Uji', design: { category: 'utility', languages: { id: { body: 'Halo \ud83d' } } } },
      'design.languages.id.body',
    ],
  ];
  for (const [path, body, field] of cases) {
    const whole = path === '/v1/messages' ? { to: '081234567890', ...(body as object) } : body;
    const answer = await app.request(`POST ${path}`, { key: app.a.key, body: whole });
    expect(answer, `${path} ${field}`).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', field },
    });
  }
  const location = (name: string) => ({
    to: '081234567890',
    content: { type: 'location', latitude: 1, longitude: 2, name },
  });
  const batch = await app.request<{ results: Record<string, unknown>[] }>('POST /v1/messages', {
    key: app.a.key,
    body: [location('Toko'), location('Toko\ud83d')],
  });
  expect(batch.status).toBe(202);
  expect(JSON.stringify(batch.body)).toContain('content.name');
});
