/** Verification over HTTP: what it answers, and that S-11 to S-17 hold. Codes are read where a person reads them: on the virtual phone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import type { Service, Verification } from './contract.ts';

interface PhoneText {
  readonly text: string;
}

let app: AppKit;
let service: Service;
let serial = 0;
/** Numbers far from each other, so that the guard sees customers and no attack. */
const freshNumber = (): string =>
  `+62${[811, 812, 813, 821, 852, 857, 878, 896][serial % 8]}${10_000_000 + ((serial++ * 7_654_321) % 89_999_999)}`;

const post = <Body = Record<string, unknown>>(path: string, body: unknown, headers = {}) =>
  app.request<Body>(`POST ${path}`, { key: app.a.key, body, headers });
const start = (to: string, more: object = {}) =>
  post<Verification>('/v1/verifications', { service: service.id, to, ...more });
const check = (id: string, code: string) =>
  post<{ valid: boolean }>(`/v1/verifications/${id}/check`, { code });

async function createService(more: object = {}): Promise<Service> {
  const made = await post<Service>('/v1/verify/services', { name: 'Masuk', brand: 'Toko Bunga', ...more });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}
async function textsTo(phone: string): Promise<string[]> {
  const { body } = await app.request<{ items: PhoneText[] } | PhoneText[]>(
    `GET /v1/phone/threads/${encodeURIComponent(phone)}`,
    {
      key: app.a.key,
    },
  );
  return (Array.isArray(body) ? body : body.items).map(({ text }) => text);
}
async function codeTo(phone: string, nth = 0): Promise<string> {
  return eventually('the code', async () => /\b(\d{4,10})\b/.exec((await textsTo(phone))[nth] ?? '')?.[1]);
}
const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');
/** Lets time pass for what the database remembers of a number. */
const ageNumber = (phone: string, ms: number) =>
  app.rows(
    `update verify.number set sends = array(select unnest(sends) - $2::bigint), wrong_checks = array(select unnest(wrong_checks) - $2::bigint)
     where phone = $1`,
    [phone, ms],
  );

beforeAll(async () => {
  app = await startApp();
  service = await createService();
});
afterAll(() => app?.close());

describe('a verification', () => {
  it('sends a text with brand, purpose and warning, and accepts its code once', async () => {
    const to = freshNumber();
    const begun = await start(to);
    expect(begun).toMatchObject({
      status: 201,
      body: {
        status: 'pending',
        to,
        purpose: 'login',
        channel: 'sms',
        sends: 1,
        checksLeft: 5,
        message: expect.stringMatching(/^msg_/),
        sender: 'TOKOBUNGA',
      },
    });
    const code = await codeTo(to);
    expect(code).toMatch(/^\d{6}$/);
    expect(await textsTo(to)).toEqual([
      `Toko Bunga: ${code} kode masuk Anda, berlaku 5 menit. JANGAN BAGIKAN ke siapa pun.`,
    ]);
    expect(await check(begun.body.id, code)).toMatchObject({ status: 200, body: { valid: true } });
    expect((await check(begun.body.id, code)).body).toEqual({ valid: false });
    const { body } = await app.request<Verification>(`GET /v1/verifications/${begun.body.id}`, {
      key: app.a.key,
    });
    expect(body).toMatchObject({ status: 'approved', checksLeft: 0 });
    expect(JSON.stringify(body)).not.toContain(code);
  });

  it('is written in the language and for the app that the request names, without a label in the other language', async () => {
    const to = freshNumber();
    const { body } = await start(to, { locale: 'en', appHash: 'He42w354ol9' });
    const code = await codeTo(to);
    expect(await textsTo(to)).toEqual([
      `Toko Bunga: ${code} is your code, valid 5 min. DO NOT SHARE it with anyone.\nHe42w354ol9`,
    ]);
    expect((await check(body.id, code)).body).toEqual({ valid: true });
    expect(await start(freshNumber(), { appHash: 'pendek' })).toMatchObject({ status: 422 });
    expect(await start(freshNumber(), { locale: 'fr' })).toMatchObject({ status: 422 });
  });

  it('can be checked by number and service', async () => {
    const to = freshNumber();
    await start(to, { purpose: 'transaction' });
    const code = await codeTo(to);
    const by = (more: object) => post('/v1/verifications/check', { service: service.id, to, code, ...more });
    expect((await by({ purpose: 'login' })).body).toEqual({ valid: false });
    expect((await by({ purpose: 'transaction' })).body).toEqual({ valid: true });
  });

  it('is resent with another code, and canceled', async () => {
    const to = freshNumber();
    const { body } = await start(to);
    const first = await codeTo(to);
    expect((await post(`/v1/verifications/${body.id}/resend`, {})).status).toBe(429);
    await ageNumber(to, 61_000);
    expect(await post(`/v1/verifications/${body.id}/resend`, {})).toMatchObject({
      status: 201,
      body: { sends: 2 },
    });
    const second = await codeTo(to, 1);
    if (first !== second) expect((await check(body.id, first)).body).toEqual({ valid: false });
    expect(await post(`/v1/verifications/${body.id}/cancel`, {})).toMatchObject({
      body: { status: 'canceled' },
    });
    expect((await check(body.id, second)).body).toEqual({ valid: false });
    expect(await post(`/v1/verifications/${body.id}/resend`, {})).toMatchObject({
      status: 409,
      body: { code: 'verify.not_pending' },
    });
  });

  it.each([
    ['whatsapp', { channel: 'whatsapp' }, 'verify.channel_not_available'],
    ['email', { channel: 'email' }, 'verify.channel_not_available'],
    ['an unknown purpose', { purpose: 'nothing' }, 'verify.purpose_unknown'],
  ])('refuses %s clearly', async (_name, more, code) => {
    expect(await start(freshNumber(), more)).toMatchObject({ status: 422, body: { code } });
  });

  it('that the gate refuses is stored as not sent, with nobody waiting for a code', async () => {
    const sender = await post<{ id: string }>('/v1/senders', { address: 'TOKOLAMA' });
    const { id } = await createService({ sender: 'TOKOLAMA' });
    await app.request(`DELETE /v1/senders/${sender.body.id}`, { key: app.a.key });
    const to = freshNumber();
    // Another process hears of it within seconds; this one has forgotten its table at once.
    expect(await start(to, { service: id })).toMatchObject({
      status: 422,
      body: { code: 'routing.sender_unknown' },
    });
    const list = await app.request<{ items: Verification[] }>(
      `GET /v1/verifications?phone=${encodeURIComponent(to)}`,
      { key: app.a.key },
    );
    expect(list.body.items).toMatchObject([
      { status: 'not_sent', message: null, endedAt: expect.any(String), checksLeft: 0 },
    ]);
    expect(await textsTo(to)).toEqual([]);
    expect((await check(list.body.items[0]?.id ?? '', '000000')).body).toEqual({ valid: false });
  });

  it('carries the lines that fill the code in on Android and iOS', async () => {
    const filled = await createService({
      appHash: 'K8a/AINcGX7',
      autofillDomain: 'tokobunga.co.id',
      locale: 'en',
    });
    const to = freshNumber();
    await start(to, { service: filled.id });
    const code = await codeTo(to);
    const [text = ''] = await textsTo(to);
    expect(text.split('\n').slice(1)).toEqual(['K8a/AINcGX7', `@tokobunga.co.id #${code}`]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(140);
    expect(text).toContain('DO NOT SHARE');
  });

  it('refuses a service whose text operators would block', async () => {
    const purposes = [{ name: 'login', label: 'masuk bit.ly/x' }];
    expect(await post('/v1/verify/services', { name: 'x', brand: 'Toko', purposes })).toMatchObject({
      status: 422,
      body: { code: 'verify.text_refused' },
    });
  });
});

describe('S-11: a code', () => {
  it('is burned by five wrong ones', async () => {
    const to = freshNumber();
    const { body } = await start(to);
    const code = await codeTo(to);
    for (let i = 0; i < 5; i++) expect((await check(body.id, wrongFor(code))).body).toEqual({ valid: false });
    expect((await check(body.id, code)).body).toEqual({ valid: false });
    const after = await app.request<Verification>(`GET /v1/verifications/${body.id}`, { key: app.a.key });
    expect(after.body.status).toBe('burned');
  });

  it('dies when a new one is sent, and when its time is over', async () => {
    const to = freshNumber();
    const old = await start(to);
    const oldCode = await codeTo(to);
    await ageNumber(to, 61_000);
    const fresh = await start(to);
    const code = await codeTo(to, 1);
    expect((await check(old.body.id, oldCode)).body).toEqual({ valid: false });
    await app.rows(
      `update verify.verification set expires_at = now() - interval '1 second' where phone = $1`,
      [to],
    );
    expect((await check(fresh.body.id, code)).body).toEqual({ valid: false });
  });

  it('is good for its own workspace only', async () => {
    const to = freshNumber();
    const { body } = await start(to);
    const code = await codeTo(to);
    const foreign = await app.request(`POST /v1/verifications/${body.id}/check`, {
      key: app.b.key,
      body: { code },
    });
    expect(foreign.body).toEqual({ valid: false });
    expect((await check(body.id, code)).body).toEqual({ valid: true });
  });

  it('locks a number after ten wrong ones within an hour, over all its codes, and after a hundred in a row for good', async () => {
    const to = freshNumber();
    const first = await start(to);
    const wrong = wrongFor(await codeTo(to));
    for (let i = 0; i < 5; i++) await check(first.body.id, wrong);
    await ageNumber(to, 61_000);
    const second = await start(to);
    const code = await codeTo(to, 1);
    for (let i = 0; i < 4; i++) await check(second.body.id, wrongFor(code));
    const byNumber = await post('/v1/verifications/check', {
      service: service.id,
      to,
      code: wrongFor(code),
      purpose: 'register',
    });
    expect(byNumber.body).toEqual({ valid: false });
    expect(await check(second.body.id, code)).toMatchObject({
      status: 429,
      body: { code: 'verify.check_limit' },
    });
    await ageNumber(to, 3_600_000);
    expect((await check(second.body.id, code)).body).toEqual({ valid: true });
    await app.rows('update verify.number set consecutive_wrong = 100 where phone = $1', [to]);
    const third = await start(to);
    expect(third.status).toBe(201);
    const last = await codeTo(to, 2);
    expect(await check(third.body.id, last)).toMatchObject({ status: 429 });
    expect((await post('/v1/verify/numbers/unlock', { to })).status).toBe(204);
    expect((await check(third.body.id, last)).body).toEqual({ valid: true });
  });
});

describe('S-12: 200 checks of one right code at once', () => {
  it('are right once, on two nodes', async () => {
    const other = await app.startAnother({ sends: false });
    const to = freshNumber();
    const { body } = await start(to);
    const code = await codeTo(to);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        (i % 2 === 0 ? app : other).request<{ valid?: boolean }>(`POST /v1/verifications/${body.id}/check`, {
          key: app.a.key,
          body: { code },
        }),
      ),
    );
    expect(answers.filter((answer) => answer.body.valid === true)).toHaveLength(1);
  });

  it('and no code is in the database, hashed without a key or in clear', async () => {
    const to = freshNumber();
    await start(to);
    const code = await codeTo(to);
    const [row] = await app.rows<{ all: string; bytes: number }>(
      `select v::text as all, length(code_hash) as bytes from verify.verification v where phone = $1`,
      [to],
    );
    expect(row?.bytes).toBe(32);
    expect(row?.all).not.toContain(code);
  });
});

describe('S-13: a refusal', () => {
  it('says the same for unknown, expired, used, burned, canceled and wrong', async () => {
    const to = freshNumber();
    const { body } = await start(to);
    const code = await codeTo(to);
    const wrong = await check(body.id, wrongFor(code));
    await app.rows(
      `update verify.verification set expires_at = now() - interval '1 second' where phone = $1`,
      [to],
    );
    const expired = await check(body.id, code);
    const { publicIds } = app.runtime.routeDeps.messages;
    const unknown = await check(publicIds.encode('vrf', 4242n), code);
    const nonsense = await check('vrf_nonsense', code);
    for (const one of [wrong, expired, unknown, nonsense]) {
      expect(one.status).toBe(200);
      expect(one.body).toEqual({ valid: false });
      const { 'x-request-id': _id, date: _date, ...headers } = one.headers;
      const { 'x-request-id': _id2, date: _date2, ...first } = wrong.headers;
      expect(Object.keys(headers).sort()).toEqual(Object.keys(first).sort());
    }
  });
});

describe('S-14: codes that are asked for', () => {
  const reasonOf = (answer: { body: unknown }): string =>
    String((answer.body as { detail?: string }).detail).split(':')[0] ?? '';

  it('one a minute, five an hour, ten a day for a number, with Retry-After and the reason', async () => {
    const to = freshNumber();
    expect((await start(to)).status).toBe(201);
    const again = await start(to);
    expect(again).toMatchObject({ status: 429, body: { code: 'verify.send_limit' } });
    expect(reasonOf(again)).toBe('numberGapSeconds');
    expect(Number(again.headers['retry-after'])).toBeGreaterThan(50);
    for (let i = 0; i < 4; i++) {
      await ageNumber(to, 61_000);
      expect((await start(to)).status).toBe(201);
    }
    await ageNumber(to, 61_000);
    expect(reasonOf(await start(to))).toBe('numberHour');
    for (let i = 0; i < 5; i++) {
      await ageNumber(to, 3_600_000);
      expect((await start(to)).status).toBe(201);
    }
    await ageNumber(to, 3_600_000);
    expect(reasonOf(await start(to))).toBe('numberDay');
  });

  it('twenty an hour for an address; neighbours share a limit of their own', async () => {
    const tight = await createService({ limits: { subnetHour: 25 } });
    const from = (ip: string) => start(freshNumber(), { service: tight.id, ip });
    for (let i = 0; i < 20; i++) expect((await from('203.0.113.7')).status).toBe(201);
    expect(reasonOf(await from('203.0.113.7'))).toBe('ipHour');
    expect(reasonOf(await from('::ffff:203.0.113.7'))).toBe('ipHour');
    for (let i = 0; i < 5; i++) expect((await from(`203.0.113.${100 + i}`)).status).toBe(201);
    expect(reasonOf(await from('203.0.113.200'))).toBe('subnetHour');
    expect((await from('198.51.100.1')).status).toBe(201);
  });

  it('forged forwarding headers gain nothing', async () => {
    const direct = await createService({ clientIp: 'connection' });
    let sent = 0;
    for (let i = 0; i < 60; i++) {
      const forged = {
        'x-forwarded-for': `10.${i}.1.2, 198.51.${i}.3`,
        'x-real-ip': `192.0.2.${i}`,
        forwarded: `for=192.0.2.${i}`,
      };
      const answer = await post(
        '/v1/verifications',
        { service: direct.id, to: freshNumber(), ip: `192.0.2.${i}` },
        forged,
      );
      if (answer.status === 201) sent += 1;
      else expect(reasonOf(answer)).toBe('ipHour');
    }
    expect(sent).toBe(20);
  });

  it('prefix, workspace and spending have limits too', async () => {
    const few = async (limits: object) => {
      const one = await createService({ limits });
      const answer = await start(freshNumber(), { service: one.id });
      return reasonOf(answer);
    };
    expect(await few({ prefixHour: 1 })).toBe('prefixHour');
    expect(await few({ workspaceHour: 1 })).toBe('workspaceHour');
    expect(await few({ spendHour: 1 })).toBe('spendHour');
  });

  it('hold over two nodes at once', async () => {
    const other = await app.startAnother({ sends: false });
    const ip = '203.0.114.9';
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        (i % 2 === 0 ? app : other).request('POST /v1/verifications', {
          key: app.a.key,
          body: { service: service.id, to: freshNumber(), ip },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  });

  it('may be tightened for a number and not loosened', async () => {
    const limits = { numberHour: 50 };
    expect((await post('/v1/verify/services', { name: 'x', brand: 'Toko Bunga', limits })).status).toBe(422);
    expect((await createService({ limits: { numberHour: 2 } })).limits).toMatchObject({
      numberHour: 2,
      numberDay: 10,
    });
  });
});

describe('S-15: numbers that cost', () => {
  it.each([
    ['another country', '+14155552671', 'verify.country_not_allowed'],
    ['a satellite phone', '+881621234567', 'verify.country_not_allowed'],
    ['international premium', '+979123456789', 'verify.country_not_allowed'],
    ['Indonesian premium', '+628091234567', 'verify.recipient_invalid'],
    ['a land line', '+622150812345', 'verify.recipient_invalid'],
    ['toll-free', '+628001234567', 'verify.recipient_invalid'],
    ['nonsense', 'halo', 'verify.recipient_invalid'],
  ])('%s gets no code', async (_name, to, code) => {
    expect(await start(to)).toMatchObject({ status: 422, body: { code, field: 'to' } });
  });
});
