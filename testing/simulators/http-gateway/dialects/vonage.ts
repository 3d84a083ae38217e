/** Source: Nexmo/api-specification, definitions/sms.yml 1.0.6 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Call, type Dialect, formOf, json } from '../dialect.ts';

const Body = z.object({
  from: z.string().min(1),
  to: z.string().regex(/^\d{7,15}$/),
  text: z.string(),
  type: z.enum(['text', 'unicode']),
  ttl: z.coerce.number().min(20_000).max(604_800_000),
  callback: z.string().max(100).optional(),
});

const time = (): string => new Date().toISOString().slice(0, 19).replace('T', ' ');
const CODE = { sent: '0', delivered: '0', failed: '3' } as const;
const STATUS = { sent: 'accepted', delivered: 'delivered', failed: 'failed' } as const;

const post = (value: unknown): Call => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export const vonage: Dialect = {
  name: 'vonage',
  isFor: ({ method, path }) => method === 'POST' && path === '/sms/json',
  isAuthorised({ body }, { account, secret }) {
    const { api_key: key, api_secret: given } = formOf(body);
    return key === account && given === secret;
  },
  read({ body }) {
    const { from, to, text, callback } = Body.parse(formOf(body));
    return { from, to, text, callback };
  },
  newIds: (_, count) =>
    Array.from({ length: count }, () => `0A${randomBytes(7).toString('hex').toUpperCase()}`),
  taken: ({ to }, ids) =>
    json(200, {
      'message-count': String(ids.length),
      messages: ids.map((id) => ({
        to,
        'message-id': id,
        status: '0',
        'remaining-balance': '3.14159265',
        'message-price': '0.03330000',
        network: '51010',
      })),
    }),
  unauthorised: () =>
    json(200, { 'message-count': '1', messages: [{ status: '4', 'error-text': 'Bad Credentials' }] }),
  report: ({ to, from }, messageId, status, _, { account }) =>
    post({
      msisdn: to,
      to: from,
      'network-code': '51010',
      messageId,
      price: '0.03330000',
      status: STATUS[status],
      scts: time().replaceAll(/[-: ]/g, '').slice(2, 12),
      'err-code': CODE[status],
      'api-key': account,
      'message-timestamp': time(),
    }),
  reply: ({ from, to, text, id }, _, { account }) =>
    post({
      'api-key': account,
      msisdn: from,
      to,
      messageId: id,
      text,
      type: 'text',
      keyword: (text.split(' ')[0] ?? '').toUpperCase(),
      'message-timestamp': time(),
    }),
};
