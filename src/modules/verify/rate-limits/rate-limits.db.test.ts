/** Rate limits that companies set themselves: nobody gets past one, on two nodes either, and nobody waits longer than it says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, type AppProcess, eventually, startApp } from '../../../../testing/app-kit.ts';
import { createLogger } from '../../../platform/log.ts';
import type { RateLimit, Service } from '../contract.ts';
import { purgeOldVerifications } from '../maintain.ts';
import { countRateLimits } from './count-uses.ts';

let app: AppKit;
let other: AppProcess;
let service: Service;
let path: string;
let serial = 0;
const freshNumber = (): string =>
  `+62${[811, 812, 813, 821, 852, 857, 878, 896][serial % 8]}${10_000_000 + ((serial++ * 7_654_321) % 89_999_999)}`;

const post = <Body = Record<string, unknown>>(at: string, body: unknown, by: AppProcess = app) =>
  by.request<Body>(`POST ${at}`, { key: app.a.key, body });
const start = (rateLimits: object, more: object = {}) =>
  post('/v1/verifications', { service: service.id, to: freshNumber(), rateLimits, ...more });
async function createLimit(name: string, ...buckets: readonly (readonly [number, number])[]) {
  const made = await post<RateLimit>(path, {
    name,
    buckets: buckets.map(([max, intervalSeconds]) => ({ max, intervalSeconds })),
  });
  expect(made.status).toBe(201);
  return made.body;
}
/** Lets time pass for what was counted: slots are sixtieths of the interval. */
const ageUses = (seconds: number) =>
  app.rows(
    `update verify.rate_use set slot = slot - ceil($1::float8 * 60 / interval_seconds)::bigint,
       over_at = over_at - make_interval(secs => $1)`,
    [seconds],
  );
const workspaceDeps = () => app.runtime.routeDeps.verify;
const uuidOfService = async (): Promise<string> =>
  (await workspaceDeps().services.require(app.a.id, service.id)).uuid;

beforeAll(async () => {
  app = await startApp();
  other = await app.startAnother({ sends: false });
  const made = await post<Service>('/v1/verify/services', { name: 'Masuk', brand: 'Toko Bunga' });
  service = made.body;
  path = `/v1/verify/services/${service.id}/rate-limits`;
});
afterAll(() => app?.close());

describe('rate limits of a service', () => {
  it('are made, listed, told to the audit trail and deleted by id or name', async () => {
    const made = await createLimit('sesi', [5, 3_600], [2, 60]);
    expect(made).toMatchObject({
      id: expect.stringMatching(/^vrl_/),
      description: null,
      buckets: [
        { id: expect.stringMatching(/^vrb_/), max: 2, intervalSeconds: 60 },
        { max: 5, intervalSeconds: 3_600 },
      ],
    });
    const list = () => app.request<{ items: RateLimit[] }>(`GET ${path}`, { key: app.a.key });
    expect((await list()).body.items).toEqual([made]);
    expect(await post(path, { name: 'sesi' })).toMatchObject({
      status: 409,
      body: { code: 'verify.rate_limit_exists' },
    });
    expect(await app.request(`DELETE ${path}/sesi`, { key: app.a.key })).toMatchObject({ status: 204 });
    expect(await app.request(`DELETE ${path}/${made.id}`, { key: app.a.key })).toMatchObject({
      status: 404,
      body: { code: 'verify.rate_limit_not_found' },
    });
    expect((await list()).body.items).toEqual([]);
    const trail = async () =>
      (
        await app.request<{ items: { action: string }[] }>('GET /v1/audit', { key: app.a.key })
      ).body.items.map(({ action }) => action);
    await eventually('the audit trail tells of it', async () => {
      const told = await trail();
      return ['created', 'deleted'].every((what) => told.includes(`verify_rate_limit.${what}`)) || undefined;
    });
  });

  it('are changed without losing what an interval has counted', async () => {
    const made = await createLimit('perangkat', [2, 600], [9, 86_400]);
    const patch = (body: object, by = app.a.key) =>
      app.request<RateLimit>(`PATCH ${path}/perangkat`, { key: by, body });
    for (const status of [201, 201, 429]) expect((await start({ perangkat: 'a' })).status).toBe(status);
    const changed = await patch({
      description: 'Satu ponsel',
      buckets: [
        { max: 3, intervalSeconds: 600 },
        { max: 50, intervalSeconds: 3_600 },
      ],
    });
    expect(changed.body).toMatchObject({
      id: made.id,
      description: 'Satu ponsel',
      buckets: [
        { id: made.buckets[0]?.id, max: 3, intervalSeconds: 600 },
        { max: 50, intervalSeconds: 3_600 },
      ],
    });
    for (const status of [201, 429]) expect((await start({ perangkat: 'a' })).status).toBe(status);
    expect((await patch({})).body).toEqual(changed.body);
    expect((await patch({ buckets: [] })).body).toMatchObject({ description: 'Satu ponsel', buckets: [] });
    expect((await start({ perangkat: 'a' })).status).toBe(201);
    expect((await patch({ buckets: [1, 2].map((max) => ({ max, intervalSeconds: 60 })) })).status).toBe(422);
    expect((await patch({ description: 'x' }, app.b.key)).status).toBe(404);
    expect(await app.request(`DELETE ${path}/perangkat`, { key: app.a.key })).toMatchObject({ status: 204 });
  });

  it.each([
    ['a name with a space', { name: 'alamat ip' }],
    ['an interval of nothing', { name: 'x', buckets: [{ max: 1, intervalSeconds: 0 }] }],
    ['an interval twice', { name: 'x', buckets: [1, 2].map((max) => ({ max, intervalSeconds: 60 })) }],
  ])('refuse %s', async (_what, body) => {
    expect((await post(path, body)).status).toBe(422);
  });

  it('are twenty at most', async () => {
    const full = await post<Service>('/v1/verify/services', { name: 'Penuh', brand: 'Toko Bunga' });
    const at = `/v1/verify/services/${full.body.id}/rate-limits`;
    for (let nth = 0; nth < 20; nth++) expect((await post(at, { name: `batas${nth}` })).status).toBe(201);
    expect(await post(at, { name: 'lagi' })).toMatchObject({
      status: 422,
      body: { code: 'verify.rate_limits_full' },
    });
  });

  it('are those of the own workspace only', async () => {
    const body = { name: 'asing' };
    expect(await app.request(`POST ${path}`, { key: app.b.key, body })).toMatchObject({ status: 404 });
  });
});

describe('a wish for a code', () => {
  it('is counted by value, refused past the limit, and free again after the interval', async () => {
    await createLimit('alamat', [2, 600]);
    expect((await start({ alamat: '203.0.113.7' })).status).toBe(201);
    expect((await start({ alamat: '203.0.113.7' })).status).toBe(201);
    const refused = await start({ alamat: '203.0.113.7' });
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'verify.rate_limit_reached', detail: 'alamat: 2 within 600 seconds.' },
    });
    const wait = Number(refused.headers['retry-after']);
    expect(wait).toBeGreaterThan(590);
    expect(wait).toBeLessThanOrEqual(610);
    expect((await start({ alamat: '203.0.113.8' })).status).toBe(201);
    await ageUses(580);
    expect((await start({ alamat: '203.0.113.7' })).status).toBe(429);
    await ageUses(wait - 580);
    expect((await start({ alamat: '203.0.113.7' })).status).toBe(201);
  });

  it('is counted nowhere where one of its limits has no room', async () => {
    await createLimit('akun', [1, 600]);
    await createLimit('negara', [2, 600]);
    expect((await start({ akun: 'a', negara: 'ID' })).status).toBe(201);
    for (let again = 0; again < 3; again++)
      expect((await start({ akun: 'a', negara: 'ID' })).status).toBe(429);
    expect((await start({ akun: 'b', negara: 'ID' })).status).toBe(201);
    expect((await start({ akun: 'c', negara: 'ID' })).status).toBe(429);
  });

  it('counts in every bucket of a limit, and a limit without one stops nothing', async () => {
    await createLimit('perangkat', [1, 60], [2, 600]);
    await createLimit('bebas');
    const wish = () => start({ perangkat: 'p', bebas: 'p' });
    expect((await wish()).status).toBe(201);
    expect((await wish()).status).toBe(429);
    await ageUses(62);
    expect((await wish()).status).toBe(201);
    await ageUses(62);
    expect((await wish()).body).toMatchObject({ detail: 'perangkat: 2 within 600 seconds.' });
  });

  it('names limits of the service, or is refused', async () => {
    expect(await start({ tiada: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'verify.rate_limit_unknown', detail: 'The service has no rate limit "tiada".' },
    });
  });

  it('counts when another code is asked for too', async () => {
    await createLimit('kirim', [1, 600]);
    const { body } = await start({ kirim: 'x' });
    expect(
      await post(`/v1/verifications/${String(body['id'])}/resend`, { rateLimits: { kirim: 'x' } }),
    ).toMatchObject({ status: 429, body: { code: 'verify.rate_limit_reached' } });
  });

  it('is refused beyond the limit also where two nodes are asked forty times at once', async () => {
    await createLimit('serentak', [7, 600], [30, 3_600]);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, nth) =>
        post(
          '/v1/verifications',
          { service: service.id, to: freshNumber(), rateLimits: { serentak: 's', bebas: 's' } },
          nth % 2 === 0 ? app : other,
        ),
      ),
    );
    const reached = answers.filter(({ body }) => body['code'] === 'verify.rate_limit_reached');
    expect(answers.length - reached.length).toBe(7);
    expect(answers.map(({ status }) => status).every((status) => status < 500)).toBe(true);
  });
});

describe('what was counted', () => {
  it('never lets more than the limit through within any interval, however the uses are spread', async () => {
    await createLimit('sebar', [5, 60]);
    const uuid = await uuidOfService();
    const taken: number[] = [];
    for (let now = 1_800_000_000_000; now < 1_800_000_000_000 + 240_000; now += 1_300) {
      const deps = { db: workspaceDeps().db, clock: { ...workspaceDeps().clock, now: () => now } };
      const counted = await countRateLimits(deps, app.a.id, uuid, { sebar: 's' }).then(
        () => true,
        () => false,
      );
      if (counted) taken.push(now);
    }
    const most = Math.max(
      ...taken.map((from) => taken.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBe(5);
    expect(taken.length).toBeGreaterThanOrEqual(15);
  });

  it('is a digest of the value, and forgotten a day after it is over', async () => {
    await createLimit('rahasia', [5, 600]);
    await start({ rahasia: 'rina@contoh.example' });
    const rows = await app.rows(`select * from verify.rate_use`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('rina');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('rina').toString('hex'));
    await app.rows(`update verify.rate_use set over_at = now() - interval '25 hours'`);
    await purgeOldVerifications({ db: app.ownerDb, log: createLogger('silent') });
    expect(await app.rows('select bucket_id from verify.rate_use')).toEqual([]);
  });
});
