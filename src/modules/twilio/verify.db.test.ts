/** Verify v2 by the official `twilio` package, unmodified: services, rate limits with their buckets, language and app hash. */
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import type { CreatedTwilioAccount } from './contract.ts';

type Client = ReturnType<typeof twilio>;
type Service = ReturnType<Client['verify']['v2']['services']>;

let app: AppKit;
let url: string;
let client: Client;
let service: Service;
let serviceSid: string;
let serial = 0;
/** Numbers far from each other, so that the guard sees customers and no attack. */
const freshNumber = (): string =>
  `+62${[811, 812, 813, 821, 852, 857, 878, 896][serial % 8]}${10_000_000 + ((serial++ * 7_654_321) % 89_999_999)}`;

async function refusalOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof twilio.RestException)) throw new Error(`no refusal: ${String(error)}`);
  return { status: error.status, code: error.code, message: error.message };
}
async function textTo(phone: string): Promise<string> {
  return eventually('the text is on the phone', async () => {
    const path = `GET /v1/phone/threads/${encodeURIComponent(phone)}`;
    const { body } = await app.request<{ items: { text: string }[] }>(path, { key: app.a.key });
    return body.items.at(-1)?.text;
  });
}
const start = (more: object = {}) =>
  service.verifications.create({ to: freshNumber(), channel: 'sms', ...more });
/** Lets time pass for what was counted: slots are sixtieths of the interval. */
const ageUses = (seconds: number) =>
  app.rows('update verify.rate_use set slot = slot - ceil($1::float8 * 60 / interval_seconds)::bigint', [
    seconds,
  ]);

beforeAll(async () => {
  app = await startApp();
  url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  const { body: account } = await app.request<CreatedTwilioAccount>('POST /v1/twilio/accounts', {
    key: app.a.key,
    body: { name: 'Toko daring' },
  });
  client = twilio(account.accountSid, account.authToken);
  client.verify.baseUrl = url;
});
beforeEach(async () => {
  serviceSid = (await client.verify.v2.services.create({ friendlyName: 'Toko Melati' })).sid;
  service = client.verify.v2.services(serviceSid);
});
afterAll(() => app?.close());

describe('services', () => {
  it('are renamed, and their codes made longer; what has no effect here is taken as by create', async () => {
    const changed = await service.update({
      friendlyName: 'Toko Kenanga',
      codeLength: 8,
      lookupEnabled: true,
      'totp.issuer': 'Toko',
    });
    expect(changed).toMatchObject({
      sid: serviceSid,
      friendlyName: 'Toko Kenanga',
      codeLength: 8,
      lookupEnabled: false,
    });
    expect(await service.fetch()).toMatchObject({ friendlyName: 'Toko Kenanga', codeLength: 8 });
    const { to } = await start();
    expect(await textTo(to)).toMatch(/^Toko Kenanga: \d{8} kode masuk Anda/);
    expect(await service.update()).toMatchObject({ friendlyName: 'Toko Kenanga', codeLength: 8 });
  });

  it('refuse what they cannot be', async () => {
    expect(await refusalOf(service.update({ codeLength: 3 }))).toMatchObject({ status: 400, code: 20001 });
    const unknown = client.verify.v2.services(`VA${'0'.repeat(32)}`);
    expect(await refusalOf(unknown.update({ friendlyName: 'Siapa' }))).toMatchObject({
      status: 404,
      code: 20404,
    });
  });
});

describe('rate limits', () => {
  it('are created, fetched by SID or name, listed, described and removed', async () => {
    const made = await service.rateLimits.create({ uniqueName: 'end_user.ip', description: 'Alamat' });
    expect(made).toMatchObject({
      sid: expect.stringMatching(/^RK[0-9a-f]{32}$/),
      serviceSid,
      accountSid: client.accountSid,
      uniqueName: 'end_user.ip',
      description: 'Alamat',
      dateCreated: expect.any(Date),
      url: `http://127.0.0.1:8080/v2/Services/${serviceSid}/RateLimits/${made.sid}`,
      links: { buckets: expect.stringMatching(/\/Buckets$/) },
    });
    expect(await service.rateLimits('end_user.ip').fetch()).toMatchObject({ sid: made.sid });
    expect(await service.rateLimits(made.sid).update({ description: 'Alamat IP' })).toMatchObject({
      description: 'Alamat IP',
    });
    await service.rateLimits.create({ uniqueName: 'sesi' });
    const names = (await service.rateLimits.list({ pageSize: 1 })).map(({ uniqueName }) => uniqueName);
    expect(names).toEqual(['end_user.ip', 'sesi']);
    expect(await service.rateLimits(made.sid).remove()).toBe(true);
    expect(await refusalOf(service.rateLimits(made.sid).fetch())).toMatchObject({ status: 404, code: 20404 });
  });

  it('have buckets, each of its own interval', async () => {
    const limit = await service.rateLimits.create({ uniqueName: 'sesi' });
    const { buckets } = service.rateLimits(limit.sid);
    const made = await buckets.create({ max: 5, interval: 600 });
    expect(made).toMatchObject({
      sid: expect.stringMatching(/^BL[0-9a-f]{32}$/),
      rateLimitSid: limit.sid,
      serviceSid,
      max: 5,
      interval: 600,
      dateUpdated: expect.any(Date),
    });
    await buckets.create({ max: 2, interval: 60 });
    expect((await buckets.list()).map(({ interval }) => interval)).toEqual([60, 600]);
    const own = service.rateLimits(limit.sid);
    expect(await own.buckets(made.sid).update({ max: 7 })).toMatchObject({ max: 7, interval: 600 });
    expect(await refusalOf(own.buckets(made.sid).update({ interval: 60 }))).toMatchObject({ code: 60211 });
    expect(await own.buckets(made.sid).fetch()).toMatchObject({ max: 7, interval: 600 });
    expect(await own.buckets(made.sid).remove()).toBe(true);
    expect(await refusalOf(own.buckets(made.sid).fetch())).toMatchObject({ status: 404, code: 20404 });
  });

  it('refuse with the numbers of Twilio', async () => {
    const limit = await service.rateLimits.create({ uniqueName: 'sesi' });
    const { buckets } = service.rateLimits(limit.sid);
    await buckets.create({ max: 1, interval: 60 });
    const refusals: readonly (readonly [() => Promise<unknown>, number])[] = [
      [() => service.rateLimits.create({ uniqueName: 'sesi' }), 60208],
      [() => service.rateLimits.create({ uniqueName: 'dua kata' }), 60209],
      [() => buckets.create({ max: 2, interval: 60 }), 60211],
      [() => buckets.create({ max: 0, interval: 90 }), 20001],
      [() => start({ rateLimits: { tiada: 'x' } }), 60200],
      [() => start({ rateLimits: 'tidak' }), 60200],
    ];
    for (const [ask, code] of refusals) expect(await refusalOf(ask())).toMatchObject({ status: 400, code });
    for (let more = 0; more < 9; more++) await buckets.create({ max: 1, interval: 100 + more });
    expect(await refusalOf(buckets.create({ max: 1, interval: 200 }))).toMatchObject({
      status: 400,
      code: 60210,
    });
  });

  it('stop the value that has had its codes, no other, and not after the interval', async () => {
    const limit = await service.rateLimits.create({ uniqueName: 'alamat' });
    await service.rateLimits(limit.sid).buckets.create({ max: 2, interval: 60 });
    const from = (alamat: unknown) => start({ rateLimits: { alamat } });
    expect((await from('203.0.113.7')).status).toBe('pending');
    expect((await from('203.0.113.7')).status).toBe('pending');
    expect(await refusalOf(from('203.0.113.7'))).toMatchObject({
      status: 429,
      code: 20429,
      message: expect.stringContaining('alamat: 2 within 60 seconds.'),
    });
    expect((await from('203.0.113.8')).status).toBe('pending');
    expect((await from(42)).status).toBe('pending');
    expect((await start()).status).toBe('pending');
    await ageUses(61);
    expect((await from('203.0.113.7')).status).toBe('pending');
  });
});

describe('a text', () => {
  it.each([
    ['en', /^Toko Melati: \d{6} is your code, valid 5 min\. DO NOT SHARE it with anyone\.$/],
    ['en-GB', /is your code/],
    ['id', /^Toko Melati: \d{6} kode masuk Anda, berlaku 5 menit\. JANGAN BAGIKAN ke siapa pun\.$/],
    ['zh-HK', /kode masuk Anda/],
  ])('is in the language that Locale %s asks for, or in the service’s', async (locale, text) => {
    const { to } = await start({ locale });
    expect(await textTo(to)).toMatch(text);
  });

  it('carries the app hash on a line of its own', async () => {
    const { to } = await start({ appHash: 'He42w354ol9' });
    expect((await textTo(to)).split('\n')).toEqual([expect.stringContaining('kode masuk'), 'He42w354ol9']);
    expect(await refusalOf(start({ appHash: 'pendek' }))).toMatchObject({ status: 400, code: 60200 });
  });
});
