/** Clients that know nothing of this project use the simulator as if it were Meta. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import GreatDetail, { MessageType } from '@great-detail/whatsapp';
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../wait-for.ts';
import { type Graph, startGraph } from './index.ts';

const PHONE = '106540352242922';
const WABA = '102290129340398';
const SARI = '6281234000001';

let graph: Graph;
let hooks: { raw: Buffer; signature: string | undefined }[];
let receiver: Server;

beforeEach(async () => {
  hooks = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = request.headers['x-hub-signature-256'];
      hooks.push({
        raw: Buffer.concat(chunks),
        signature: typeof signature === 'string' ? signature : undefined,
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const callbackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  graph = await startGraph({ callbackUrl, statuses: { sent: 1, delivered: 5, read: 10 } });
});

afterEach(async () => {
  await graph.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

/** Every webhook so far as the independent consumer reads it; an invalid signature fails. */
function consumed(): ReturnType<typeof normalizeWebhook>[] {
  return hooks.map(({ raw, signature }) => {
    const isGood = verifySignature({
      appSecret: 'app-secret',
      rawBody: raw,
      ...(signature === undefined ? {} : { signatureHeader: signature }),
    });
    expect(isGood).toBe(true);
    return normalizeWebhook(JSON.parse(raw.toString('utf8')));
  });
}

describe('@kapso/whatsapp-cloud-api as sender', () => {
  const client = (): WhatsAppClient => new WhatsAppClient({ accessToken: 'EAAJ-token', baseUrl: graph.url });

  it('sends every kind of message and reads the answers', async () => {
    await graph.people.text(SARI, 'Halo');
    const { messages } = client();
    const common = { phoneNumberId: PHONE, to: `+${SARI}` };
    const sent = await messages.sendText({ ...common, body: 'Halo Sari', bizOpaqueCallbackData: 'ref-1' });
    expect(sent.messages[0]?.id).toMatch(/^wamid\./);
    await messages.sendImage({ ...common, image: { link: 'https://toko.example/a.jpg', caption: 'Mawar' } });
    await messages.sendInteractiveButtons({
      ...common,
      bodyText: 'Jadi?',
      buttons: [{ id: 'ya', title: 'Ya' }],
    });
    await messages.sendInteractiveList({
      ...common,
      bodyText: 'Jam berapa?',
      buttonText: 'Pilih',
      sections: [{ title: 'Besok', rows: [{ id: 'p', title: 'Pagi' }] }],
    });
    await messages.sendInteractiveCtaUrl({
      ...common,
      bodyText: 'Lacak paket',
      parameters: { displayText: 'Lacak', url: 'https://toko.example/' },
    });
    await messages.sendReaction({ ...common, reaction: { messageId: 'wamid.X', emoji: '👍' } });
    await messages.markRead({
      phoneNumberId: PHONE,
      messageId: 'wamid.X',
      typingIndicator: { type: 'text' },
    });
    expect(graph.taken.map(({ body }) => body['type'])).toEqual([
      'text',
      'image',
      'interactive',
      'interactive',
      'interactive',
      'reaction',
    ]);
    expect(graph.read).toEqual(['wamid.X+typing']);
  });

  it('understands refusals as Meta words them', async () => {
    const { messages } = client();
    const wrong = [
      [{ kind: 'error', code: 131056 }, 131056],
      [{ kind: 'error', code: 131047 }, 131047],
      [{ kind: 'error', code: 132015 }, 132015],
      [{ kind: 'expire_token' }, 190],
    ] as const;
    for (const [fault, code] of wrong) {
      graph.script(fault);
      const error: unknown = await messages
        .sendText({ phoneNumberId: PHONE, to: SARI, body: 'x' })
        .catch((e) => e);
      expect(error).toBeInstanceOf(GraphApiError);
      if (error instanceof GraphApiError) {
        expect(error.code).toBe(code);
        expect(error.requiresTokenRefresh()).toBe(code === 190);
      }
    }
  });

  it('keeps files and templates', async () => {
    const { media, templates } = client();
    const file = Buffer.from('sebuah gambar');
    const { id } = await media.upload({ phoneNumberId: PHONE, type: 'image/png', file, fileName: 'a.png' });
    const found = await media.get({ mediaId: id });
    expect(found).toMatchObject({ mimeType: 'image/png', id });
    const bytes = await media.download({ mediaId: id, auth: 'always' });
    expect(bytes instanceof ArrayBuffer && Buffer.from(bytes).equals(file)).toBe(true);
    expect(await media.delete({ mediaId: id })).toMatchObject({ success: true });
    const made = await templates.create({
      businessAccountId: WABA,
      name: 'kirim_resi',
      language: 'id',
      category: 'UTILITY',
      components: [
        { type: 'BODY', text: 'Pesanan {{1}} sudah kami kirim hari ini.', example: { body_text: [['17']] } },
      ],
    });
    expect(made).toMatchObject({ status: 'PENDING', category: 'UTILITY' });
    await waitFor('the review', () => graph.state.templates.get(made.id)?.status === 'APPROVED');
    const listed = await templates.list({ businessAccountId: WABA });
    expect(listed.data).toMatchObject([{ name: 'kirim_resi', status: 'APPROVED' }]);
    expect(await templates.delete({ businessAccountId: WABA, name: 'kirim_resi' })).toMatchObject({
      success: true,
    });
  });

  it('registers the number', async () => {
    const { phoneNumbers } = client();
    await phoneNumbers.deregister({ phoneNumberId: PHONE });
    await phoneNumbers.requestCode({ phoneNumberId: PHONE, codeMethod: 'SMS', language: 'id' });
    const code = graph.state.numbers.get(PHONE)?.code ?? '';
    await phoneNumbers.verifyCode({ phoneNumberId: PHONE, code });
    await phoneNumbers.register({ phoneNumberId: PHONE, pin: '123456' });
    expect(graph.state.numbers.get(PHONE)).toMatchObject({ registered: true, verified: true });
  });
});

describe('@kapso/whatsapp-cloud-api as webhook consumer', () => {
  it('verifies and reads messages of every kind, with and without a phone number', async () => {
    await graph.people.text(SARI, 'Halo');
    await graph.people.press(SARI, { id: 'ya', title: 'Ya' }, 'wamid.OURS');
    await graph.people.choose(SARI, { id: 'p', title: 'Pagi' }, 'wamid.OURS');
    await graph.people.react(SARI, 'wamid.OURS', '❤️');
    await graph.people.sendFile(SARI, 'image', 'image/png', Buffer.from('gambar'), 'Ini');
    graph.people.person('6281234000002').hidesNumber = true;
    await graph.people.text('6281234000002', 'Tanpa nomor');
    const read = consumed();
    expect(read.flatMap(({ messages }) => messages.map(({ type }) => type))).toEqual([
      'text',
      'interactive',
      'interactive',
      'reaction',
      'image',
      'text',
    ]);
    const [contact] = read.at(-1)?.contacts ?? [];
    expect(contact?.userId).toMatch(/^ID\./);
    expect(contact?.waId).toBeUndefined();
  });

  it('reads statuses in all their states', async () => {
    await graph.people.text(SARI, 'Halo');
    const client = new WhatsAppClient({ accessToken: 'EAAJ-token', baseUrl: graph.url });
    await client.messages.sendText({
      phoneNumberId: PHONE,
      to: SARI,
      body: 'Ya',
      bizOpaqueCallbackData: 'ref-1',
    });
    graph.script({ kind: 'failed_later', code: 131026 });
    await client.messages.sendText({ phoneNumberId: PHONE, to: SARI, body: 'Ya' });
    await waitFor('five webhooks', () => hooks.length >= 5);
    const statuses = consumed().flatMap((one) => one.statuses);
    expect(statuses.map(({ status }) => status).sort()).toEqual(['delivered', 'failed', 'read', 'sent']);
    const failed = statuses.find(({ status }) => status === 'failed');
    expect(failed?.errors?.[0]).toMatchObject({ code: 131026 });
    expect(statuses.find(({ status }) => status === 'sent')?.pricing).toMatchObject({ category: 'service' });
  });
});

describe('@great-detail/whatsapp', () => {
  const client = (): GreatDetail =>
    new GreatDetail({
      prefixUrl: graph.url,
      graphVersion: 'v25.0',
      request: { headers: { Authorization: 'Bearer EAAJ-token' }, retry: 0 },
    });

  it('sends, uploads, describes, subscribes and changes the profile', async () => {
    const sdk = client();
    const sent = await sdk.message
      .createMessage({ phoneNumberID: PHONE, to: SARI, type: MessageType.Text, text: { body: 'Hai' } })
      .json();
    expect(sent.messages[0]?.id).toBe(graph.taken[0]?.id);
    const file = new Blob(['catatan'], { type: 'text/plain' });
    const { id } = await sdk.media
      .upload({ phoneNumberID: PHONE, file, filename: 'c.txt', mimeType: 'text/plain' })
      .json();
    // It does not send its own token there.
    const request = { headers: { Authorization: 'Bearer EAAJ-token' } };
    const described = await sdk.media.getURL({ mediaID: id }).json();
    expect(await sdk.media.download({ mediaURL: described.url, request }).text()).toBe('catatan');
    const number = await sdk.phoneNumbers.getPhoneNumber({ phoneNumberID: PHONE }).json();
    expect(number).toMatchObject({ id: PHONE, status: 'CONNECTED', quality_rating: 'GREEN' });
    const numbers = await sdk.phoneNumbers.listPhoneNumbers({ businessAccountID: WABA }).json();
    expect(numbers.data).toHaveLength(1);
    expect(await sdk.subscribedApps.createSubscription({ businessAccountID: WABA }).json()).toEqual({
      success: true,
    });
    const apps = await sdk.subscribedApps.listSubscriptions({ businessAccountID: WABA }).json();
    expect(apps.data).toHaveLength(1);
    await sdk.businessProfile.updateBusinessProfile({ phoneNumberID: PHONE, about: 'Toko Bunga' });
    expect(graph.state.numbers.get(PHONE)?.profile).toMatchObject({ about: 'Toko Bunga' });
  });

  it('verifies the signature of webhooks', async () => {
    await graph.people.text(SARI, 'Halo');
    const [hook] = hooks;
    if (hook === undefined) throw new Error('no webhook came');
    const event = await client().webhook.eventNotification({
      method: 'POST',
      query: {},
      body: hook.raw.toString('utf8'),
      headers: { 'x-hub-signature-256': hook.signature ?? '' },
    });
    await event.verifySignature('app-secret');
    await expect(async () => event.verifySignature('another')).rejects.toThrow();
  });
});
