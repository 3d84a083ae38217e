/** Source: https://www.infobip.com/docs/api/channels/sms */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Call, type Dialect, json } from '../dialect.ts';

const Body = z.object({
  messages: z
    .array(
      z.object({
        sender: z.string(),
        destinations: z.array(z.object({ to: z.string().regex(/^\d+$/) })).length(1),
        content: z.object({ text: z.string() }),
        webhooks: z.object({ delivery: z.object({ url: z.string().optional() }).optional() }).optional(),
      }),
    )
    .length(1),
});

const STATUS = {
  sent: {
    groupId: 3,
    groupName: 'DELIVERED',
    id: 2,
    name: 'DELIVERED_TO_OPERATOR',
    description: 'Message delivered to operator',
  },
  delivered: {
    groupId: 3,
    groupName: 'DELIVERED',
    id: 5,
    name: 'DELIVERED_TO_HANDSET',
    description: 'Message delivered to handset',
  },
  failed: {
    groupId: 2,
    groupName: 'UNDELIVERABLE',
    id: 9,
    name: 'UNDELIVERABLE_NOT_DELIVERED',
    description: 'Message sent not delivered',
  },
} as const;
const NO_ERROR = {
  groupId: 0,
  groupName: 'OK',
  id: 0,
  name: 'NO_ERROR',
  description: 'No Error',
  permanent: false,
};
const ABSENT = {
  groupId: 1,
  groupName: 'HANDSET_ERRORS',
  id: 27,
  name: 'EC_ABSENT_SUBSCRIBER',
  description: 'Absent Subscriber',
  permanent: false,
};

const post = (value: unknown): Call => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const time = (): string => new Date().toISOString().replace('Z', '+0000');

export const infobip: Dialect = {
  name: 'infobip',
  isFor: ({ method, path }) => method === 'POST' && path === '/sms/3/messages',
  isAuthorised: ({ headers }, { secret }) => headers.authorization === `App ${secret}`,
  read({ body }) {
    const [message] = Body.parse(JSON.parse(body)).messages;
    if (message === undefined) throw new Error('no message');
    const [destination] = message.destinations;
    return {
      to: destination?.to ?? '',
      from: message.sender,
      text: message.content.text,
      callback: message.webhooks?.delivery?.url,
    };
  },
  newIds: () => [randomUUID()],
  taken: ({ to }, [messageId]) =>
    json(200, {
      bulkId: randomUUID(),
      messages: [
        {
          messageId,
          status: {
            groupId: 1,
            groupName: 'PENDING',
            id: 26,
            name: 'PENDING_ACCEPTED',
            description: 'Message sent to next instance',
          },
          destination: to,
          details: { messageCount: 1 },
        },
      ],
    }),
  unauthorised: () =>
    json(401, {
      requestError: { serviceException: { messageId: 'UNAUTHORIZED', text: 'Invalid login details' } },
    }),
  report: ({ to, from }, messageId, status) =>
    post({
      results: [
        {
          bulkId: 'BULK',
          messageId,
          to,
          sender: from,
          sentAt: time(),
          doneAt: time(),
          messageCount: 1,
          mccMnc: '51010',
          price: { pricePerMessage: 330, currency: 'IDR' },
          status: STATUS[status],
          error: status === 'failed' ? ABSENT : NO_ERROR,
        },
      ],
    }),
  reply: ({ from, to, text, id }) =>
    post({
      results: [
        { messageId: id, from, to, text, cleanText: text, keyword: '', receivedAt: time(), smsCount: 1 },
      ],
      messageCount: 1,
      pendingMessageCount: 0,
    }),
};
