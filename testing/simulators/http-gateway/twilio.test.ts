/** Twilio's own library as the judge: of the signatures we believe, and of the gateway that our adapter is tried on. */
import fc from 'fast-check';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isGenuine } from '../../../src/channels/sms-http/inbound/check-signature.ts';
import { smsHttp } from '../../../src/channels/sms-http/index.ts';
import { makeChannelDeps } from '../../channel-deps.ts';
import { type HttpGateway, startHttpGateway } from './index.ts';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
const TOKEN = 'k4nar1-rahas1a';

function isOurs(url: string, fields: Record<string, string>, signature: string, token = TOKEN): boolean {
  return isGenuine(
    { kind: 'twilio' },
    { secret: token, signatureSecret: '' },
    {
      method: 'POST',
      url,
      headers: { 'x-twilio-signature': signature },
      query: Object.fromEntries(new URL(url).searchParams),
      body: Buffer.from(new URLSearchParams(fields).toString()),
    },
  );
}

describe('X-Twilio-Signature', () => {
  it('of the published example is believed', () => {
    const fields = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675310',
      Digits: '1234',
      From: '+14158675310',
      To: '+18005551212',
    };
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(isOurs(url, fields, 'GvWf1cFY/Q7PnoempGyD5oXAezc=', '12345')).toBe(true);
    expect(isOurs(url, { ...fields, Digits: '1235' }, 'GvWf1cFY/Q7PnoempGyD5oXAezc=', '12345')).toBe(false);
  });

  it('is believed where the library believes it, and nowhere else', () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom('A', 'b', 'Z', '9', '_', 'Body') });
    const fieldsOf = fc.dictionary(name, fc.string({ unit: 'grapheme' }), { maxKeys: 6 });
    const urls = fc.constantFrom(
      'https://a.example/x',
      'https://a.example:443/x',
      'https://a.example:8443/x?y=1',
      'http://a.example/x',
    );
    const token = fc.constantFrom(TOKEN, 'another');
    fc.assert(
      fc.property(fieldsOf, urls, urls, token, (fields, signedUrl, url, signedWith) => {
        const signature = twilio.getExpectedTwilioSignature(signedWith, signedUrl, fields);
        expect(isOurs(url, fields, signature)).toBe(twilio.validateRequest(TOKEN, signature, url, fields));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the simulated gateway', () => {
  let gateway: HttpGateway;
  beforeAll(async () => {
    gateway = await startHttpGateway({ account: ACCOUNT, secret: TOKEN });
  });
  afterAll(() => gateway?.close());

  function client(token: string) {
    const one = twilio(ACCOUNT, token);
    one.api.baseUrl = gateway.url;
    return one;
  }

  it('is understood by the library, and takes the same request from it as from our adapter', async () => {
    const text = 'Halo "Sari" & Budi = 50% 🙏';
    const message = await client(TOKEN).messages.create({
      to: '+628111234567',
      from: 'TOKO',
      body: text,
      statusCallback: 'https://a.example/hook',
      validityPeriod: 300,
    });
    expect(message.status).toBe('queued');
    expect(message.sid).toBe(gateway.taken[0]?.ids[0]);
    const settings = smsHttp.settings.parse({
      preset: 'twilio-style',
      baseUrl: gateway.url,
      account: ACCOUNT,
      secret: TOKEN,
    });
    const connection = smsHttp.open(settings, makeChannelDeps({ callbackUrl: 'https://a.example/hook' }));
    const outcome = await connection.send(
      {
        id: 'msg_1',
        to: '+628111234567',
        from: 'TOKO',
        text,
        class: 'otp',
        expiresAt: undefined,
        attempt: 1,
      },
      new AbortController().signal,
    );
    expect(outcome.kind).toBe('accepted');
    const [library, ours] = gateway.taken.map(({ to, from, text: body, callback }) => ({
      to,
      from,
      body,
      callback,
    }));
    expect(ours).toEqual(library);
    await connection.close();
  });

  it('refuses as the library expects it', async () => {
    await expect(
      client('salah').messages.create({ to: '+628111234567', from: 'TOKO', body: 'x' }),
    ).rejects.toMatchObject({ status: 401, code: 20003 });
  });
});
