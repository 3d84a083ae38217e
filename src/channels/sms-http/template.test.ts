import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../channel.ts';
import { parsePath, readPath, textAt } from './paths.ts';
import { infobip } from './presets/infobip.ts';
import { twilioStyle } from './presets/twilio-style.ts';
import { vonage } from './presets/vonage.ts';
import type { GatewayProfile } from './profile.ts';
import { profileOf } from './profile-of.ts';
import { buildRequest } from './request.ts';
import { httpSettings } from './settings.ts';
import { parseTemplate } from './template.ts';
import { valuesOf } from './values.ts';

const NOW = Date.UTC(2026, 10, 21);
const CREDENTIALS = { account: 'AC0123', secret: 'rahasia' };
const CALLBACK = 'https://titian.example/v1/channels/chn_x/callback/y';
/** Everything a person or a machine can put into a text, halves of surrogate pairs and line ends included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      '&',
      '=',
      '\r',
      '\n',
      '{{text}}',
      '}}',
      '%0d',
      '#',
      '?',
      '/',
      '..',
      '\u2028',
      '\ud800',
      'a',
    ),
  }),
);

const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

function requestOf(profile: GatewayProfile, message: Partial<OutgoingMessage>) {
  const whole: OutgoingMessage = {
    id: 'msg_1',
    to: '+628111234567',
    from: 'TOKO',
    text: 'Halo',
    class: 'otp',
    expiresAt: undefined,
    attempt: 1,
    ...message,
  };
  return buildRequest(profile, valuesOf(whole, profile.request, CREDENTIALS, CALLBACK, NOW));
}

const custom = (settings: Record<string, unknown>): GatewayProfile =>
  profileOf(
    httpSettings.parse({ preset: 'custom', url: 'https://api.example/send', body: '{}', ...settings }),
  );

describe('no text leaves its place', () => {
  it('in JSON: it comes out as the one text it was', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, from) => {
        const request = requestOf(infobip('https://x.api.infobip.com'), { text, from });
        const { messages } = JSON.parse(request?.body ?? '');
        expect(Object.keys(messages[0])).toEqual([
          'sender',
          'destinations',
          'content',
          'options',
          'webhooks',
        ]);
        expect(messages[0].content).toEqual({ text: wellFormed(text) });
        expect(messages[0].sender).toBe(wellFormed(from.replace(/^\+/, '')));
      }),
    );
  });

  it('in a form: the same names, and the text as it was', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, to) => {
        const request = requestOf(vonage('https://rest.nexmo.com'), { text, to });
        const fields = [...new URLSearchParams(request?.body)];
        expect(fields.map(([name]) => name)).toEqual([
          'api_key',
          'api_secret',
          'from',
          'to',
          'text',
          'type',
          'ttl',
          'client-ref',
          'status-report-req',
          'callback',
        ]);
        expect(new Map(fields).get('text')).toBe(wellFormed(text));
        expect(new Map(fields).get('to')).toBe(wellFormed(to.replace(/^\+/, '')));
      }),
    );
  });

  it('in a query and in a path: the same server, the same path, the same names', () => {
    const profile = custom({
      url: 'https://api.example/v1/{{from}}/send?fixed=1',
      method: 'GET',
      bodyKind: 'query',
      body: 'msg={{text}}\nto={{to}}',
    });
    fc.assert(
      fc.property(anyText, anyText, (text, from) => {
        const request = requestOf(profile, { text, from });
        if (request === undefined) {
          expect(from).toMatch(/^(\.|%2e){1,2}$/i);
          return;
        }
        const url = new URL(request.url);
        expect(url.origin).toBe('https://api.example');
        expect(url.hash).toBe('');
        expect(url.pathname.split('/')).toHaveLength(4);
        expect(url.pathname.startsWith('/v1/')).toBe(true);
        expect([...url.searchParams.keys()]).toEqual(['fixed', 'msg', 'to']);
        expect(url.searchParams.get('msg')).toBe(wellFormed(text));
        expect(request.body).toBeUndefined();
      }),
    );
  });

  it('in a header: one line of visible ASCII', () => {
    const profile = custom({ headers: 'X-Text: <{{text}}>\nAuthorization: Bearer {{secret}}' });
    fc.assert(
      fc.property(anyText, (text) => {
        const headers: Readonly<Record<string, string>> = requestOf(profile, { text })?.headers ?? {};
        expect(Object.keys(headers).sort()).toEqual(['authorization', 'content-type', 'x-text']);
        expect(headers['x-text']).toMatch(/^<[\x20-\x7e]*>$/);
        expect(new Headers(headers).get('authorization')).toBe('Bearer rahasia');
      }),
    );
  });

  it('refuses a sender that would climb out of the path', () => {
    const profile = custom({ url: 'https://api.example/v1/{{from}}/send' });
    expect(requestOf(profile, { from: '..' })).toBeUndefined();
    expect(requestOf(profile, { from: '.' })).toBeUndefined();
    expect(requestOf(profile, { from: '../x' })?.url).toBe('https://api.example/v1/..%2Fx/send');
  });

  it('a text that looks like a template is not filled a second time', () => {
    const { body } = requestOf(twilioStyle('https://api.twilio.com'), { text: '{{secret}} {{to}}' }) ?? {};
    expect(new URLSearchParams(body).get('Body')).toBe('{{secret}} {{to}}');
  });
});

describe('the validity period', () => {
  const validity = (seconds: number | undefined): unknown => {
    const expiresAt = seconds === undefined ? undefined : new Date(NOW + seconds * 1000);
    const { body } = requestOf(vonage('https://rest.nexmo.com'), { expiresAt }) ?? {};
    return new URLSearchParams(body).get('ttl');
  };
  it.each([
    [300, '300000'],
    [5, '20000'],
    [90 * 86_400, '604800000'],
    [undefined, '172800000'],
  ])('of %s seconds is said as %s', (seconds, said) => {
    expect(validity(seconds)).toBe(said);
  });
});

describe('a callback address', () => {
  it('that is longer than the gateway takes is left out', () => {
    const profile = vonage('https://rest.nexmo.com');
    const message = {
      id: 'm',
      to: '+62811',
      from: 'T',
      text: 'x',
      class: 'otp',
      expiresAt: undefined,
      attempt: 1,
    } as const;
    const body = (url: string | undefined) =>
      buildRequest(profile, valuesOf(message, profile.request, CREDENTIALS, url, NOW))?.body;
    expect(new URLSearchParams(body(`https://titian.example/${'x'.repeat(80)}`)).has('callback')).toBe(false);
    expect(new URLSearchParams(body(undefined)).has('callback')).toBe(false);
    expect(new URLSearchParams(body(CALLBACK)).get('callback')).toBe(CALLBACK);
  });
});

describe('paths', () => {
  it.each([
    ['status', ['status']],
    ['message-id', ['message-id']],
    ['messages[0].status.name', ['messages', 0, 'status', 'name']],
    ['[1].id', [1, 'id']],
  ])('%s', (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a[x]', 'a[-1]', 'a]b', 'a[0]b', 'a.[0]', 'x'.repeat(201)])(
    'refuses %j',
    (text) => {
      expect(parsePath(text)).toBeUndefined();
    },
  );

  it('reading one always ends, never throws and never reaches what the answer does not hold', () => {
    const step = fc.oneof(
      fc.string(),
      fc.nat(5),
      fc.constantFrom('__proto__', 'constructor', 'length', 'toString'),
    );
    fc.assert(
      fc.property(fc.anything(), fc.array(step, { maxLength: 6 }), (value, path) => {
        const found = readPath(value, path);
        if (path.length > 0) expect(found).not.toBe(Object.prototype);
        expect(typeof found).not.toBe('function');
        expect(['string', 'undefined']).toContain(typeof textAt(value, path));
      }),
    );
  });

  it('parsing takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const path = parsePath(text);
        if (path !== undefined) expect(path.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('placeholders', () => {
  it('that do not exist are named', () => {
    expect(parseTemplate('{{to}} {{ teks }}')).toEqual({ unknown: 'teks' });
    expect(parseTemplate('{{constructor}}')).toEqual({ unknown: 'constructor' });
  });
});
