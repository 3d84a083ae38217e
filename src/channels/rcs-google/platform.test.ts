/** The adapter against the simulated platform, over real sockets, with everything that can go wrong. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeChannelDeps, type TestDeps } from '../../../testing/channel-deps.ts';
import { AGENT_ID, CLIENT_TOKEN, rcsSettingsFor, startAgent } from '../../../testing/rbm-kit.ts';
import type { RbmOptions, RbmSimulator } from '../../../testing/simulators/rbm/index.ts';
import { waitFor } from '../../../testing/wait-for.ts';
import type {
  ChannelConnection,
  ChannelDeps,
  ChannelEvent,
  OutgoingMessage,
  ReceiptEvent,
} from '../channel.ts';
import type { OutgoingContent } from '../../lib/message-content.ts';
import { rcsGoogle } from './index.ts';

const TEXT = 'Kode OTP Anda 493817';
const PHONE = '+628111234567';
const ID = 'msg_1g2h3j4k5m6n8';
const signal = new AbortController().signal;

let rbm: RbmSimulator;
let deps: TestDeps;
let connection: ChannelConnection;
let web: Server;
let events: ChannelEvent[];
/** So many events are not stored at first. */
let losing = 0;

beforeEach(async () => {
  events = [];
  losing = 0;
  web = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const asked = { method: 'POST', headers, query: {}, body: Buffer.concat(chunks) };
      void connection
        .receive?.(asked, store)
        .then((answer) => response.writeHead(answer.status).end(answer.body));
    });
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  await connect();
});
afterEach(async () => {
  await connection.close();
  await rbm.close();
  web.closeAllConnections();
  await new Promise((resolve) => web.close(resolve));
});

async function store(event: ChannelEvent): Promise<void> {
  losing -= 1;
  if (losing >= 0) throw new Error('the database is away');
  events.push(event);
}

const webhookUrl = (): string => `http://127.0.0.1:${(web.address() as AddressInfo).port}/callback`;

async function connect(
  options: Partial<RbmOptions> = {},
  settings: Record<string, unknown> = {},
  more: Partial<ChannelDeps> = {},
): Promise<void> {
  if (rbm !== undefined) await rbm.close();
  rbm = await startAgent(options);
  rbm.agent(AGENT_ID).webhookUrl = webhookUrl();
  deps = makeChannelDeps({ callbackUrl: webhookUrl(), ...more });
  connection = rcsGoogle.open(rcsGoogle.settings.parse(rcsSettingsFor(rbm, settings)), deps);
}

const send = (more: Partial<OutgoingMessage> = {}) =>
  connection.send(
    {
      id: ID,
      to: PHONE,
      from: AGENT_ID,
      text: TEXT,
      class: 'otp',
      expiresAt: undefined,
      attempt: 1,
      ...more,
    },
    new AbortController().signal,
  );

const taken = () => [...rbm.agent(AGENT_ID).messages.values()];
const paths = (part: string) => rbm.requests.filter((one) => one.includes(part));

const CARD: OutgoingContent = {
  type: 'card',
  orientation: 'vertical',
  card: { title: 'Tagihan November', buttons: [{ type: 'reply', id: 'bayar:77', title: 'Bayar' }] },
};
const CAROUSEL: OutgoingContent = {
  type: 'carousel',
  width: 'medium',
  cards: [
    { title: 'Mawar', buttons: [{ type: 'url', title: 'Lihat', url: 'https://toko.example/mawar' }] },
    { title: 'Melati', buttons: [{ type: 'reply', id: 'melati', title: 'Pilih melati' }] },
  ],
};

describe('sending', () => {
  it.each([
    [{ kind: 'drop' }, 'accepted', 2, 1],
    [{ kind: 'drop_taken' }, 'accepted', 2, 1],
    [{ kind: 'answer', status: 500, rpc: 'INTERNAL' }, 'accepted', 2, 1],
    [{ kind: 'answer', status: 504, rpc: 'DEADLINE_EXCEEDED' }, 'accepted', 2, 1],
    [{ kind: 'tokens_end' }, 'accepted', 2, 1],
    [{ kind: 'malformed' }, 'accepted', 1, 1],
    [{ kind: 'event_first' }, 'accepted', 1, 1],
    [{ kind: 'answer', status: 429, rpc: 'RESOURCE_EXHAUSTED' }, 'retryable', 1, 0],
    [{ kind: 'answer', status: 503, rpc: 'UNAVAILABLE' }, 'retryable', 1, 0],
    [{ kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'permanent', 1, 0],
  ] as const)(
    '%j: %s after %i requests, and at most one message',
    async (fault, kind, requests, messages) => {
      rbm.script(fault);
      expect((await send()).kind).toBe(kind);
      expect(rbm.requests).toHaveLength(requests);
      expect(taken()).toHaveLength(messages);
      expect((await send({ attempt: 2 })).kind).toBe('accepted');
      expect(taken()).toHaveLength(1);
      expect(connection.health().state).toBe('up');
    },
  );

  it('silence is unknown, and another attempt finds the message taken', async () => {
    await connect({}, { timeoutSeconds: 1 });
    rbm.script({ kind: 'silence' }, { kind: 'silence' });
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect(await send({ attempt: 2 })).toMatchObject({ kind: 'accepted' });
    expect(taken()).toHaveLength(1);
  });

  it('ids are the same for one message and differ between two, whether repeats are refused or ignored', async () => {
    for (const repeats of ['refuse', 'ignore'] as const) {
      await connect({ repeats });
      const first = await send();
      expect(await send({ attempt: 3 })).toMatchObject({
        kind: 'accepted',
        externalIds: 'externalIds' in first ? first.externalIds : [],
      });
      await send({ id: 'msg_1g2h3j4k5m6na' });
      expect(taken()).toHaveLength(2);
    }
  });

  it('asks for one token, however many messages leave at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => send({ id: `msg_${index}` })));
    expect(rbm.tokens.granted).toBe(1);
    expect(taken()).toHaveLength(20);
  });

  it('renews the token shortly before it ends', async () => {
    let now = Date.now();
    const clock = { now: () => now, monotonic: () => performance.now() };
    await connect({ tokenSeconds: 200 }, {}, { clock });
    await send({ id: 'msg_a' });
    now += 90_000;
    await send({ id: 'msg_b' });
    expect(rbm.tokens.granted).toBe(1);
    now += 20_000;
    await send({ id: 'msg_c' });
    expect(rbm.tokens.granted).toBe(2);
  });

  it('stops when its account is refused, and does not ask again', async () => {
    await connect({ accounts: [] });
    expect(await send()).toMatchObject({ kind: 'retryable', code: 'credentials_refused' });
    expect(connection.health()).toMatchObject({ state: 'stopped', code: 'credentials_refused' });
    expect(await send()).toMatchObject({ kind: 'retryable', code: 'credentials_refused' });
    expect(rbm.requests).toEqual([]);
  });

  it('is told to slow down', async () => {
    await connect({ messagesPerSecond: 0 });
    expect(await send()).toMatchObject({ kind: 'retryable', code: 'throttled' });
    expect(connection.health().state).toBe('degraded');
  });

  it('says nothing of secrets, text or numbers', async () => {
    rbm.script({
      kind: 'answer',
      status: 400,
      rpc: 'INVALID_ARGUMENT',
      body: JSON.stringify({ error: { status: TEXT, message: `${CLIENT_TOKEN} ${TEXT} ${PHONE}` } }),
    });
    const said = JSON.stringify([await send(), connection.health(), deps.lines]);
    for (const word of [CLIENT_TOKEN, '493817', '8111234567', 'PRIVATE', deps.callbackUrl])
      expect(said).not.toContain(word);
  });
});

describe('who can see what', () => {
  it('a number without RCS is left to another channel, and is not asked for again at once', async () => {
    rbm.phone(PHONE, { reachable: false });
    const refusal = {
      kind: 'permanent',
      code: 'recipient_unreachable',
      scope: 'recipient',
      remedy: 'other_channel',
    };
    expect(await send()).toMatchObject(refusal);
    expect(await send({ content: CARD })).toMatchObject(refusal);
    expect(rbm.requests).toHaveLength(1);
    expect(connection.health().state).toBe('up');
  });

  it('asks once what a phone shows, and not at all for a text', async () => {
    await send({ id: 'msg_text' });
    expect(paths('capabilities')).toHaveLength(0);
    await send({ id: 'msg_a', content: CARD });
    await send({ id: 'msg_b', content: CAROUSEL });
    expect(paths('capabilities')).toHaveLength(1);
    expect(taken().map(({ body }) => Object.keys(body.contentMessage))).toEqual([
      ['text'],
      ['richCard'],
      ['richCard'],
    ]);
  });

  it('a phone without carousels gets plain words and the buttons that it knows', async () => {
    rbm.phone(PHONE, { features: ['RICHCARD_STANDALONE'] });
    const text = 'Mawar, melati: https://toko.example';
    expect((await send({ content: CAROUSEL, text })).kind).toBe('accepted');
    expect(taken()[0]?.body.contentMessage).toEqual({
      text,
      suggestions: [{ reply: { text: 'Pilih melati', postbackData: 'melati' } }],
    });
    expect(await send({ id: 'msg_b', content: CAROUSEL, text: '' })).toMatchObject({
      kind: 'permanent',
      code: 'content_refused',
      remedy: 'other_channel',
    });
  });

  it('a question without an answer holds no message up', async () => {
    rbm.script({ kind: 'drop' });
    expect((await send({ content: CARD })).kind).toBe('accepted');
    expect(taken()).toHaveLength(1);
  });

  it('an agent that is not launched for somebody leaves them to another channel', async () => {
    await connect({ agents: [{ agentId: AGENT_ID, clientToken: CLIENT_TOKEN, launched: false }] });
    expect(await send()).toMatchObject({
      kind: 'permanent',
      code: 'sender_not_allowed',
      remedy: 'other_channel',
    });
    expect(connection.health().state).toBe('up');
  });
});

describe('files', () => {
  const bytes = Buffer.from('%PDF-1.4 faktur');
  const file = (mime: string, size = bytes.length) => ({
    name: 'faktur.pdf',
    mime,
    size,
    sha256: 'ab'.repeat(32),
    async *body() {
      yield bytes;
    },
  });
  const content = { type: 'media', kind: 'document', source: { file: 'file_1' } } as const;

  it('a file of the workspace is handed over once, however often it is sent, also with a token that ended', async () => {
    await connect({}, {}, { openFile: async () => file('application/pdf') });
    await send({ id: 'msg_0' });
    rbm.script({ kind: 'tokens_end' });
    for (const id of ['msg_a', 'msg_b']) expect((await send({ id, content })).kind).toBe('accepted');
    expect(paths('/upload/')).toHaveLength(2);
    const [, first, second] = taken();
    expect(first?.body.contentMessage.uploadedRbmFile?.fileName).toMatch(/^files\//);
    expect(second?.body.contentMessage).toEqual(first?.body.contentMessage);
  });

  it.each([
    ['application/zip', 10],
    ['application/pdf', 101 * 1024 * 1024],
  ])('%s of %i octets is not even handed over', async (mime, size) => {
    await connect({}, {}, { openFile: async () => file(mime, size) });
    expect(await send({ content })).toMatchObject({ kind: 'permanent', code: 'media_refused' });
    expect(rbm.requests).toEqual([]);
  });

  it('a link serves where files cannot be opened, and a file that is gone is said to be', async () => {
    await connect(
      {},
      {},
      { linkFile: async (id) => (id === 'file_1' ? 'https://toko.example/f/1' : undefined) },
    );
    expect((await send({ content })).kind).toBe('accepted');
    expect(taken()[0]?.body.contentMessage).toEqual({ contentInfo: { fileUrl: 'https://toko.example/f/1' } });
    const gone = { ...content, source: { file: 'file_2' } };
    expect(await send({ id: 'msg_b', content: gone })).toMatchObject({
      kind: 'permanent',
      code: 'media_refused',
    });
  });

  it('what a person sends is fetched from the platform and from nowhere else', async () => {
    rbm.sendFile(AGENT_ID, PHONE, { bytes, mime: 'application/pdf', name: 'ktp.pdf' });
    await waitFor('the file', () => events.length === 1);
    const [event] = events;
    if (event?.type !== 'message' || event.media === undefined) throw new Error('no file came');
    const got = await connection.download?.(event.media, signal);
    if (got?.kind !== 'ok') throw new Error('not fetched');
    expect({ mime: got.mime, size: got.size }).toEqual({ mime: 'application/pdf', size: bytes.length });
    for (const externalId of [
      'https://evil.example/f',
      'http://storage.googleapis.com/f',
      'https://googleapis.com.evil.example/f',
      'https://a:b@storage.googleapis.com/f',
      'https://storage.googleapis.com:8443/f',
      'file:///etc/passwd',
      'not an address',
    ])
      expect(await connection.download?.({ externalId, kind: 'document' }, signal)).toMatchObject({
        kind: 'permanent',
      });
  });
});

describe('what comes back', () => {
  const receipts = (): readonly ReceiptEvent[] => events.filter((event) => event.type === 'receipt');

  it('delivered and read name the message, also when the phone was quicker than the answer', async () => {
    await connect({ readAfterMs: 1 });
    rbm.script({ kind: 'event_first' });
    const outcome = await send();
    await waitFor('two receipts', () => receipts().length === 2);
    expect(receipts().map(({ status, reference }) => [status, reference])).toEqual([
      ['delivered', ID],
      ['read', ID],
    ]);
    expect(outcome).toMatchObject({ externalIds: [receipts()[0]?.externalId] });
  });

  it('the first evidence of a message whose answer was lost still finds it', async () => {
    await connect({ deliverAfterMs: 5 }, { timeoutSeconds: 1 });
    rbm.script({ kind: 'silence' }, { kind: 'silence' });
    expect((await send()).kind).toBe('unknown');
    await waitFor('a receipt', () => receipts().length === 1);
    expect(receipts()[0]).toMatchObject({ status: 'delivered', reference: ID });
  });

  it('an event that was not stored comes again, and copies in any order carry the same ids', async () => {
    losing = 2;
    rbm.agent(AGENT_ID).webhook.faults = { copies: 3, reverse: 6 };
    rbm.agent(AGENT_ID).hear(PHONE, { text: 'satu' });
    rbm.agent(AGENT_ID).hear(PHONE, { text: 'dua' });
    await waitFor('six events', () => events.length === 6);
    expect(rbm.agent(AGENT_ID).webhook.answers.filter((status) => status === 503)).toHaveLength(2);
    expect(new Set(events.map((event) => event.externalId)).size).toBe(2);
  });

  it('a message whose time is over is taken back, or said to be too late for that', async () => {
    rbm.phone(PHONE, { online: false });
    await send({ expiresAt: new Date(Date.now() + 1_000) });
    await waitFor('its end', () => receipts().length === 1);
    expect(receipts()[0]).toMatchObject({ status: 'expired', code: 'expired', reference: ID });
    rbm.revokes = false;
    await send({ id: 'msg_b', expiresAt: new Date(Date.now() + 1_000) });
    await waitFor('its end', () => receipts().length === 2);
    expect(receipts()[1]).toMatchObject({ status: 'failed', code: 'timeout' });
  });

  it('the person presses, shares a place and leaves', async () => {
    await send({ content: CARD });
    const agent = rbm.agent(AGENT_ID);
    const [message] = taken();
    rbm.tap(AGENT_ID, message?.messageId ?? '', 'Bayar');
    agent.hear(PHONE, { location: { latitude: -6.2, longitude: 106.8 } });
    agent.hear(PHONE, { eventType: 'UNSUBSCRIBE', eventId: 'e1' });
    await waitFor('three events', () => events.length === 3);
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ content: { type: 'button_reply', id: 'bayar:77', title: 'Bayar' } }),
        expect.objectContaining({ content: { type: 'location', latitude: -6.2, longitude: 106.8 } }),
        expect.objectContaining({ type: 'preference', marketing: 'stop', address: PHONE }),
      ]),
    );
  });

  it('nobody else is believed', async () => {
    const { webhook } = rbm.agent(AGENT_ID);
    expect(await webhook.call({ text: 'Halo' }, {})).toBe(401);
    expect(await webhook.call({ text: 'Halo' }, { 'x-goog-signature': 'AAAA' })).toBe(401);
    expect(await webhook.shakeHands(webhookUrl(), 'another token')).toBe(false);
    expect(events).toEqual([]);
  });
});

describe('taking back and telling', () => {
  it('takes back what waits, and learns of what arrived', async () => {
    const accepted = await send();
    const [waiting = ''] = 'externalIds' in accepted ? accepted.externalIds : [];
    expect(await connection.revoke?.(waiting, PHONE, signal)).toBe('gone');
    expect(rbm.agent(AGENT_ID).deliver(waiting)).toBe(false);
    const other = await send({ id: 'msg_b' });
    const [arrived = ''] = 'externalIds' in other ? other.externalIds : [];
    rbm.agent(AGENT_ID).deliver(arrived);
    expect(await connection.revoke?.(arrived, PHONE, signal)).toBe('delivered');
    rbm.script({ kind: 'drop' });
    expect(await connection.revoke?.(arrived, PHONE, signal)).toBe('unknown');
  });

  it('shows that it has read and that it writes, once', async () => {
    for (let times = 0; times < 2; times += 1)
      expect(await connection.markRead?.('MxA', true, signal, PHONE)).toMatchObject({ kind: 'accepted' });
    expect(rbm.agent(AGENT_ID).events).toEqual([
      { phone: PHONE, eventType: 'READ', messageId: 'MxA' },
      { phone: PHONE, eventType: 'IS_TYPING' },
    ]);
  });
});

describe('setting up', () => {
  const states = async () =>
    Object.fromEntries(((await connection.inspect?.(signal)) ?? []).map(({ code, state }) => [code, state]));

  it('registers the webhook and finds everything in order', async () => {
    rbm.agent(AGENT_ID).webhookUrl = undefined;
    expect(await states()).toEqual({
      credentials: 'ok',
      agent: 'ok',
      webhook_verified: 'unknown',
      'launch:telkomsel-indonesia': 'ok',
    });
    expect(await connection.perform?.('register_webhook', {}, signal)).toEqual({ ok: true });
    expect(rbm.agent(AGENT_ID).webhookUrl).toBe(webhookUrl());
    expect((await states())['webhook_verified']).toBe('ok');
  });

  it('says what is missing', async () => {
    await connect({}, { clientToken: '', agentName: '', agentId: 'another_agent' });
    expect(await states()).toEqual({
      credentials: 'ok',
      agent: 'failed',
      webhook_verified: 'todo',
      launch: 'unknown',
    });
    expect(await connection.perform?.('register_webhook', {}, signal)).toMatchObject({
      ok: false,
      code: 'message_invalid',
    });
    await connect({ accounts: [] });
    expect(await states()).toMatchObject({ credentials: 'failed' });
  });

  it('invites a test phone', async () => {
    expect(await connection.perform?.('invite_tester', { phone: '0811' }, signal)).toMatchObject({
      ok: false,
      field: 'phone',
    });
    expect(await connection.perform?.('invite_tester', { phone: '+62 811-123-4567' }, signal)).toEqual({
      ok: true,
    });
    expect(rbm.agent(AGENT_ID).testers.get(PHONE)).toBe('PENDING');
  });
});
