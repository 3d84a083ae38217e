/** The official `twilio` package, unmodified, against Titian: messages, pools, callbacks that its own validator accepts. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import type { CreatedTwilioAccount } from './contract.ts';
import { messageIdOf, uuidOfSid } from './dialect/sids.ts';
import { publicIdOfUuid } from '../../lib/uuid.ts';

type Client = ReturnType<typeof twilio>;

interface Call {
  readonly url: string;
  readonly form: Record<string, string>;
  readonly signature: string;
}

let app: AppKit;
let url: string;
let account: CreatedTwilioAccount;
let client: Client;
let receiver: Server;
let hook: string;
const calls: Call[] = [];
/** What the company's program answers, by path. */
const answers = new Map<string, string>();
/** Until when the company's program keeps calls to these paths waiting. */
const held = new Map<string, Promise<void>>();

function clientOf({ accountSid, authToken }: { accountSid: string; authToken: string }): Client {
  const made = twilio(accountSid, authToken);
  made.api.baseUrl = url;
  made.messaging.baseUrl = url;
  made.verify.baseUrl = url;
  return made;
}

async function createAccount(body: Record<string, unknown> = { name: 'Toko daring' }) {
  const answer = await app.request<CreatedTwilioAccount>('POST /v1/twilio/accounts', {
    key: app.a.key,
    body,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

beforeAll(async () => {
  app = await startApp();
  url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    calls.push({
      url: `${hook}${request.url ?? ''}`,
      form: Object.fromEntries(new URLSearchParams(body)),
      signature: String(request.headers['x-twilio-signature']),
    });
    await held.get(request.url ?? '');
    const answer = answers.get(request.url ?? '');
    if (answer !== undefined) response.setHeader('content-type', 'text/xml');
    response.statusCode = answer === undefined ? 204 : 200;
    response.end(answer);
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  account = await createAccount();
  client = clientOf(account);
});
afterAll(async () => {
  receiver?.close();
  await app?.close();
});

const to = '+6281234567890';
const callsTo = (path: string): Call[] => calls.filter((call) => call.url === hook + path);
const isSigned = ({ url: called, form, signature }: Call, token = account.authToken): boolean =>
  twilio.validateRequest(token, signature, called, form);
const receipt = (sid: string, status: string) =>
  app.request('POST /v1/phone/receipts', { key: app.a.key, body: { messageId: messageIdOf(sid), status } });
const untilStatus = (sid: string, status: string) =>
  eventually(`${sid} is ${status}`, async () => {
    const message = await client.messages(sid).fetch();
    return message.status === status ? message : undefined;
  });
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    ({ status, code, message, moreInfo }: Record<string, unknown>) => ({ status, code, message, moreInfo }),
  );

describe('messages', () => {
  it('are sent and shown with the fields of the library', async () => {
    const made = await client.messages.create({
      to: '0812-3456-7890',
      from: 'TOKOBUNGA',
      body: 'Halo Rina 🌷',
    });
    expect(made).toMatchObject({
      accountSid: account.accountSid,
      apiVersion: '2010-04-01',
      body: 'Halo Rina 🌷',
      dateSent: null,
      direction: 'outbound-api',
      errorCode: null,
      errorMessage: null,
      from: 'TOKOBUNGA',
      messagingServiceSid: null,
      numMedia: '0',
      numSegments: '1',
      price: null,
      priceUnit: 'IDR',
      status: 'queued',
      to,
    });
    expect(made.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(made.dateCreated.getTime()).toBeGreaterThan(Date.now() - 60_000);
    const sent = await untilStatus(made.sid, 'sent');
    expect(sent).toMatchObject({ sid: made.sid, body: 'Halo Rina 🌷', price: '-420.00' });
    expect(sent.dateSent).toEqual(made.dateCreated);
    const own = await app.request(`GET /v1/messages/${messageIdOf(made.sid)}`, { key: app.a.key });
    expect(own.body).toMatchObject({ text: 'Halo Rina 🌷', to, status: 'sent' });
  });

  it('are listed in pages, by number, sender and day', async () => {
    const customer = '+6285700000001';
    for (let n = 0; n < 7; n++)
      await client.messages.create({ to: customer, from: 'TOKOBUNGA', body: `Pesan ${n}` });
    const all = await client.messages.list({ to: customer, pageSize: 3 });
    expect(all.map(({ body }) => body)).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Pesan ${n}`));
    const first = await client.messages.page({ to: customer, pageSize: 3 });
    expect(first.instances).toHaveLength(3);
    const bodies = (page: { readonly instances: readonly { readonly body: string }[] } | undefined | void) =>
      page?.instances.map(({ body }) => body);
    expect(await first.previousPage()).toBeUndefined();
    const second = await first.nextPage();
    expect(bodies(second)).toEqual(['Pesan 3', 'Pesan 2', 'Pesan 1']);
    const third = await second?.nextPage();
    expect(bodies(third)).toEqual(['Pesan 0']);
    const back = await third?.previousPage();
    expect(bodies(back)).toEqual(bodies(second));
    const start = await back?.previousPage();
    expect(bodies(start)).toEqual(bodies(first));
    expect(await start?.previousPage()).toBeUndefined();
    expect(await client.messages.list({ to: customer, from: 'TOKOBUNGA', limit: 2 })).toHaveLength(2);
    expect(await client.messages.list({ to: customer, dateSent: new Date() })).toHaveLength(7);
    expect(await client.messages.list({ to: customer, dateSentBefore: new Date(0) })).toEqual([]);
    expect(await client.messages.list({ to: customer, dateSentAfter: new Date(0) })).toHaveLength(7);
    expect(await client.messages.list({ from: customer })).toEqual([]);
  });

  it('are redacted and deleted once they have arrived', async () => {
    const { sid } = await client.messages.create({ to, from: 'TOKOBUNGA', body: 'Rahasia' });
    await untilStatus(sid, 'sent');
    expect(await refusalOf(client.messages(sid).remove())).toMatchObject({ status: 409, code: 20009 });
    await receipt(sid, 'delivered');
    await untilStatus(sid, 'delivered');
    expect(await client.messages(sid).update({ body: '' })).toMatchObject({ body: '', status: 'delivered' });
    expect((await client.messages(sid).fetch()).body).toBe('');
    expect(await client.messages(sid).remove()).toBe(true);
    expect(await refusalOf(client.messages(sid).fetch())).toMatchObject({ status: 404, code: 20404 });
    const left = await app.rows(`select 1 from messages.message where body like '%Rahasia%'`);
    expect(left).toEqual([]);
  });

  it('are another account’s own, also within reach of a guess', async () => {
    const foreign = await app.request<CreatedTwilioAccount>('POST /v1/twilio/accounts', {
      key: app.b.key,
      body: { name: 'Lain' },
    });
    const stranger = clientOf(foreign.body);
    const { sid } = await client.messages.create({ to, from: 'TOKOBUNGA', body: 'Milik A' });
    expect(await refusalOf(stranger.messages(sid).fetch())).toMatchObject({ code: 20404 });
    expect(await refusalOf(stranger.messages(sid).update({ status: 'canceled' }))).toMatchObject({
      code: 20404,
    });
    expect(await refusalOf(stranger.api.v2010.accounts(account.accountSid).messages.list())).toMatchObject({
      status: 404,
      code: 20404,
    });
    expect(await stranger.messages.list()).toEqual([]);
    expect(await refusalOf(client.messages(`SM${'0'.repeat(32)}`).fetch())).toMatchObject({ code: 20404 });
  });
});

describe('refusals', () => {
  const send = (changes: Record<string, unknown>) =>
    refusalOf(client.messages.create({ to, from: 'TOKOBUNGA', body: 'Halo', ...changes } as never));

  it.each([
    ['a number that is none', { to: '12' }, 21211],
    ['a land line', { to: '+622150996650' }, 21635],
    ['another country', { to: '+14155552671' }, 21408],
    ['no recipient', { to: '' }, 21604],
    ['no sender', { from: undefined }, 21603],
    ["somebody else's sender", { from: 'BANKLAIN' }, 21606],
    ['no text', { body: undefined }, 21602],
    ['a text that is too long', { body: 'x'.repeat(1601) }, 21617],
    ['pictures', { mediaUrl: ['https://contoh.example/a.png'] }, 21621],
    ['a content template that nobody has', { body: undefined, contentSid: 'HX0' }, 21655],
    ['an unknown pool', { from: undefined, messagingServiceSid: `MG${'0'.repeat(32)}` }, 21701],
    ['a schedule without a pool', { sendAt: new Date(Date.now() + 3_600_000), scheduleType: 'fixed' }, 35118],
    ['a callback to nowhere', { statusCallback: 'gopher://x' }, 21609],
    ['a callback into the network', { statusCallback: 'http://10.0.0.8/x' }, 21609],
  ])('of %s', async (_what, changes, code) => {
    expect(await send(changes)).toEqual({
      status: 400,
      code,
      message: expect.stringMatching(/\w/),
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    });
  });

  it('of whoever opted out', async () => {
    const phone = '+6281200000077';
    await app.request('POST /v1/opt-outs', { key: app.a.key, body: { phone } });
    expect(await send({ to: phone })).toMatchObject({ status: 400, code: 21610 });
  });

  it.each([
    ['a wrong token', () => ({ ...account, authToken: '0'.repeat(32) })],
    ['an account that is none', () => ({ ...account, accountSid: `AC${'0'.repeat(32)}` })],
  ])('of %s', async (_what, credentials) => {
    expect(await refusalOf(clientOf(credentials()).messages.list())).toMatchObject({
      status: 401,
      code: 20003,
    });
  });

  it('of somebody with no credentials, and of what Titian has not got, are in the words of the library', async () => {
    const nobody = await app.request(`GET /2010-04-01/Accounts/${account.accountSid}/Messages.json`);
    expect(nobody).toMatchObject({ status: 401, body: { code: 20003, status: 401 } });
    expect(await refusalOf(client.calls.list())).toMatchObject({ status: 404, code: 20404 });
  });

  it('of a key that was revoked, and nothing is signed for it any more', async () => {
    const short = await createAccount({ name: 'Sebentar' });
    const own = clientOf(short);
    expect(await own.messages.list({ limit: 1 })).toHaveLength(1);
    const gone = await app.request(`DELETE /v1/twilio/accounts/${short.accountSid}`, { key: app.a.key });
    expect(gone.status).toBe(204);
    expect(await refusalOf(own.messages.list())).toMatchObject({ status: 401, code: 20003 });
    const listed = await app.request('GET /v1/twilio/accounts', { key: app.a.key });
    expect(JSON.stringify(listed.body)).not.toContain(short.accountSid);
    expect(JSON.stringify(listed.body)).not.toContain(account.authToken);
    const again = await app.request(`DELETE /v1/twilio/accounts/${short.accountSid}`, { key: app.a.key });
    expect(again).toMatchObject({ status: 404, body: { code: 'twilio.account_not_found' } });
  });
});

it('an account ends with its key, wherever that was revoked', async () => {
  const { accountSid } = await createAccount({ name: 'Lewat daftar kunci' });
  const keyId = publicIdOfUuid('key', uuidOfSid('AC', accountSid) ?? '');
  expect((await app.request(`DELETE /v1/keys/${keyId}`, { key: app.a.key })).status).toBe(204);
  await eventually('it is gone', async () => {
    const listed = await app.request('GET /v1/twilio/accounts', { key: app.a.key });
    return !JSON.stringify(listed.body).includes(accountSid);
  });
  const [left] = await app.rows<{ bytes: number }>(
    'select length(sealed_secret) as bytes from webhooks.endpoint where id = $1',
    [uuidOfSid('AC', accountSid)],
  );
  expect(left).toEqual({ bytes: 0 });
});

describe('status callbacks', () => {
  it('come in order, signed, for every step', async () => {
    const { sid } = await client.messages.create({
      to,
      from: 'TOKOBUNGA',
      body: 'Halo',
      statusCallback: `${hook}/status?order=INV%202041&a=b`,
    });
    const path = '/status?order=INV%202041&a=b';
    await eventually('sent is told', async () => callsTo(path).length === 1);
    await receipt(sid, 'delivered');
    await eventually('delivered is told', async () => callsTo(path).length === 2);
    expect(callsTo(path).map(({ form }) => form)).toEqual(
      ['sent', 'delivered'].map((status) => ({
        ...{ AccountSid: account.accountSid, ApiVersion: '2010-04-01', From: 'TOKOBUNGA', To: to },
        ...{ MessageSid: sid, MessageStatus: status, SmsSid: sid, SmsStatus: status },
      })),
    );
    expect(callsTo(path).every((call) => isSigned(call))).toBe(true);
    expect(callsTo(path).some((call) => isSigned(call, '0'.repeat(32)))).toBe(false);
  });

  it('of one message wait for each other, and for no other message', async () => {
    let letGo = (): void => undefined;
    held.set('/slow', new Promise<void>((resolve) => (letGo = resolve)));
    const send = (path: string) =>
      client.messages.create({ to, from: 'TOKOBUNGA', body: 'Halo', statusCallback: hook + path });
    const slow = await Promise.all(Array.from({ length: 5 }, () => send('/slow')));
    await eventually('all slow ones are under way', async () => callsTo('/slow').length === 5);
    for (const { sid } of slow) await receipt(sid, 'delivered');
    const quick = await Promise.all(Array.from({ length: 5 }, () => send('/quick')));
    for (const { sid } of quick) {
      await eventually(`${sid} is told`, async () =>
        callsTo('/quick').some(({ form }) => form['MessageSid'] === sid),
      );
    }
    // Nobody has answered the first call about them yet.
    expect(callsTo('/slow')).toHaveLength(5);
    letGo();
    await eventually('the second ones follow', async () => callsTo('/slow').length === 10);
    for (const { sid } of slow) {
      const told = callsTo('/slow').filter(({ form }) => form['MessageSid'] === sid);
      expect(told.map(({ form }) => form['MessageStatus'])).toEqual(['sent', 'delivered']);
    }
  });

  it('tell a failure with its number', async () => {
    const { sid } = await client.messages.create({
      ...{ to, from: 'TOKOBUNGA', body: 'Halo' },
      statusCallback: `${hook}/failed`,
    });
    await untilStatus(sid, 'sent');
    await receipt(sid, 'failed');
    const call = await eventually('failed is told', async () => callsTo('/failed')[1]);
    expect(call.form).toMatchObject({
      MessageStatus: 'undelivered',
      ErrorCode: expect.stringMatching(/^300\d\d$/),
    });
    expect(isSigned(call)).toBe(true);
    expect(await client.messages(sid).fetch()).toMatchObject({ errorCode: Number(call.form['ErrorCode']) });
  });
});

describe('pools of senders', () => {
  it('are made, filled, sent from, scheduled with, canceled from, and emptied', async () => {
    const made = await client.messaging.v1.services.create({
      friendlyName: 'Toko',
      statusCallback: `${hook}/pool`,
      usecase: 'notifications',
    });
    expect(made.sid).toMatch(/^MG[0-9a-f]{32}$/);
    const pool = client.messaging.v1.services(made.sid);
    const message = { to, messagingServiceSid: made.sid, body: 'Dari kolam' };
    expect(await refusalOf(client.messages.create(message))).toMatchObject({ code: 21704 });
    const alpha = await pool.alphaSenders.create({ alphaSender: 'TOKOBUNGA' });
    expect(alpha).toMatchObject({ alphaSender: 'TOKOBUNGA', serviceSid: made.sid, capabilities: ['SMS'] });
    expect(await refusalOf(pool.alphaSenders.create({ alphaSender: 'BANKLAIN' }))).toMatchObject({
      code: 21606,
    });
    expect((await pool.alphaSenders.list()).map(({ sid }) => sid)).toEqual([alpha.sid]);
    expect(await pool.phoneNumbers.list()).toEqual([]);
    const sent = await client.messages.create(message);
    expect(sent).toMatchObject({ status: 'accepted', from: 'TOKOBUNGA', messagingServiceSid: made.sid });
    const told = await eventually('the pool hears', async () => callsTo('/pool')[0]);
    expect(told.form).toMatchObject({ MessageSid: sent.sid, MessagingServiceSid: made.sid });
    const later = await client.messages.create({
      ...message,
      scheduleType: 'fixed',
      sendAt: new Date(Date.now() + 3_600_000),
      statusCallback: `${hook}/canceled`,
    });
    expect(later).toMatchObject({ status: 'scheduled', dateSent: null });
    expect(await client.messages(later.sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
    });
    expect(await refusalOf(client.messages(sent.sid).update({ status: 'canceled' }))).toMatchObject({
      status: 400,
      code: 30409,
    });
    expect(await refusalOf(client.messages(sent.sid).update({ body: 'lain' }))).toMatchObject({
      code: 30400,
    });
    const canceled = await eventually('canceled is told', async () => callsTo('/canceled')[0]);
    expect(canceled.form).toMatchObject({ MessageStatus: 'canceled' });
    expect(await pool.alphaSenders(alpha.sid).remove()).toBe(true);
    expect(await pool.update({ friendlyName: 'Toko Dua' })).toMatchObject({ friendlyName: 'Toko Dua' });
    expect(await pool.remove()).toBe(true);
    expect(await client.messaging.v1.services.list()).toEqual([]);
  });
});

describe('answers of customers', () => {
  const answerFrom = (phone: string, text: string, sender: string) =>
    app.request('POST /v1/phone/replies', { key: app.a.key, body: { phone, to: sender, text } });

  it('are brought to the program of the pool, whose TwiML is sent back once', async () => {
    const made = await client.messaging.v1.services.create({
      friendlyName: 'Tanya',
      inboundRequestUrl: `${hook}/inbound`,
    });
    await client.messaging.v1.services(made.sid).alphaSenders.create({ alphaSender: 'TOKOBUNGA' });
    const response = new twilio.twiml.MessagingResponse();
    response.message('Terima kasih & sampai jumpa <3');
    answers.set('/inbound', response.toString());
    const phone = '+6281377700001';
    expect((await answerFrom(phone, 'Sudah sampai?', 'TOKOBUNGA')).status).toBe(202);
    const call = await eventually('the program is asked', async () => callsTo('/inbound')[0]);
    expect(call.form).toMatchObject({
      ...{ AccountSid: account.accountSid, From: phone, To: 'TOKOBUNGA', Body: 'Sudah sampai?' },
      ...{ NumMedia: '0', NumSegments: '1', SmsStatus: 'received', MessagingServiceSid: made.sid },
    });
    expect(isSigned(call)).toBe(true);
    const [reply] = await eventually('the reply leaves', async () => {
      const found = await client.messages.list({ to: phone });
      return found.length === 1 && found;
    });
    expect(reply).toMatchObject({
      ...{ body: 'Terima kasih & sampai jumpa <3', direction: 'outbound-reply', from: 'TOKOBUNGA' },
      messagingServiceSid: made.sid,
    });
    const [asked] = await client.messages.list({ from: phone });
    expect(asked).toMatchObject({ direction: 'inbound', status: 'received', body: 'Sudah sampai?' });
    expect(asked?.sid).toBe(call.form['MessageSid']);
    await client.messaging.v1.services(made.sid).remove();
  });

  it('are brought to where a number says, by GET if it wants', async () => {
    await app.request('POST /v1/senders', { key: app.a.key, body: { address: '+6281100001111' } });
    const [number] = await eventually('the number is there', async () => {
      const found = await client.incomingPhoneNumbers.list({ phoneNumber: '+6281100001111' });
      return found.length === 1 && found;
    });
    const set = await client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ smsUrl: `${hook}/number?toko=1`, smsMethod: 'GET' });
    expect(set).toMatchObject({ smsUrl: `${hook}/number?toko=1`, smsMethod: 'GET' });
    await answerFrom('+6281377700002', 'Halo & hai', '+6281100001111');
    const call = await eventually('the number is asked', async () =>
      calls.find((one) => one.url.startsWith(`${hook}/number`)),
    );
    expect(new URL(call.url).searchParams.get('Body')).toBe('Halo & hai');
    expect(isSigned(call)).toBe(true);
  });
});

describe('verification', () => {
  const phone = '+6281299990001';
  const codeOf = async (number: string): Promise<string> => {
    const answer = await app.request<{ items: { text: string }[] }>(
      `GET /v1/phone/threads/${encodeURIComponent(number)}`,
      { key: app.a.key },
    );
    return /\b\d{6}\b/.exec(answer.body.items.at(-1)?.text ?? '')?.[0] ?? '';
  };

  it('is started, checked and approved', async () => {
    const service = await client.verify.v2.services.create({ friendlyName: 'Toko Melati' });
    const extras = { whatsapp: { from: null }, passkeys: {}, verifyEventSubscriptionEnabled: false };
    expect(service).toMatchObject({ friendlyName: 'Toko Melati', codeLength: 6, ...extras });
    const own = client.verify.v2.services(service.sid);
    const started = await own.verifications.create({ to: phone, channel: 'sms' });
    expect(started).toMatchObject({ to: phone, channel: 'sms', status: 'pending', valid: false });
    expect(started.sid).toMatch(/^VE[0-9a-f]{32}$/);
    const code = await eventually('the code is on the phone', async () => (await codeOf(phone)) || undefined);
    const wrong = code === '000000' ? '111111' : '000000';
    expect(await own.verificationChecks.create({ to: phone, code: wrong })).toMatchObject({
      status: 'pending',
      valid: false,
    });
    const right = await own.verificationChecks.create({ to: phone, code });
    expect(right).toMatchObject({ sid: started.sid, status: 'approved', valid: true });
    expect(await own.verifications(started.sid).fetch()).toMatchObject({ status: 'approved' });
    expect(await refusalOf(own.verificationChecks.create({ to: phone, code }))).toMatchObject({
      status: 404,
      code: 20404,
    });
    expect(await refusalOf(own.verifications.create({ to: phone, channel: 'sms' }))).toMatchObject({
      status: 429,
      code: 60203,
    });
    expect(await refusalOf(own.verifications.create({ to: '12', channel: 'sms' }))).toMatchObject({
      status: 400,
      code: 60200,
    });
    const other = await own.verifications.create({ to: '+6281299990002', channel: 'sms' });
    expect(await own.verifications(other.sid).update({ status: 'canceled' })).toMatchObject({
      status: 'canceled',
    });
    expect((await client.verify.v2.services.list()).map(({ sid }) => sid)).toContain(service.sid);
    expect(await own.remove()).toBe(true);
  });
});

it('the account itself is what programs fetch to see whether they may sign in', async () => {
  const own = await client.api.v2010.accounts(account.accountSid).fetch();
  expect(own).toMatchObject({
    sid: account.accountSid,
    status: 'active',
    friendlyName: 'Toko daring',
    authToken: '',
  });
});

it('a test account reaches the virtual phone only', async () => {
  const test = await createAccount({ name: 'Uji', mode: 'test' });
  const sent = await clientOf(test).messages.create({ to, from: 'TOKOBUNGA', body: 'Uji' });
  expect(sent.status).toBe('queued');
});
