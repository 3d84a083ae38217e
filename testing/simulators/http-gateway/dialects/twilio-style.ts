/** Source: twilio/twilio-oai, spec/json/twilio_api_v2010.json (MIT); https://www.twilio.com/docs/usage/security */
import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Account, type Call, type Dialect, formOf, json } from '../dialect.ts';

const Body = z.object({
  To: z.string().regex(/^\+\d{7,15}$/),
  From: z.string().min(1),
  Body: z.string().min(1).max(1600),
  StatusCallback: z.url().optional(),
});
const STATUS = { sent: 'sent', delivered: 'delivered', failed: 'undelivered' } as const;
const PATH = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages\.json$/;

function signed(url: string, fields: Readonly<Record<string, string>>, { secret }: Account): Call {
  const data = Object.keys(fields)
    .sort()
    .map((name) => `${name}${fields[name]}`)
    .join('');
  const signature = createHmac('sha1', secret).update(`${url}${data}`).digest('base64');
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: new URLSearchParams(fields).toString(),
  };
}

export const twilioStyle: Dialect = {
  name: 'twilio-style',
  isFor: ({ method, path }) => method === 'POST' && PATH.test(path),
  isAuthorised: ({ path, headers }, { account, secret }) =>
    PATH.exec(path)?.[1] === account &&
    headers.authorization === `Basic ${Buffer.from(`${account}:${secret}`).toString('base64')}`,
  read({ body }) {
    const { To, From, Body: text, StatusCallback } = Body.parse(formOf(body));
    return { to: To, from: From, text, callback: StatusCallback };
  },
  newIds: () => [`SM${randomBytes(16).toString('hex')}`],
  taken({ to, from, text }, [sid]) {
    const now = new Date().toUTCString().replace('GMT', '+0000');
    return json(201, {
      account_sid: 'AC0123456789abcdef0123456789abcdef',
      api_version: '2010-04-01',
      body: text,
      date_created: now,
      date_sent: null,
      date_updated: now,
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from,
      messaging_service_sid: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      sid,
      status: 'queued',
      subresource_uris: { media: `/2010-04-01/Accounts/AC/Messages/${sid}/Media.json` },
      to,
      uri: `/2010-04-01/Accounts/AC/Messages/${sid}.json`,
    });
  },
  unauthorised: () =>
    json(401, {
      code: 20003,
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    }),
  report: ({ to, from }, sid, status, url, account) =>
    signed(
      url,
      {
        AccountSid: account.account,
        ApiVersion: '2010-04-01',
        From: from,
        To: to,
        MessageSid: sid,
        SmsSid: sid,
        MessageStatus: STATUS[status],
        SmsStatus: STATUS[status],
        ...(status === 'failed' ? { ErrorCode: '30003' } : {}),
      },
      account,
    ),
  reply: ({ from, to, text, id }, url, account) =>
    signed(
      url,
      {
        AccountSid: account.account,
        ApiVersion: '2010-04-01',
        From: from,
        To: to,
        Body: text,
        MessageSid: id,
        SmsMessageSid: id,
        SmsSid: id,
        SmsStatus: 'received',
        NumMedia: '0',
        NumSegments: '1',
      },
      account,
    ),
};
