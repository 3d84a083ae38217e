/** More than a text, from the API to the adapter and from the adapter to the API. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import {
  accept,
  addScriptedChannelType,
  refuse,
  RICH_CAPABILITIES,
} from '../../../../testing/scripted-channel.ts';
import type {
  ChannelNotice,
  DownloadOutcome,
  IncomingEvent,
  MediaReference,
} from '../../../channels/channel.ts';
import { put } from '../../../platform/storage/files.ts';
import type { MessageDetail } from '../contract.ts';

let download: (media: MediaReference) => DownloadOutcome = () => ({
  kind: 'retryable',
  code: 'provider_error',
  detail: 'not now',
});
const whatsapp = addScriptedChannelType('wa', {
  medium: 'whatsapp',
  capabilities: RICH_CAPABILITIES,
  extras: { download: async (media) => download(media) },
});
const sms = addScriptedChannelType('plain');
let app: AppKit;
const ids = { wa: '', plain: '' };

beforeAll(async () => {
  app = await startApp();
  for (const type of ['wa', 'plain'] as const) {
    const body = { type, name: type, priority: type === 'plain' ? 90 : 80 };
    ids[type] = String((await app.request('POST /v1/channels', { key: app.a.key, body })).body['id']);
  }
  await app.runtime.openChannels();
});
afterAll(() => app?.close());
beforeEach(() => {
  for (const script of [whatsapp, sms]) {
    script.sent.length = 0;
    script.answer = (message) => accept(`ext-${message.id}`);
  }
});

let count = 0;
const nextPhone = (): string => `+62813${String(10_000_000 + ++count)}`;
const post = (body: Record<string, unknown>) => app.request('POST /v1/messages', { key: app.a.key, body });
const show = async (id: string): Promise<MessageDetail> =>
  (await app.request<MessageDetail>(`GET /v1/messages/${id}`, { key: app.a.key })).body;
const becomes = (id: string, status: string): Promise<MessageDetail> =>
  eventually(`${id} ${status}`, async () => {
    const message = await show(id);
    return message.status === status ? message : undefined;
  });
const incoming = (change: Partial<IncomingEvent> & { readonly from: string }): IncomingEvent => ({
  type: 'message',
  externalId: `in-${++count}`,
  to: '+628111000222',
  text: 'Halo',
  at: new Date(),
  ...change,
});
/** Stores it and answers with its public id. */
async function hear(event: IncomingEvent): Promise<string> {
  await whatsapp.emit(event);
  const [row] = await app.rows<{ id: string }>(
    'select message_id as id from messages.inbound_key where external_id = $1',
    [event.externalId],
  );
  return app.runtime.routeDeps.messages.publicIds.encode('msg', BigInt(row?.id ?? '0'));
}
const BUTTONS = {
  type: 'buttons',
  body: 'Kapan kami antar?',
  buttons: [{ type: 'reply', id: 'pagi', title: 'Pagi' }],
};

describe('a content', () => {
  it('goes over the channel that takes it, and is shown with its plain words', async () => {
    const to = nextPhone();
    await whatsapp.emit(incoming({ from: to }));
    const answer = await post({ to, content: BUTTONS });
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    const message = await becomes(String(answer.body['id']), 'sent');
    expect(message).toMatchObject({ text: 'Kapan kami antar?\n- Pagi', content: BUTTONS, replyTo: null });
    expect(message.channel.id).toBe(ids.wa);
    expect(message.contact?.id).toMatch(/^con_/);
    expect(whatsapp.sent).toMatchObject([{ to, content: BUTTONS, text: 'Kapan kami antar?\n- Pagi' }]);
  });

  it('leaves no row for a plain text', async () => {
    const answer = await post({ to: nextPhone(), text: 'Halo' });
    await becomes(String(answer.body['id']), 'sent');
    const id = app.runtime.routeDeps.messages.publicIds.decode('msg', String(answer.body['id']));
    expect(await app.rows('select 1 from messages.message_content where message_id = $1', [`${id}`])).toEqual(
      [],
    );
    expect(sms.sent).toHaveLength(1);
    expect(sms.sent[0]).not.toHaveProperty('content');
  });

  it.each([
    [{ content: BUTTONS, channel: 'plain' }, 'messages.content_not_carried', 'content.type'],
    [{ content: BUTTONS, text: 'Halo' }, 'messages.text_and_content', 'content'],
    [
      { content: { type: 'carousel', cards: [{ title: 'A' }, { title: 'B' }] } },
      'messages.content_not_carried',
      'content.type',
    ],
    [
      { content: { type: 'media', kind: 'video', source: { url: 'https://a.example/v.mp4' } } },
      'messages.media_refused',
      'content.source',
    ],
    [
      { content: { type: 'media', kind: 'image', source: { file: 'file_0' } } },
      'messages.file_unknown',
      'content.source',
    ],
    [{ content: BUTTONS }, 'messages.window_closed', 'to'],
    [{ text: 'Halo', channel: 'wa' }, 'messages.window_closed', 'to'],
    [{ text: 'Halo', to: 'con_0' }, 'messages.recipient_unknown', 'to'],
    [{ text: 'Halo', replyTo: 'msg_0' }, 'messages.reply_unknown', 'replyTo'],
  ])('%j is refused with %s', async (change, code, field) => {
    const channel = 'channel' in change ? ids[change.channel === 'wa' ? 'wa' : 'plain'] : 'auto';
    const { status, body } = await post({ to: nextPhone(), ...change, channel });
    expect(body).toMatchObject({ code, field, remedy: expect.stringMatching(/.{20}/) });
    expect(status).toBe(422);
  });

  it('with a file of ours is checked before it is accepted, and a provider can fetch the file', async () => {
    const { files } = app.runtime.routeDeps;
    const keep = async (purpose: string, bytes: string, mime: string): Promise<string> => {
      const body = (async function* () {
        yield Buffer.from(bytes);
      })();
      const stored = await put(files.db, files.ids, {
        workspaceId: app.a.id,
        purpose,
        name: 'a',
        mime,
        maxBytes: 10_000,
        body,
      });
      if (!stored.ok) throw new Error(stored.reason);
      return files.publicIds.encode('file', stored.file.id);
    };
    const to = nextPhone();
    await whatsapp.emit(incoming({ from: to }));
    const document = (file: string) =>
      post({ to, content: { type: 'media', kind: 'document', source: { file } } });
    const small = await keep('media', 'Faktur 42', 'text/plain');
    expect((await document(small)).status).toBe(202);
    for (const [file, code] of [
      [await keep('media', 'x'.repeat(1_001), 'text/plain'), 'messages.media_refused'],
      [await keep('media', '<html></html>', 'text/html'), 'messages.media_refused'],
      [await keep('import', 'nama,nomor', 'text/csv'), 'messages.file_unknown'],
    ])
      expect((await document(String(file))).body).toMatchObject({ code, field: 'content.source' });
    const id = files.publicIds.decode('file', small) ?? 0n;
    const url = new URL(files.links.urlOf({ workspaceId: app.a.id, id }, 60));
    const fetched = await app.request(`GET ${url.pathname}`);
    expect([fetched.status, fetched.body]).toMatchObject([200, { raw: 'Faktur 42' }]);
    expect((await app.request(`GET ${url.pathname.slice(0, -1)}`)).status).toBe(404);
  });

  it('waits in the outbox with its message and leaves with it', async () => {
    const to = nextPhone();
    const id = await hear(incoming({ from: to, externalId: 'wamid.quoted' }));
    whatsapp.answer = () => refuse('retryable', 'provider_error');
    const answer = await post({ content: { type: 'reaction', message: id, emoji: '👍' } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    await becomes(String(answer.body['id']), 'queued');
    whatsapp.answer = (message) => accept(`ext-${message.id}`);
    await app.rows('update messages.outbox set due = now()');
    await becomes(String(answer.body['id']), 'sent');
    const content = { type: 'reaction', message: 'wamid.quoted', emoji: '👍' };
    expect(whatsapp.sent).toMatchObject([{ content }, { content, attempt: 2 }]);
    expect(await show(String(answer.body['id']))).toMatchObject({ replyTo: id, content: { message: id } });
  });

  it('with a code is sealed at rest and shown to nobody', async () => {
    const to = nextPhone();
    await whatsapp.emit(incoming({ from: to }));
    const body = { ...BUTTONS, body: 'Kode Anda 772913' };
    const answer = await post({ to, class: 'otp', content: body });
    const message = await becomes(String(answer.body['id']), 'sent');
    expect(message).toMatchObject({ text: null, content: null });
    expect(whatsapp.sent[0]).toMatchObject({ content: body });
    const rows = await app.rows('select * from messages.message_content');
    expect(JSON.stringify(rows)).not.toContain('772913');
  });

  it('is gone when its message is erased', async () => {
    const to = nextPhone();
    await whatsapp.emit(incoming({ from: to }));
    const id = String((await post({ to, content: BUTTONS })).body['id']);
    await becomes(id, 'sent');
    await whatsapp.emit({ type: 'receipt', externalId: `ext-${id}`, status: 'delivered', at: new Date() });
    const { messages } = app.runtime.routeDeps;
    const { eraseMessage, redactMessage } = await import('../index.ts');
    const actor = { kind: 'system', workspaceId: app.a.id, name: 'test' } as const;
    await redactMessage(messages, actor, id);
    expect(await show(id)).toMatchObject({ text: '', content: null });
    await eraseMessage(messages, actor, id);
    const internal = `${messages.publicIds.decode('msg', id)}`;
    expect(
      await app.rows('select 1 from messages.message_content where message_id = $1', [internal]),
    ).toEqual([]);
  });
});

describe('a customer known only by a user id', () => {
  it('is stored, listed and answered at that id', async () => {
    const id = await hear(
      incoming({
        from: 'ID.77aa',
        identities: [{ kind: 'whatsapp', address: 'ID.77aa' }],
        profileName: 'Sari',
      }),
    );
    const question = await show(id);
    expect(question).toMatchObject({ from: 'ID.77aa', contact: { name: 'Sari' }, direction: 'in' });
    const reply = await post({ replyTo: id, text: 'Ada, kak.' });
    expect(reply.body).toMatchObject({ to: 'ID.77aa', channel: ids.wa, status: 'accepted' });
    await becomes(String(reply.body['id']), 'sent');
    expect(whatsapp.sent).toMatchObject([
      { to: 'ID.77aa', text: 'Ada, kak.', replyTo: expect.stringMatching(/^in-/) },
    ]);
    const again = await post({ to: question.contact?.id, text: 'Masih ada?' });
    expect(again.body).toMatchObject({ to: 'ID.77aa', channel: ids.wa });
  });

  it('is never taken for somebody else: an answer to another address is refused', async () => {
    const id = await hear(incoming({ from: 'ID.78bb' }));
    expect((await post({ replyTo: id, to: nextPhone(), text: 'Halo' })).body).toMatchObject({
      code: 'messages.reply_elsewhere',
      field: 'to',
    });
    expect((await post({ replyTo: id, channel: ids.plain, text: 'Halo' })).body).toMatchObject({
      code: 'messages.reply_elsewhere',
      field: 'channel',
    });
  });

  it('stays one address when contacts are merged: each answer goes to who wrote', async () => {
    const phone = nextPhone();
    const [one, two] = [await hear(incoming({ from: phone })), await hear(incoming({ from: 'ID.79cc' }))];
    const [a, b] = [(await show(one)).contact?.id, (await show(two)).contact?.id];
    const merged = await app.request(`POST /v1/contacts/${a}/merge`, {
      key: app.a.key,
      body: { others: [b] },
    });
    expect(merged.status, JSON.stringify(merged.body)).toBeLessThan(300);
    for (const [id, to] of [
      [one, phone],
      [two, 'ID.79cc'],
    ] as const)
      expect((await post({ replyTo: id, text: 'Baik' })).body).toMatchObject({ to, channel: ids.wa });
    expect((await show(two)).contact?.id).toBe(a);
  });
});

describe('what people send', () => {
  it('keeps its content, what it speaks of, and one effect however often it comes', async () => {
    const from = nextPhone();
    const sent = String((await post({ to: from, text: 'Pesanan dikirim', channel: ids.plain })).body['id']);
    expect(sent).toMatch(/^msg_/);
    await whatsapp.emit(incoming({ from }));
    const asked = String((await post({ to: from, content: BUTTONS })).body['id']);
    await becomes(asked, 'sent');
    const event = incoming({
      from,
      text: '',
      content: { type: 'button_reply', id: 'pagi', title: 'Pagi' },
      replyTo: `ext-${asked}`,
    });
    const id = await hear(event);
    await Promise.all([hear(event), hear(event)]);
    expect(await show(id)).toMatchObject({ text: 'Pagi', replyTo: asked, content: { type: 'button_reply' } });
    const rows = await app.rows('select 1 from messages.message where party = $1 and body = $2', [
      from,
      'Pagi',
    ]);
    expect(rows).toHaveLength(1);
  });

  it('opens the window, and its length is shown', async () => {
    const from = nextPhone();
    const ask = () =>
      app.request(`GET /v1/messages/window?channel=${ids.wa}&to=${encodeURIComponent(from)}`, {
        key: app.a.key,
      });
    expect((await ask()).body).toMatchObject({
      required: true,
      open: false,
      openUntil: null,
      remainingSeconds: 0,
    });
    await whatsapp.emit(incoming({ from }));
    const { body } = await ask();
    expect(body).toMatchObject({ required: true, open: true });
    expect(Number(body['remainingSeconds'])).toBeGreaterThan(86_000);
    await whatsapp.emit(incoming({ from, at: new Date(Date.now() - 3_600_000) }));
    expect(Number((await ask()).body['remainingSeconds'])).toBeGreaterThan(86_000);
    await whatsapp.emit(incoming({ from, entryPoint: 'ad' }));
    expect(Number((await ask()).body['remainingSeconds'])).toBeGreaterThan(250_000);
    const plain = await app.request(
      `GET /v1/messages/window?channel=${ids.plain}&to=${encodeURIComponent(from)}`,
      {
        key: app.a.key,
      },
    );
    expect(plain.body).toMatchObject({ required: false, open: true });
  });

  it('closes the window again: what waited too long fails with a reason', async () => {
    const to = nextPhone();
    await whatsapp.emit(incoming({ from: to }));
    whatsapp.answer = () => refuse('retryable', 'provider_error');
    const id = String((await post({ to, content: BUTTONS })).body['id']);
    await becomes(id, 'queued');
    await app.rows(
      `update messages.conversation_window set open_until = now() - interval '1 s' where party = $1`,
      [to],
    );
    await app.rows('update messages.outbox set due = now()');
    expect(await becomes(id, 'failed')).toMatchObject({ reason: { code: 'window_closed' } });
  });

  it('is fetched after it is stored, with every attempt visible at the end', async () => {
    const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    download = () => ({
      kind: 'ok',
      mime: 'image/png',
      size: bytes.length,
      body: (async function* () {
        yield bytes;
      })(),
    });
    const picture = (externalId: string): Partial<IncomingEvent> => ({
      text: '',
      content: {
        type: 'media',
        kind: 'image',
        file: null,
        mime: 'image/png',
        caption: 'Bukti',
        filename: null,
      },
      media: { externalId, kind: 'image', mime: 'image/png' },
    });
    const id = await hear(incoming({ from: nextPhone(), ...picture('media-1') }));
    const stored = await eventually('the file', async () => {
      const { content } = await show(id);
      return content?.type === 'media' && 'file' in content && content.file !== null && content.file;
    });
    const file = await app.request(`GET /v1/files/${stored}`, { key: app.a.key });
    expect(file.body).toMatchObject({ mime: 'image/png', size: bytes.length, purpose: 'media' });
    download = () => ({ kind: 'permanent', code: 'media_refused', detail: 'gone' });
    const lost = await hear(incoming({ from: nextPhone(), ...picture('media-2') }));
    await eventually('the failure is visible', async () => {
      const { content } = await show(lost);
      return content?.type === 'media' && 'problem' in content && content.problem === 'media_refused';
    });
    expect(await app.rows('select 1 from messages.media_fetch')).toEqual([]);
  });
});

describe('news of the provider', () => {
  it('is kept once and shown on the channel', async () => {
    const notice: ChannelNotice = {
      type: 'notice',
      externalId: 'n-1',
      topic: 'template_status',
      subject: 'tpl-1',
      state: 'REJECTED',
      detail: 'INVALID_FORMAT',
      level: 'warning',
      at: new Date(),
      data: { id: 1 },
    };
    await Promise.all([whatsapp.emit(notice), whatsapp.emit(notice)]);
    const { body } = await app.request<{ items: unknown[] }>(`GET /v1/channels/${ids.wa}/notices`, {
      key: app.a.key,
    });
    expect(body.items).toMatchObject([
      { topic: 'template_status', state: 'REJECTED', detail: 'INVALID_FORMAT' },
    ]);
  });

  it('about marketing stops marketing and nothing else, whatever is repeated', async () => {
    const to = nextPhone();
    const wish = (externalId: string, marketing: 'stop' | 'resume') =>
      whatsapp.emit({ type: 'preference', externalId, address: to, marketing, at: new Date() });
    await wish('p-1', 'stop');
    const ask = async (as: string) =>
      (await post({ to, text: 'Halo', class: as, channel: ids.plain })).status;
    expect([await ask('marketing'), await ask('transactional')]).toEqual([422, 202]);
    await wish('p-2', 'resume');
    await wish('p-1', 'stop');
    expect(await ask('marketing')).toBe(202);
  });

  it('about an address moves the person, not their past', async () => {
    const [before, after] = [nextPhone(), nextPhone()];
    const id = await hear(incoming({ from: before, profileName: 'Budi' }));
    const contact = (await show(id)).contact?.id;
    await whatsapp.emit({
      type: 'identity_changed',
      externalId: 'c-1',
      kind: 'phone',
      previous: before,
      current: after,
      at: new Date(),
    });
    expect((await post({ to: contact, text: 'Halo', channel: ids.plain })).body).toMatchObject({ to: after });
    expect((await show(await hear(incoming({ from: after })))).contact?.id).toBe(contact);
  });
});
