/** `POST /v1/messages` through the real server and database: what is taken, what is refused, and that 202 means stored. */
import { createServer, connect as connectTcp, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppKit, type Answer, startApp } from '../../../../testing/app-kit.ts';

let app: AppKit;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
});
afterAll(() => app?.close());

const MESSAGE = { to: '0812-3456-7890', text: 'Pesanan Anda sudah dikirim.' };
const send = (body: unknown, headers: Record<string, string> = {}, query = ''): Promise<Answer> =>
  app.request(`POST /v1/messages${query}`, { key: app.a.key, body, headers });

async function stored(): Promise<Record<string, number>> {
  const [row] = await app.rows<Record<string, number>>(
    `select (select count(*)::int from messages.message) as messages,
            (select count(*)::int from messages.outbox) as outbox,
            (select count(*)::int from messages.idempotency_key) as keys,
            (select coalesce(sum(messages), 0)::int from messages.count_delta where status = 0) as counted`,
  );
  return row ?? {};
}

/** What a request added to the database. */
async function added(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await stored();
  await work();
  const after = await stored();
  return Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)]));
}
const NOTHING = { messages: 0, outbox: 0, keys: 0, counted: 0 };

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const refusals: readonly [name: string, change: Record<string, unknown>, code: string, field: string][] = [
  ['a land line', { to: '021-5551234' }, 'messages.recipient_not_mobile', 'to'],
  ['a land line with country code', { to: '+62215551234' }, 'messages.recipient_not_mobile', 'to'],
  ['a number that is too short', { to: '08123' }, 'messages.recipient_invalid', 'to'],
  ['a number that is too long', { to: '+62812345678901234' }, 'messages.recipient_invalid', 'to'],
  ['a word for a number', { to: 'Rina' }, 'messages.recipient_invalid', 'to'],
  ['a foreign number', { to: '+6591234567' }, 'messages.recipient_foreign', 'to'],
  ['no recipient', { to: undefined }, 'request.invalid', 'to'],
  ['an empty recipient', { to: '' }, 'request.invalid', 'to'],
  ['a number as number', { to: 6281234567890 }, 'request.invalid', 'to'],
  ['an unknown sender', { from: 'BANKLAIN' }, 'routing.sender_unknown', 'from'],
  ['an unknown channel', { channel: 'chn_00000000000000000000000000' }, 'routing.channel_unknown', 'channel'],
  ['an empty text', { text: '' }, 'request.invalid', 'text'],
  ['blanks only', { text: ' \n\t ' }, 'messages.text_missing', 'text'],
  ['no text', { text: undefined }, 'messages.text_missing', 'text'],
  ['null for a text', { text: null }, 'request.invalid', 'text'],
  ['an oversized text', { text: 'a'.repeat(1601) }, 'request.invalid', 'text'],
  ['U+0000 in the text', { text: 'a\u0000b' }, 'request.invalid', 'text'],
  ['half a character in the text', { text: 'a\ud83cb' }, 'request.invalid', 'text'],
  ['U+0000 in metadata', { metadata: { order: '\u0000' } }, 'request.invalid', 'metadata.order'],
  ['text and template', { template: { id: 'tpl_1' } }, 'messages.text_and_template', 'template'],
  ['a template', { text: undefined, template: { id: 'tpl_1' } }, 'messages.template_unknown', 'template.id'],
  ['a past time', { sendAt: inDays(-1) }, 'messages.send_at_past', 'sendAt'],
  ['a time too far ahead', { sendAt: inDays(91) }, 'messages.send_at_too_far', 'sendAt'],
  ['a time that is none', { sendAt: 'besok' }, 'request.invalid', 'sendAt'],
  ['a time without zone', { sendAt: '2026-12-01T10:00:00' }, 'request.invalid', 'sendAt'],
  ['too short a validity', { validitySeconds: 59 }, 'request.invalid', 'validitySeconds'],
  ['too long a validity', { validitySeconds: 604_801 }, 'request.invalid', 'validitySeconds'],
  ['an unknown class', { class: 'urgent' }, 'request.invalid', 'class'],
  ['an unknown field', { priority: 1 }, 'request.invalid', 'priority'],
  ['metadata that is no text', { metadata: { order: 7 } }, 'request.invalid', 'metadata.order'],
  [
    'too much metadata',
    { metadata: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, 'v'])) },
    'request.invalid',
    'metadata',
  ],
];

describe('a message that cannot be taken', () => {
  it.each(refusals)(
    '%s: says which field and what to do, in both languages',
    async (_, change, code, field) => {
      const body = { ...MESSAGE, ...change };
      const difference = await added(async () => {
        const english = await send(body, { 'accept-language': 'en' });
        const indonesian = await send(body, { 'accept-language': 'id-ID,id;q=0.9' });
        for (const answer of [english, indonesian]) {
          expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
          expect(answer.status).toBe(422);
          expect(answer.body).toMatchObject({ code, field, status: 422, retryable: false });
        }
        expect(english.body['title']).not.toBe(indonesian.body['title']);
        expect(english.body['remedy']).not.toBe(indonesian.body['remedy']);
        expect(String(indonesian.body['remedy'])).toMatch(/[A-Z].{10,}\.$/);
      });
      expect(difference).toEqual(NOTHING);
    },
  );

  it.each(refusals)('%s: leaves the rest of its batch alone', async (_, change, code, field) => {
    const body = [MESSAGE, { ...MESSAGE, ...change }, { ...MESSAGE, text: 'Kedua' }];
    const each = await added(async () => {
      const { status, body: result } = await send(body);
      expect(status).toBe(202);
      expect(result).toMatchObject({
        accepted: 2,
        refused: 1,
        items: [{ status: 'accepted' }, { error: { code, field } }, { status: 'accepted' }],
      });
    });
    expect(each).toEqual({ messages: 2, outbox: 2, keys: 0, counted: 2 });
  });

  it.each(refusals.slice(0, 3))(
    '%s: takes its whole batch along in mode `all`',
    async (_, change, code, field) => {
      const difference = await added(async () => {
        const { status, body } = await send([MESSAGE, { ...MESSAGE, ...change }], {}, '?mode=all');
        expect(status).toBe(422);
        expect(body).toMatchObject({
          code: 'messages.batch_refused',
          field: `[1].${field}`,
          errors: [{ field: `[1].${field}`, code }],
        });
      });
      expect(difference).toEqual(NOTHING);
    },
  );

  it('does not spoil requests that share its commit', async () => {
    const good = Array.from({ length: 20 }, () => send(MESSAGE));
    const bad = Array.from({ length: 20 }, (_, i) => send({ ...MESSAGE, text: i % 2 ? 'a\u0000b' : '' }));
    const statuses = async (calls: Promise<Answer>[]) =>
      new Set((await Promise.all(calls)).map(({ status }) => status));
    expect(await statuses(good)).toEqual(new Set([202]));
    expect(await statuses(bad)).toEqual(new Set([422]));
  });
});

describe('a message to somebody who has opted out', () => {
  const gone = '+6281355500001';
  const reluctant = '+6281355500002';
  beforeAll(async () => {
    await app.rows(
      `insert into governance.opt_out (workspace_id, address, source, scope)
       values ($1, $2, 'member', 'all'), ($1, $3, 'provider', 'marketing')`,
      [app.a.id, gone, reluctant],
    );
  });

  // The second time the batch is looked at one by one from the start, because the first one held such a message.
  it.each(['the first time', 'soon after'])('is the only one refused of its commit, %s', async () => {
    const wishes = Array.from({ length: 30 }, (_, at) => ({
      body: { ...MESSAGE, text: `Nomor ${at}`, ...(at % 10 === 3 ? { to: gone } : {}) },
      wanted: at % 10 === 3 ? 422 : 202,
    }));
    const difference = await added(async () => {
      const answers = await Promise.all(wishes.map(({ body }) => send(body)));
      expect(answers.map(({ status }) => status)).toEqual(wishes.map(({ wanted }) => wanted));
      for (const { status, body } of answers)
        if (status === 422)
          expect(body).toMatchObject({ code: 'governance.recipient_opted_out', field: 'to' });
    });
    expect(difference).toEqual({ messages: 27, outbox: 27, keys: 0, counted: 27 });
  });

  it('leaves though the recipient wants no marketing, unless it is that', async () => {
    const toReluctant = { ...MESSAGE, to: reluctant };
    const answers = await Promise.all([
      send({ ...toReluctant, class: 'transactional' }),
      send({ ...toReluctant, class: 'marketing' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([202, 422]);
  });

  it('takes its whole batch along in mode `all`, and a repetition is answered alike', async () => {
    const key = { 'idempotency-key': 'opted-out-batch' };
    const difference = await added(async () => {
      for (const _ of [1, 2]) {
        const { status, body } = await send([MESSAGE, { ...MESSAGE, to: gone }], key, '?mode=all');
        expect(status).toBe(422);
        expect(body).toMatchObject({ errors: [{ field: '[1].to', code: 'governance.recipient_opted_out' }] });
      }
    });
    expect(difference).toMatchObject({ messages: 0, outbox: 0, counted: 0 });
  });

  it("is nobody's business in another workspace", async () => {
    const theirs = await app.request('POST /v1/messages', { key: app.b.key, body: { ...MESSAGE, to: gone } });
    expect(theirs.status).toBe(202);
  });
});

describe('a request that cannot be read', () => {
  const big = JSON.stringify({ ...MESSAGE, text: 'a'.repeat(10_000_000) });
  it.each([
    ['malformed JSON', '{"to": "0812', {}, 400, 'request.malformed_json'],
    ['an empty body', '', {}, 400, 'request.malformed_json'],
    ['a 10 MB body', big, {}, 413, 'request.too_large'],
    [
      'another content type',
      'to=0812',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'request.unsupported_media_type',
    ],
    ['plain text', '{}', { 'content-type': 'text/plain' }, 415, 'request.unsupported_media_type'],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, 415, 'request.unsupported_media_type'],
    ['a string', '"halo"', {}, 422, 'request.invalid'],
    ['null', 'null', {}, 422, 'request.invalid'],
    ['an empty array', '[]', {}, 422, 'messages.batch_empty'],
    ['an array of wrong things', '[1, null, "a", []]', {}, 202, undefined],
    [
      '1,001 messages',
      JSON.stringify(Array.from({ length: 1001 }, () => MESSAGE)),
      {},
      413,
      'messages.batch_too_large',
    ],
    ['a poisoned constructor', '{"constructor": {"prototype": {}}}', {}, 400, 'request.malformed_json'],
    ['a poisoned prototype', '{"__proto__": {"to": "081234567890"}}', {}, 400, 'request.malformed_json'],
    [
      'a bad Idempotency-Key',
      JSON.stringify(MESSAGE),
      { 'idempotency-key': 'a b' },
      400,
      'messages.idempotency_key_invalid',
    ],
  ] as const)('%s', async (_, body, headers, status, code) => {
    const difference = await added(async () => {
      const answer = await send(body, headers);
      expect(answer.status, JSON.stringify(answer.body)).toBe(status);
      if (code === undefined) expect(answer.body).toMatchObject({ accepted: 0, refused: 4 });
      else expect(answer.body).toMatchObject({ code, remedy: expect.stringMatching(/.{10,}/) });
    });
    expect(difference).toEqual(NOTHING);
  });

  it('an unknown mode or parameter', async () => {
    expect(await send([MESSAGE], {}, '?mode=some')).toMatchObject({ status: 422, body: { field: 'mode' } });
    expect(await send(MESSAGE, {}, '?dryRun=1')).toMatchObject({ status: 422, body: { field: 'dryRun' } });
  });

  it('a method that the address does not take', async () => {
    const answer = await app.request('DELETE /v1/messages', { key: app.a.key });
    expect(answer).toMatchObject({ status: 405, headers: { allow: expect.stringContaining('POST') } });
    expect(answer.body['code']).toBe('request.method_not_allowed');
  });
});

describe('a message that is taken', () => {
  it('is answered with everything that will happen to it, and stored as said', async () => {
    const difference = await added(async () => {
      const { status, body } = await send({ ...MESSAGE, class: 'otp', metadata: { order: 'INV-1' } });
      expect(status).toBe(202);
      expect(body).toMatchObject({
        id: expect.stringMatching(/^msg_[0-9a-z]{26}$/),
        status: 'accepted',
        to: '+6281234567890',
        from: 'TOKOBUNGA',
        channel: app.a.channel,
        class: 'otp',
        operator: 'telkomsel',
        encoding: 'GSM-7',
        segments: 1,
        price: { amount: 42_000, currency: 'IDR' },
        sendAt: null,
      });
      // An OTP is worth delivering for five minutes.
      const validity = Date.parse(String(body['expiresAt'])) - Date.parse(String(body['createdAt']));
      expect(validity).toBe(300_000);
    });
    expect(difference).toEqual({ messages: 1, outbox: 1, keys: 0, counted: 1 });
  });

  it('counts 1,000 at once', async () => {
    const difference = await added(async () => {
      const { status, body } = await send(Array.from({ length: 1000 }, () => MESSAGE));
      expect(status).toBe(202);
      expect(body).toMatchObject({ accepted: 1000, refused: 0 });
      expect(new Set((body['items'] as { id: string }[]).map(({ id }) => id)).size).toBe(1000);
    });
    expect(difference).toEqual({ messages: 1000, outbox: 1000, keys: 0, counted: 1000 });
  });

  it('sends by a test key through the sandbox only', async () => {
    const real = await app.request('POST /v1/channels', {
      key: app.a.key,
      body: {
        type: 'sms-smpp',
        name: 'Agregator',
        priority: 90,
        settings: { host: '127.0.0.1', port: 2775, systemId: 'titian', password: 'rahasia' },
      },
    });
    expect(real.status, JSON.stringify(real.body)).toBe(201);
    const { key } = await app.keyOf(app.a, ['messages:send'], { mode: 'test' });
    const by = (body: unknown) => app.request('POST /v1/messages', { key, body });
    expect(await by(MESSAGE)).toMatchObject({ status: 202, body: { channel: app.a.channel } });
    expect(await by({ ...MESSAGE, channel: real.body['id'] })).toMatchObject({
      status: 422,
      body: { code: 'routing.test_key_needs_sandbox', field: 'channel' },
    });
    // The live key takes the channel with the higher priority: the test key did not by chance.
    expect(await send(MESSAGE)).toMatchObject({ status: 202, body: { channel: real.body['id'] } });
    // Withdrawn channels and switched-off ones carry nothing.
    const path = `/v1/channels/${String(real.body['id'])}`;
    await app.request(`PATCH ${path}`, { key: app.a.key, body: { enabled: false } });
    expect(await send({ ...MESSAGE, channel: real.body['id'] })).toMatchObject({
      status: 422,
      body: { code: 'routing.channel_disabled' },
    });
    expect(await send(MESSAGE)).toMatchObject({ status: 202, body: { channel: app.a.channel } });
    await app.request(`DELETE ${path}`, { key: app.a.key });
    expect(await send({ ...MESSAGE, channel: real.body['id'] })).toMatchObject({
      status: 422,
      body: { code: 'routing.channel_unknown' },
    });
  });
});

/** A way to the database that can be cut between a commit being asked for and its answer. */
function startProxy(
  target: URL,
): Promise<{ url: string; cutAtCommit: () => void; mend: () => void; stop: () => void }> {
  let cut = false;
  let refusing = false;
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = connectTcp({ host: target.hostname, port: Number(target.port || 5432) });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      // The whole connection dies before the server has seen `commit`.
      if (cut && data.includes('commit')) {
        refusing = true;
        for (const socket of sockets) socket.destroy();
      } else upstream.write(data);
    });
    upstream.on('data', (data) => client.write(data));
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const url = new URL(target);
      url.hostname = '127.0.0.1';
      url.port = String(typeof address === 'object' ? address?.port : '');
      resolve({
        url: url.href,
        cutAtCommit: () => {
          cut = true;
        },
        mend: () => {
          cut = false;
          refusing = false;
        },
        stop: () => {
          for (const socket of sockets) socket.destroy();
          server.close();
        },
      });
    }),
  );
}

describe('202 comes after the commit', () => {
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  beforeEach(async () => {
    proxy = await startProxy(new URL(app.url));
    return () => proxy.stop();
  });

  it('a commit that fails is a 503 with Retry-After, and nothing is stored; then it works again', async () => {
    const other = await app.startAnother({ sends: false, databaseUrl: proxy.url });
    const call = () =>
      other.request('POST /v1/messages', {
        key: app.a.key,
        body: MESSAGE,
        headers: { 'idempotency-key': 'putus' },
      });
    expect((await other.request('GET /v1/messages', { key: app.a.key })).status).toBe(200);
    const failing = await added(async () => {
      proxy.cutAtCommit();
      const answers = await Promise.all([call(), call()]);
      const failed = answers.filter(({ status }) => status === 503);
      // The second one found the first in flight, or failed with it.
      expect(failed.length).toBeGreaterThan(0);
      expect(answers.every(({ status }) => status === 503 || status === 409)).toBe(true);
      expect(failed[0]).toMatchObject({
        headers: { 'retry-after': '2' },
        body: { code: 'request.database_unavailable', retryable: true },
      });
    });
    expect(failing).toEqual(NOTHING);
    const mended = await added(async () => {
      proxy.mend();
      expect((await call()).status).toBe(202);
    });
    expect(mended).toEqual({ messages: 1, outbox: 1, keys: 1, counted: 1 });
  });
});
