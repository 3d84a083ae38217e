/** The adapter against a gateway that speaks four dialects and fails in every way, over real sockets. */
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeChannelDeps, type TestDeps } from '../../../testing/channel-deps.ts';
import { type HttpGateway, startHttpGateway } from '../../../testing/simulators/http-gateway/index.ts';
import { waitFor } from '../../../testing/wait-for.ts';
import type { ChannelConnection, ChannelEvent, OutgoingMessage } from '../channel.ts';
import { smsHttp } from './index.ts';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
const SECRET = 'k4nar1-rahas1a';
const PRESETS = ['infobip', 'vonage', 'twilio-style', 'zenziva'] as const;
const REPORTING = ['infobip', 'vonage', 'twilio-style'] as const;
const TEXT = 'Kode OTP Anda 493817';
const signal = new AbortController().signal;

let gateway: HttpGateway;
let deps: TestDeps;
let connection: ChannelConnection | undefined;

beforeEach(async () => {
  gateway = await startHttpGateway({ account: ACCOUNT, secret: SECRET });
  deps = makeChannelDeps();
});
afterEach(async () => {
  await connection?.close();
  connection = undefined;
  await gateway.close();
});

function open(preset: (typeof PRESETS)[number], more: Record<string, unknown> = {}): ChannelConnection {
  const settings = smsHttp.settings.parse({
    preset,
    baseUrl: gateway.url,
    account: ACCOUNT,
    secret: SECRET,
    ...more,
  });
  connection = smsHttp.open(settings, deps);
  return connection;
}

const send = (to: ChannelConnection, more: Partial<OutgoingMessage> = {}) =>
  to.send(
    {
      id: 'msg_1',
      to: '+628111234567',
      from: 'TOKO',
      text: TEXT,
      class: 'otp',
      expiresAt: undefined,
      attempt: 1,
      ...more,
    },
    signal,
  );

describe.each(PRESETS)('%s', (preset) => {
  it('sends, and the gateway reads what was meant', async () => {
    const text = 'Halo "Sari" & Budi = 50% 🙏\nbaris dua';
    const outcome = await send(open(preset), { text });
    const [taken] = gateway.taken;
    expect(taken?.text).toBe(text);
    expect(outcome).toMatchObject({ kind: 'accepted', externalIds: taken?.ids });
    expect(taken?.to.replace(/^(\+62|62|0)/, '')).toBe('8111234567');
    expect(connection?.health().state).toBe('up');
  });

  it('stops when its credentials are refused, and does not ask again', async () => {
    const wrong = open(preset, { secret: 'salah-sekali' });
    expect(await send(wrong)).toMatchObject({ kind: 'retryable', code: 'credentials_refused' });
    expect(wrong.health()).toMatchObject({ state: 'stopped', code: 'credentials_refused' });
    expect(wrong.health().detail).not.toBe('');
    expect(await send(wrong)).toMatchObject({ kind: 'retryable', code: 'credentials_refused' });
    expect(gateway.requests).toBe(1);
  });

  it.each([
    [
      { kind: 'answer', status: 429, headers: { 'retry-after': '3' } },
      { kind: 'retryable', code: 'throttled', retryAfterMs: 3000 },
      0,
    ],
    [{ kind: 'answer', status: 503 }, { kind: 'retryable', code: 'provider_busy' }, 0],
    [{ kind: 'answer', status: 500 }, { kind: 'unknown', code: 'provider_error' }, 0],
    [{ kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { kind: 'permanent' }, 0],
    [{ kind: 'drop' }, { kind: 'unknown', code: 'connection_lost' }, 0],
    [{ kind: 'drop_taken' }, { kind: 'unknown', code: 'connection_lost' }, 1],
    [{ kind: 'silence' }, { kind: 'unknown', code: 'timeout' }, 1],
    [{ kind: 'malformed' }, { kind: 'unknown', code: 'provider_error' }, 1],
  ] as const)('%j: one request, and no claim that is not certain', async (fault, outcome, taken) => {
    gateway.script(fault);
    const one = open(preset, { timeoutSeconds: 1 });
    expect(await send(one)).toMatchObject(outcome);
    expect(gateway.requests).toBe(1);
    expect(gateway.taken).toHaveLength(taken);
    expect((await send(one)).kind).toBe('accepted');
    expect(one.health().state).toBe('up');
  });

  it('says nothing of secrets, text or numbers', async () => {
    const quoting = {
      kind: 'answer',
      status: 400,
      body: JSON.stringify({
        code: 1,
        message: `${SECRET} ${TEXT} +628111234567`,
        text: `${SECRET} ${TEXT}`,
      }),
    } as const;
    gateway.script(quoting, { kind: 'drop' });
    const one = open(preset);
    const said = JSON.stringify([await send(one), await send(one), one.health(), deps.lines]);
    for (const word of [SECRET, '493817', '8111234567', deps.callbackUrl]) expect(said).not.toContain(word);
  });
});

describe('a gateway that is not there', () => {
  it('was certainly not asked, and is asked again ever more rarely', async () => {
    const gone = open('vonage');
    await gateway.close();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const outcome = await send(gone);
      expect(outcome).toMatchObject({ kind: 'retryable', code: 'not_connected' });
      waits.push('retryAfterMs' in outcome ? (outcome.retryAfterMs ?? 0) : 0);
    }
    expect(gone.health()).toMatchObject({ state: 'down', code: 'not_connected' });
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
    gateway = await startHttpGateway({ account: ACCOUNT, secret: SECRET });
  });

  it('in a private network is refused by the way out, and nothing is sent', async () => {
    const outcome = await send(open('vonage', { baseUrl: 'http://10.0.0.1' }));
    expect(outcome).toMatchObject({ kind: 'permanent', code: 'provider_error' });
  });
});

describe('a message whose time has passed', () => {
  it('does not leave', async () => {
    const outcome = await send(open('infobip'), { expiresAt: new Date(Date.now() - 1) });
    expect(outcome).toMatchObject({ kind: 'permanent', code: 'expired' });
    expect(gateway.requests).toBe(0);
  });
});

describe('closing', () => {
  it('waits for what is under way and takes nothing new', async () => {
    const one = open('vonage', { timeoutSeconds: 1 });
    gateway.script({ kind: 'silence' });
    const under = send(one);
    await waitFor('the request', () => gateway.requests === 1);
    await one.close();
    expect(await under).toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect(await send(one)).toMatchObject({ kind: 'retryable', code: 'not_connected' });
    expect(one.health().state).toBe('stopped');
  });
});

describe.each(REPORTING)('reports of %s', (preset) => {
  /** What the simulator sends is caught in flight and handed over as the server would. */
  async function bring(one: ChannelConnection, calls: readonly ('sent' | 'delivered' | 'failed')[]) {
    const events: ChannelEvent[] = [];
    const statuses: number[] = [];
    const [taken] = gateway.taken;
    if (taken === undefined) throw new Error('nothing was taken');
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const call = {
          method: 'POST',
          headers,
          query: {},
          body: Buffer.concat(chunks),
          url: hook,
          secretPath: true,
        };
        void one
          .receive?.(call, async (event) => void events.push(event))
          .then((answer) => response.writeHead(answer.status).end(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const hook = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
    for (const status of calls) statuses.push(await gateway.report({ ...taken, callback: hook }, status));
    await new Promise((resolve) => server.close(resolve));
    return { events, statuses };
  }

  it('come through, twice and out of order as gateways bring them', async () => {
    const one = open(preset);
    const outcome = await send(one);
    const { events, statuses } = await bring(one, ['delivered', 'sent', 'delivered', 'failed']);
    expect(statuses.every((status) => status >= 200 && status < 300)).toBe(true);
    expect(events.map((event) => event.type === 'receipt' && event.status)).toEqual([
      'delivered',
      'sent',
      'delivered',
      'failed',
    ]);
    expect(outcome).toHaveProperty('externalIds', [events[0]?.externalId]);
    expect(events[3]).toHaveProperty('code');
  });
});

describe('a report that cannot be stored', () => {
  it.each([
    ['vonage', { messageId: 'a', status: 'delivered' }],
    ['infobip', { results: [{ messageId: 'a', status: { name: 'DELIVERED_TO_HANDSET' } }] }],
  ] as const)('is asked for again: %s', async (preset, body) => {
    const call = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      query: {},
      body: Buffer.from(JSON.stringify(body)),
      secretPath: true,
    };
    const answer = await open(preset).receive?.(call, () => Promise.reject(new Error('no database')));
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });
});

describe('settings', () => {
  const faultsOf = (settings: Record<string, unknown>): string[] => {
    const parsed = smsHttp.settings.safeParse(settings);
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  };

  it.each([
    [{}, ['secret', 'baseUrl']],
    [{ preset: 'infobip', secret: 'x', baseUrl: 'xyz.api.infobip.com' }, []],
    [{ preset: 'vonage', secret: 'x' }, ['account']],
    [{ preset: 'vonage', secret: 'x', account: 'a' }, []],
    [{ preset: 'twilio-style', secret: 'x', account: 'AC1' }, []],
    [{ preset: 'zenziva', secret: 'x', account: 'a', baseUrl: 'ftp://a.example' }, ['baseUrl']],
    [{ preset: 'zenziva', secret: 'x', account: 'a', baseUrl: 'https://user:pw@a.example' }, ['baseUrl']],
    [{ preset: 'custom' }, ['url', 'body']],
    [{ preset: 'custom', url: 'https://{{to}}.example/x', body: '{}' }, ['url']],
    [{ preset: 'custom', url: 'https://a.example{{to}}', body: '{}' }, ['url']],
    [{ preset: 'custom', url: 'https://a.example/{{teks}}', body: '{}' }, ['url']],
    [{ preset: 'custom', url: 'https://a.example/x', body: '{"a": {{to}}}' }, ['body']],
    [{ preset: 'custom', url: 'https://a.example/x', body: '{}', headers: 'Host: b.example' }, ['headers']],
    [{ preset: 'custom', url: 'https://a.example/x', body: '{}', headers: 'tanpa titik dua' }, ['headers']],
    [{ preset: 'custom', url: 'https://a.example/x', body: 'to', bodyKind: 'form' }, ['body']],
    [
      { preset: 'custom', url: 'https://a.example/x', body: 'to={{to}}', bodyKind: 'form', method: 'GET' },
      ['bodyKind'],
    ],
    [{ preset: 'custom', url: 'https://a.example/x', body: '{}', errorTable: '1 = apa' }, ['errorTable']],
    [{ preset: 'custom', url: 'https://a.example/x', body: '{}', idPath: 'a..b' }, ['idPath']],
    [{ preset: 'custom', url: 'https://a.example/x', body: '{}', successPath: 'a' }, ['successValues']],
    [
      { preset: 'custom', url: 'https://a.example/x', body: '{}', receiptIdPath: 'id' },
      ['statusTable', 'receiptStatusPath'],
    ],
    [
      { preset: 'custom', url: 'https://a.example/x', body: '{}', signature: 'hmac_sha256' },
      ['signatureSecret', 'signatureName'],
    ],
    [{ preset: 'custom', url: 'https://a.example/x', body: '{}', signature: 'twilio' }, ['secret']],
    [{ preset: 'vonage', secret: 'x', account: 'a', hal: 1 }, ['']],
  ])('%j: faults at %j', (settings, fields) => {
    expect(faultsOf(settings)).toEqual(fields);
  });

  it('draw a field for each, and ask only for what the preset needs', () => {
    const names = new Set(smsHttp.fields.map(({ name }) => name));
    expect([...names].sort()).toEqual(
      Object.keys(smsHttp.settings.parse({ preset: 'vonage', secret: 'x', account: 'a' }) as object).sort(),
    );
    const shown = (preset: string): string[] =>
      smsHttp.fields
        .filter(
          ({ shownWhen }) =>
            shownWhen === undefined || (shownWhen.field === 'preset' && shownWhen.is.includes(preset)),
        )
        .filter(({ requiredWhen }) => requiredWhen?.is.includes(preset))
        .map(({ name }) => name);
    expect(shown('infobip')).toEqual(['baseUrl', 'secret']);
    expect(shown('vonage')).toEqual(['account', 'secret']);
  });
});
