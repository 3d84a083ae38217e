import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGenuine } from './inbound/check-signature.ts';
import { parsePayload } from './inbound/payload.ts';
import { MOST_ITEMS, readEvents } from './inbound/read-events.ts';
import { readTime } from './inbound/read-time.ts';
import { parseAnswer, readOutcome } from './answer.ts';
import { infobip } from './presets/infobip.ts';
import { vonage } from './presets/vonage.ts';
import { scrub } from '../shared/scrub.ts';
import { lookUp, parseErrorTable, parseStatusTable } from './tables.ts';

const NOW = Date.UTC(2026, 10, 21, 3);
const clean = (words: string): string => words;
const context = { messageId: 'msg_1', now: NOW, clean };
const response = (status: number, body: string, headers: Record<string, string> = {}) =>
  ({ kind: 'response', status, headers, body: Buffer.from(body) }) as const;

describe('an answer', () => {
  const { answer } = vonage('https://rest.nexmo.com');

  it.each([
    [200, 'unknown', 'provider_error'],
    [301, 'permanent', 'provider_error'],
    [400, 'permanent', 'message_invalid'],
    [401, 'retryable', 'credentials_refused'],
    [403, 'retryable', 'credentials_refused'],
    [404, 'permanent', 'provider_error'],
    [408, 'unknown', 'timeout'],
    [429, 'retryable', 'throttled'],
    [500, 'unknown', 'provider_error'],
    [502, 'unknown', 'provider_error'],
    [503, 'retryable', 'provider_busy'],
    [504, 'unknown', 'provider_error'],
  ])('HTTP %i without words is %s %s', (status, kind, code) => {
    expect(readOutcome(response(status, ''), answer, context)).toMatchObject({ kind, code });
  });

  it.each([
    ['7', 7000],
    ['0', 0],
    ['999999', 3_600_000],
    [new Date(NOW + 30_000).toUTCString(), 30_000],
    [new Date(NOW - 30_000).toUTCString(), 0],
    ['soon', undefined],
  ])('asks to come back after %s', (header, wait) => {
    const outcome = readOutcome(response(429, '', { 'retry-after': header }), answer, context);
    expect(outcome).toHaveProperty('code', 'throttled');
    expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(wait);
  });

  it('of any bytes is an outcome, and accepted only with an id', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
        const outcome = readOutcome(response(status, body), answer, context);
        if (outcome.kind === 'accepted') expect(outcome.externalIds.length).toBeGreaterThan(0);
        else expect(outcome.detail.length).toBeGreaterThan(0);
      }),
    );
  });

  it('that was cut off is nothing, not half of something', () => {
    const whole = JSON.stringify({ messages: [{ status: '0', 'message-id': 'A' }] });
    for (let length = 0; length < whole.length; length++) {
      const outcome = readOutcome(response(200, whole.slice(0, length)), answer, context);
      expect(outcome.kind).toBe('unknown');
    }
    expect(parseAnswer(Buffer.from('1701|62811|id-1'))).toMatchObject({ fields: ['1701', '62811', 'id-1'] });
  });
});

describe('tables', () => {
  it('prefer the entry itself to the longest pattern, and that to a shorter one', () => {
    const table = parseStatusTable('A_* = failed\nA_B_* = expired\nA_B_C = delivered\n* = ignore');
    if ('badLine' in table) throw new Error('unreadable');
    expect(['A_B_C', 'a_b_x', 'A_x', 'zzz'].map((code) => lookUp(table, code))).toEqual([
      'delivered',
      'expired',
      'failed',
      'ignore',
    ]);
  });

  it.each(['15', '= throttled', '15 = nope', '15 = throttled maybe', '15 = throttled retryable now'])(
    'name the line of %j',
    (line) => {
      expect(parseErrorTable(`1 = throttled\n\n${line}`)).toEqual({ badLine: 3 });
    },
  );
});

describe('times', () => {
  it.each([
    ['2026-11-21T02:59:57.000+0000', '2026-11-21T02:59:57.000Z'],
    ['2026-11-21T09:59:57+07:00', '2026-11-21T02:59:57.999Z'],
    ['2026-11-21 02:58:00', '2026-11-21T02:58:00.999Z'],
    ['2026-11-21 02:58', '2026-11-21T02:58:59.999Z'],
    ['2026-11-21 03:00', '2026-11-21T03:00:00.000Z'],
    ['2611210259', '2026-11-21T02:59:59.999Z'],
    ['261121025901', '2026-11-21T02:59:01.999Z'],
    ['1795229940', '2026-11-21T02:59:00.999Z'],
    ['1795229940000', '2026-11-21T02:59:00.000Z'],
    ['Sat, 21 Nov 2026 02:59:00 +0000', '2026-11-21T02:59:00.999Z'],
  ])('%s', (text, iso) => {
    expect(readTime(text, NOW)?.toISOString()).toBe(iso);
  });

  it('that are none, or cannot be right, are left out', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const time = readTime(text, NOW)?.getTime();
        if (time !== undefined) expect(time).toBeLessThanOrEqual(NOW + 86_400_000);
      }),
    );
    expect(readTime('2031-01-01 00:00:00', NOW)).toBeUndefined();
    expect(readTime('1', NOW)).toBeUndefined();
  });
});

describe('a call', () => {
  const profile = infobip('https://x.api.infobip.com');
  it('of any bytes is read or refused', () => {
    const types = fc.constantFrom(
      undefined,
      'application/json',
      'application/x-www-form-urlencoded',
      'text/xml',
    );
    fc.assert(
      fc.property(types, fc.oneof(fc.string(), fc.json()), (type, body) => {
        const headers = { 'content-type': type };
        const payload = parsePayload({ method: 'POST', headers, query: {}, body: Buffer.from(body) });
        const read = readEvents(profile, payload, NOW, clean);
        expect(read?.events.every((event) => event.externalId.length > 0)).not.toBe(false);
      }),
    );
  });

  it('nested without end, or with more entries than anybody sends, is refused', () => {
    const body = Buffer.from(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    expect(parsePayload({ method: 'POST', headers: {}, query: {}, body })).toBeUndefined();
    const results = Array.from({ length: MOST_ITEMS + 1 }, () => ({}));
    expect(readEvents(profile, { results }, NOW, clean)).toBeUndefined();
  });

  it('tells messages without ids apart, and repetitions together', () => {
    const reading = { ...profile, inbound: { ...profile.inbound, id: undefined } } as typeof profile;
    const idOf = (item: object): string | undefined =>
      readEvents(reading, { results: [item] }, NOW, clean)?.events[0]?.externalId;
    const item = { from: '62811', text: 'YA', receivedAt: '2026-11-21T02:58:00Z' };
    expect(idOf(item)).toBe(idOf({ ...item }));
    expect(idOf(item)).not.toBe(idOf({ ...item, text: 'TIDAK' }));
    expect(idOf(item)).not.toBe(idOf({ ...item, receivedAt: '2026-11-21T02:59:00Z' }));
  });
});

describe('a gateway that cannot prove itself', () => {
  const request = { method: 'POST', headers: {}, query: {}, body: Buffer.from('x') };
  const none = { secret: '', signatureSecret: '' };
  it.each([
    { kind: 'secret_path' },
    { kind: 'token', where: 'header', name: 'x-token' },
    { kind: 'token', where: 'query', name: 'token' },
    { kind: 'hmac', hash: 'sha256', header: 'x-signature', encoding: 'hex', prefix: '' },
    { kind: 'twilio' },
  ] as const)('is refused, with nothing configured too: $kind', (rule) => {
    expect(isGenuine(rule, none, request)).toBe(false);
    const empty = {
      ...request,
      headers: { 'x-token': '', 'x-signature': '', 'x-twilio-signature': '' },
      query: { token: '' },
      url: 'https://a.example/',
    };
    expect(isGenuine(rule, none, empty)).toBe(false);
  });

  it('is believed with the token', () => {
    const secrets = { secret: '', signatureSecret: 'kunci' };
    const rule = { kind: 'token', where: 'query', name: 'token' } as const;
    expect(isGenuine(rule, secrets, { ...request, query: { token: 'kunci' } })).toBe(true);
    expect(isGenuine(rule, secrets, { ...request, query: { token: 'kuncI' } })).toBe(false);
  });
});

describe('words of a gateway', () => {
  it('lose secrets, numbers and quotations, whatever stands around them', () => {
    const text = 'Kode OTP Anda 493817, jangan bagikan kepada siapa pun';
    const unsayable = { secrets: ['s3cr3t/key+x='], text, addresses: ['+628111234567', '628111234567'] };
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(30), (before, after, from) => {
        const quoted = text.slice(from, from + 20);
        const words = `${before} ${quoted} s3cr3t/key+x= s3cr3t%2Fkey%2Bx%3D +628111234567 493817 ${after}`;
        const said = scrub(words, unsayable);
        for (const secret of ['s3cr3t', '628111234567', '493817', 'OTP Anda', 'jangan b']) {
          if (!`${before}${after}`.includes(secret)) expect(said).not.toContain(secret);
        }
        expect(said.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});
