/** The official `twilio` package, unmodified, against Titian and a simulated Meta: numbers of WhatsApp, and what customers write to them. */
import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually } from '../../../testing/app-kit.ts';
import { addScriptedChannelType } from '../../../testing/scripted-channel.ts';
import type { Graph } from '../../../testing/simulators/graph/index.ts';
import {
  LIMIT_MS,
  OWN_NUMBER as OWN,
  PIXEL,
  refusalOf,
  startTwilioRig,
  type TwilioClient,
  type TwilioRig,
} from '../../../testing/twilio-rig.ts';
import type { CreatedTwilioAccount } from './contract.ts';

/** Behind WhatsApp in the order of channels: a number without a prefix must mean SMS all the same. */
const sms = addScriptedChannelType('plain');
let rig: TwilioRig;
let app: AppKit;
let graph: Graph;
let client: TwilioClient;
let hook: string;
let account: CreatedTwilioAccount;

beforeAll(async () => {
  rig = await startTwilioRig({
    '/bunga.png': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL),
  });
  ({ app, graph, client, hook, account } = rig);
  await rig.ask('POST /v1/channels', { type: 'plain', name: 'SMS', priority: 60 });
  await app.runtime.openChannels();
});
afterAll(() => rig?.close());

describe('numbers of WhatsApp', () => {
  it('are learnt from their provider, and a message waits for the person to write first', async () => {
    const [sender] = await client.messaging.v2.channelsSenders.list({ channel: 'whatsapp' });
    expect(sender).toMatchObject({ senderId: OWN, status: 'ONLINE' });
    expect(sender?.sid).toMatch(/^XE[0-9a-f]{32}$/);
    expect(await client.messaging.v2.channelsSenders.list({ channel: 'rcs' })).toEqual([]);
    const to = rig.stranger();
    expect(await refusalOf(client.messages.create({ to, from: OWN, body: 'Halo' }))).toEqual({
      status: 400,
      code: 63016,
    });
  });

  it('carry messages that are shown, listed and told with their prefix', async () => {
    const { to } = await rig.writer('Masih ada mawar?');
    const statusCallback = `${hook}/status`;
    const made = await client.messages.create({ to, from: OWN, body: 'Masih, 12 tangkai.', statusCallback });
    expect(made).toMatchObject({
      to,
      from: OWN,
      body: 'Masih, 12 tangkai.',
      numMedia: '0',
      numSegments: '1',
    });
    const read = await rig.told('/status', 'read');
    expect(read.form).toMatchObject({ From: OWN, To: to, ChannelPrefix: 'whatsapp', EventType: 'READ' });
    expect(twilio.validateRequest(account.authToken, read.signature, read.url, read.form)).toBe(true);
    expect(rig.callsTo('/status').map(({ form }) => form['MessageStatus'])).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
    expect(await client.messages(made.sid).fetch()).toMatchObject({ to, from: OWN, status: 'read' });
    const bodies = async (filter: Record<string, string>) =>
      (await client.messages.list(filter)).map(({ body }) => body);
    expect(await bodies({ to })).toEqual(['Masih, 12 tangkai.']);
    expect(await bodies({ from: to })).toEqual(['Masih ada mawar?']);
    expect(await bodies({ to, from: OWN })).toEqual(['Masih, 12 tangkai.']);
    expect(await bodies({ from: OWN, to: rig.stranger() })).toEqual([]);
    expect(await bodies({ to: OWN })).toContain('Masih ada mawar?');
    // The same person's number without the prefix is another address.
    expect(await bodies({ to: to.slice('whatsapp:'.length) })).toEqual([]);
  });

  it('leave SMS to numbers without a prefix', async () => {
    const made = await client.messages.create({ to: '+6281299887766', from: 'TOKOBUNGA', body: 'SMS' });
    expect(made).toMatchObject({ to: '+6281299887766', from: 'TOKOBUNGA' });
    await eventually('it leaves as SMS', async () => sms.sent.some(({ text }) => text === 'SMS'));
  });

  it.each([
    ['SMS to WhatsApp', { from: 'TOKOBUNGA' }, 21910],
    ['WhatsApp to SMS', { to: '+6281299887766' }, 21910],
    ['a number that is nobody’s channel', { from: 'whatsapp:+622150009999' }, 63007],
    ['no number', { to: 'whatsapp:12' }, 21211],
    ['another country', { to: 'whatsapp:+14155552671' }, 21408],
  ])('refuse %s', async (_what, change, code) => {
    const { to } = await rig.writer();
    const work = client.messages.create({ to, from: OWN, body: 'Halo', ...change });
    expect(await refusalOf(work)).toEqual({ status: 400, code });
  });

  it('tell why Meta did not bring a message', async () => {
    for (const [code, number] of [
      [131026, 63024],
      [131047, 63016],
      [131050, 63014],
    ] as const) {
      const { to } = await rig.writer();
      graph.script({ kind: 'failed_later', code });
      const path = `/gagal-${code}`;
      await client.messages.create({ to, from: OWN, body: 'Halo', statusCallback: hook + path });
      const failed = await rig.told(path, 'undelivered');
      expect(failed.form).toMatchObject({ ErrorCode: String(number), EventType: 'UNDELIVERED' });
      expect(failed.form['ChannelStatusMessage']).toMatch(/\w/);
    }
  });

  it('stand in pools beside senders for SMS, and each kind is picked for its own', async () => {
    const { sid } = await client.messaging.v1.services.create({ friendlyName: 'Campur' });
    const pool = client.messaging.v1.services(sid);
    const [sender] = await client.messaging.v2.channelsSenders.list({ channel: 'whatsapp' });
    await pool.alphaSenders.create({ alphaSender: 'TOKOBUNGA' });
    const { to } = await rig.writer();
    const message = { to, messagingServiceSid: sid, body: 'Dari kolam' };
    expect(await refusalOf(client.messages.create(message))).toEqual({ status: 400, code: 21704 });
    const added = await pool.channelSenders.create({ sid: sender?.sid ?? '' });
    expect(added).toMatchObject({ sender: OWN, senderType: 'whatsapp', messagingServiceSid: sid });
    expect(await client.messages.create(message)).toMatchObject({ to, from: OWN, messagingServiceSid: sid });
    expect(await client.messages.create({ ...message, to: '+6281299887766' })).toMatchObject({
      from: 'TOKOBUNGA',
    });
    expect((await pool.channelSenders.list()).map((one) => one.sid)).toEqual([sender?.sid]);
    expect(await pool.channelSenders(sender?.sid ?? '').fetch()).toMatchObject({ sender: OWN });
    expect(await pool.channelSenders(sender?.sid ?? '').remove()).toBe(true);
    expect(await pool.channelSenders.list()).toEqual([]);
    await pool.remove();
  });
});

describe('what customers write', () => {
  const heard = (path: string, digits: string) =>
    eventually(
      `${path} hears of ${digits}`,
      async () => rig.callsTo(path).findLast(({ form }) => form['WaId'] === digits),
      LIMIT_MS,
    );
  const listen = async (path: string) => {
    const [sender] = await client.messaging.v2.channelsSenders.list({ channel: 'whatsapp' });
    return client.messaging.v2
      .channelsSenders(sender?.sid ?? '')
      .update({ webhook: { callback_url: hook + path, callback_method: 'POST' } } as never);
  };

  it('is brought with name and number, and TwiML is sent back over the same number', async () => {
    expect(await listen('/masuk')).toMatchObject({ webhook: { callbackUrl: `${hook}/masuk` } });
    const response = new twilio.twiml.MessagingResponse();
    const reply = response.message('Ini fotonya');
    reply.media(`${hook}/bunga.png`);
    rig.answers.set('/masuk', response.toString());
    const { digits, to } = await rig.writer('Ada foto?');
    const call = await heard('/masuk', digits);
    expect(call.form).toMatchObject({
      ...{ From: to, To: OWN, Body: 'Ada foto?', NumMedia: '0', SmsStatus: 'received', MessageType: 'text' },
      ...{ ProfileName: `Orang ${digits.slice(-4)}`, AccountSid: account.accountSid },
    });
    expect(twilio.validateRequest(account.authToken, call.signature, call.url, call.form)).toBe(true);
    const taken = await rig.reaches(to);
    expect(taken.body).toMatchObject({ type: 'image', image: { caption: 'Ini fotonya' } });
    const [sent] = await client.messages.list({ to });
    expect(sent).toMatchObject({
      direction: 'outbound-reply',
      from: OWN,
      to,
      numMedia: '1',
      body: 'Ini fotonya',
    });
    rig.answers.delete('/masuk');
  });

  it('may be a file, which only the account downloads, at once', async () => {
    await listen('/berkas');
    const digits = rig.nextDigits();
    await graph.people.sendFile(digits, 'image', 'image/png', PIXEL, 'Buktinya');
    const { form } = await heard('/berkas', digits);
    expect(form).toMatchObject({ NumMedia: '1', MediaContentType0: 'image/png', Body: 'Buktinya' });
    const address = form['MediaUrl0'] ?? '';
    expect(address).toContain(`/Accounts/${account.accountSid}/Messages/${form['MessageSid']}/Media/ME`);
    const fetched = await rig.download(address);
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(PIXEL)).toBe(true);
    const foreign = await app.request<CreatedTwilioAccount>('POST /v1/twilio/accounts', {
      key: app.b.key,
      body: { name: 'Lain' },
    });
    expect((await rig.download(address, foreign.body)).status).toBe(404);
    const theirs = address.replace(account.accountSid, foreign.body.accountSid);
    expect((await rig.download(theirs, foreign.body)).status).toBe(404);
    // As while Meta's file server takes its time: whoever asks waits, instead of being sent away.
    const kept = await app.rows<{ message_id: string; content: unknown }>(
      `update messages.message_content as c set content = c.content || '{"file":null}' from messages.message_content as b
       where b.message_id = c.message_id and c.content->>'caption' = 'Buktinya' returning c.message_id, b.content`,
    );
    const early = rig.download(address).then(({ status }) => status);
    expect(await Promise.race([early, sleep(300).then(() => 'waits')])).toBe('waits');
    for (const { message_id: id, content } of kept)
      await app.rows('update messages.message_content set content = $2 where message_id = $1', [id, content]);
    expect(await early).toBe(200);
    const message = client.messages(form['MessageSid'] ?? '');
    expect(await message.fetch()).toMatchObject({ numMedia: '1', body: 'Buktinya', direction: 'inbound' });
    expect(await message.media.list()).toHaveLength(1);
  });

  it('may be a button, a place, or an answer to a message of ours', async () => {
    await listen('/lain');
    const { digits, to } = await rig.writer();
    const statusCallback = `${hook}/jadi`;
    const made = await client.messages.create({ to, from: OWN, body: 'Jadi?', statusCallback });
    const taken = await rig.reaches(to);
    // Nobody answers what has not arrived.
    await rig.told('/jadi', 'read');
    await graph.people.press(digits, { id: 'ya', title: 'Jadi' }, taken.id);
    await graph.people.write(digits, {
      type: 'location',
      location: { latitude: -6.2, longitude: 106.8, name: 'Toko' },
    });
    const forms = await eventually(
      'both are told',
      async () => {
        const own = rig.callsTo('/lain').flatMap(({ form }) => (form['WaId'] === digits ? [form] : []));
        return own.length === 3 && own;
      },
      LIMIT_MS,
    );
    expect(forms).toContainEqual(
      expect.objectContaining({
        ...{ ButtonText: 'Jadi', ButtonPayload: 'ya', OriginalRepliedMessageSid: made.sid },
      }),
    );
    expect(forms).toContainEqual(
      expect.objectContaining({ Latitude: '-6.2', Longitude: '106.8', Label: 'Toko' }),
    );
  });

  it('is answered also where the person shows no number', async () => {
    await listen('/tersembunyi');
    const response = new twilio.twiml.MessagingResponse();
    response.message('Baik, Kak');
    rig.answers.set('/tersembunyi', response.toString());
    const digits = rig.nextDigits();
    const person = graph.people.person(digits);
    person.hidesNumber = true;
    await graph.people.text(digits, 'Rahasia');
    const { form } = await heard('/tersembunyi', person.userId);
    expect(form['From']).toBe(`whatsapp:${person.userId}`);
    const taken = await eventually(
      'it is answered',
      async () => graph.taken.findLast((one) => one.to === person.userId),
      LIMIT_MS,
    );
    expect(taken.body).toMatchObject({ text: { body: 'Baik, Kak' } });
    rig.answers.delete('/tersembunyi');
  });
});
