/** What people write: stored once however often it comes, and heeded when it says stop. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import {
  accept,
  addScriptedChannelType,
  openScriptedChannel,
  up,
} from '../../../../testing/scripted-channel.ts';
import type { IncomingEvent, SendOutcome } from '../../../channels/channel.ts';
import type { LiveEvent } from '../contract.ts';

const script = addScriptedChannelType();
let app: AppKit;
let sandbox: string;
let scripted: string;

beforeAll(async () => {
  app = await startApp();
  sandbox = app.a.channel;
  scripted = await openScriptedChannel(app);
});
afterAll(() => app?.close());

let phones = 0;
const nextPhone = (): string => `+62812${String(20_000_000 + ++phones)}`;
const incoming = (externalId: string, change: Partial<IncomingEvent> = {}): IncomingEvent => ({
  type: 'message',
  externalId,
  from: '+6281234567890',
  to: 'TOKOBUNGA',
  text: 'Sudah sampai, terima kasih!',
  at: new Date(),
  ...change,
});
const reply = (phone: string, text: string) =>
  app.request('POST /v1/phone/replies', { key: app.a.key, body: { phone, to: 'TOKOBUNGA', text } });
const send = (to: string, change: Record<string, unknown> = {}) =>
  app.request('POST /v1/messages', {
    key: app.a.key,
    body: { to, text: 'Halo', channel: sandbox, ...change },
  });
const statusOf = async (id: unknown): Promise<string> =>
  String((await app.request(`GET /v1/messages/${String(id)}`, { key: app.a.key })).body['status']);
const received = (phone: string) =>
  app
    .request<{ items: { text: string }[] }>(
      `GET /v1/messages?direction=in&phone=${encodeURIComponent(phone)}`,
      {
        key: app.a.key,
      },
    )
    .then(({ body }) => body.items);

describe('an incoming message', () => {
  it('is stored once and published once, however often and in whatever order it comes', async () => {
    const from = nextPhone();
    const facts: LiveEvent[] = [];
    const stop = app.runtime.routeDeps.messages.live.subscribe(app.a.id, (event) => facts.push(event));
    const events = ['in-1', 'in-2', 'in-3'].map((id) => incoming(id, { from, text: id }));
    const [one, two, three] = events as [IncomingEvent, IncomingEvent, IncomingEvent];
    await Promise.all([three, one, three, two, one, two, one, three].map((event) => script.emit(event)));
    await script.emit(one);
    expect((await received(from)).map(({ text }) => text).sort()).toEqual(['in-1', 'in-2', 'in-3']);
    stop();
    expect(facts).toHaveLength(3);
  });

  it('keeps one form of the number, whatever the operator writes', async () => {
    const from = nextPhone();
    await script.emit(incoming('form-1', { from: from.slice(1) }));
    await script.emit(incoming('form-2', { from: `0${from.slice(3)}` }));
    expect(await received(from)).toHaveLength(2);
  });

  it('with the same id on another channel is another message', async () => {
    const from = nextPhone();
    await script.emit(incoming('twin', { from }));
    const channelUuid =
      (
        await app.rows<{ id: string }>(
          `select id from routing.channel where type = 'sandbox' and workspace_id = $1`,
          [app.a.id],
        )
      )[0]?.id ?? '';
    const open = app.runtime.routeDeps.messages.findOpen(channelUuid);
    if (open === undefined) throw new Error('the sandbox is not open');
    await app.runtime.routeDeps.messages.emit(open, incoming('twin', { from }));
    expect(await received(from)).toHaveLength(2);
  });

  it('with U+0000 in it is stored without, instead of coming back for ever', async () => {
    const from = nextPhone();
    await script.emit(incoming('nul', { from, text: 'a\u0000b', trace: { note: 'x\u0000y' } }));
    expect(await received(from)).toMatchObject([{ text: 'ab' }]);
  });

  it('is not acknowledged while the database cannot take it', async () => {
    await app.rows('alter table messages.inbound_key rename to inbound_key_away');
    await expect(script.emit(incoming('away'))).rejects.toThrow();
    await app.rows('alter table messages.inbound_key_away rename to inbound_key');
    await script.emit(incoming('away'));
  });
});

describe('a person who says stop', () => {
  it.each(['STOP', 'berhenti', 'Unreg.', '  Stop!! ', 'UNREG PROMO'])(
    'with %j gets no more than codes',
    async (word) => {
      const phone = nextPhone();
      expect((await reply(phone, word)).status).toBe(202);
      for (const messageClass of ['transactional', 'marketing'])
        expect(await send(phone, { class: messageClass })).toMatchObject({
          status: 422,
          body: { code: 'governance.recipient_opted_out', field: 'to' },
        });
      expect((await send(phone, { class: 'otp' })).status).toBe(202);
      expect((await send(phone, { class: 'conversation' })).status).toBe(202);
      // Only this person, only in this workspace.
      expect((await send(nextPhone())).status).toBe(202);
      const theirs = await app.request('POST /v1/messages', {
        key: app.b.key,
        body: { to: phone, text: 'Halo' },
      });
      expect(theirs.status).toBe(202);
    },
  );

  it('gets messages again after MULAI', async () => {
    const phone = nextPhone();
    await reply(phone, 'STOP');
    expect((await send(phone)).status).toBe(422);
    await reply(phone, 'mulai');
    expect((await send(phone)).status).toBe(202);
  });

  it('in a sentence is not taken at the word', async () => {
    const phone = nextPhone();
    for (const text of ['jangan berhenti kirim ya', 'kapan promo berhenti?', 'non stop', 'start up'])
      await reply(phone, text);
    expect((await send(phone)).status).toBe(202);
  });

  it('in a batch is one refusal among others', async () => {
    const phone = nextPhone();
    await reply(phone, 'STOP');
    const { body } = await app.request('POST /v1/messages', {
      key: app.a.key,
      body: [
        { to: nextPhone(), text: 'Halo' },
        { to: phone, text: 'Halo' },
      ],
    });
    expect(body).toMatchObject({ accepted: 1, refused: 1 });
  });

  it('has what waits for them taken back: scheduled and in memory, but no code', async () => {
    const phone = nextPhone();
    const later = { sendAt: new Date(Date.now() + 3_600_000).toISOString() };
    const scheduled = (await send(phone, later)).body['id'];
    const code = (await send(phone, { ...later, class: 'otp' })).body['id'];
    const other = (await send(nextPhone(), later)).body['id'];
    script.health = { state: 'down', since: new Date() };
    const held = (await send(phone, { channel: scripted })).body['id'];
    await reply(phone, 'BERHENTI');
    expect(await Promise.all([scheduled, held, code, other].map(statusOf))).toEqual([
      'canceled',
      'canceled',
      'held',
      'held',
    ]);
    script.health = up();
    const after = (await send(nextPhone(), { channel: scripted })).body['id'];
    await eventually('the line is up again', async () => (await statusOf(after)) === 'sent');
    expect(script.sent.filter(({ to }) => to === phone)).toEqual([]);
  });

  it('does not make a message look taken back that is with the provider already', async () => {
    const phone = nextPhone();
    let answerNow: (outcome: SendOutcome) => void = () => undefined;
    script.answer = () => new Promise((resolve) => (answerNow = resolve));
    const id = (await send(phone, { channel: scripted })).body['id'];
    await eventually('submitted', async () => script.sent.some(({ to }) => to === phone));
    script.answer = (message) => accept(`ext-${message.id}`);
    await reply(phone, 'STOP');
    expect(await statusOf(id)).toBe('sending');
    answerNow(accept('gone-already'));
    await eventually('sent', async () => (await statusOf(id)) === 'sent');
  });
});

describe('the list of opt-outs', () => {
  it('is kept by members and keys, too, and finds a number beyond the first page', async () => {
    const numbers = Array.from({ length: 60 }, nextPhone);
    for (const phone of numbers)
      expect((await app.request('POST /v1/opt-outs', { key: app.a.key, body: { phone } })).status).toBe(201);
    const last = numbers.at(-1) ?? '';
    const found = await app.request(`GET /v1/opt-outs?phone=${encodeURIComponent(last)}`, { key: app.a.key });
    expect(found.body).toMatchObject({
      items: [{ address: last, source: 'api', keyword: null }],
      next: null,
    });
    const all: string[] = [];
    for (let cursor: unknown = ''; cursor !== null; ) {
      const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(String(cursor))}`;
      const page = await app.request<{ items: { address: string }[]; next: string | null }>(
        `GET /v1/opt-outs?limit=25${query}`,
        { key: app.a.key },
      );
      all.push(...page.body.items.map(({ address }) => address));
      cursor = page.body.next;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(numbers));
    expect(
      (await app.request(`DELETE /v1/opt-outs/${encodeURIComponent(last)}`, { key: app.a.key })).status,
    ).toBe(204);
    expect((await send(last)).status).toBe(202);
  });

  it('says when an opt-out was recorded first', async () => {
    const phone = nextPhone();
    await reply(phone, 'STOP');
    const again = await app.request('POST /v1/opt-outs', { key: app.a.key, body: { phone } });
    expect(again.body).toMatchObject({ address: phone, source: 'keyword', keyword: 'STOP' });
  });
});
