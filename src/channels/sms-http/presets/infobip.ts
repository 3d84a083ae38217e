/**
 * Infobip SMS API v3.
 * Sources: https://www.infobip.com/docs/api/channels/sms (send, delivery report and inbound webhooks),
 * https://www.infobip.com/docs/developer-resources/api-fundamentals/message-status-codes,
 * https://www.infobip.com/docs/developer-resources/api-fundamentals/error-code-reference.
 */
import type { GatewayProfile } from '../profile.ts';
import { template } from '../template.ts';
import { errors, json, path, statuses } from './written.ts';

const MESSAGE = {
  sender: '{{from_digits}}',
  destinations: [{ to: '{{to_digits}}' }],
  content: { text: '{{text}}' },
  options: { validityPeriod: { amount: '{{ttl_minutes}}', timeUnit: 'MINUTES' } },
  webhooks: { delivery: { url: '{{callback_url}}' }, contentType: 'application/json' },
};

const SEND_ERRORS = errors(`
  REJECTED_NETWORK = recipient_unreachable
  REJECTED_ROUTE_NOT_AVAILABLE = recipient_unreachable
  REJECTED_DND = recipient_unreachable
  REJECTED_PREFIX_MISSING = recipient_invalid
  REJECTED_DESTINATION = recipient_invalid
  REJECTED_DESTINATION_NOT_REGISTERED = recipient_invalid
  MISSING_TO = recipient_invalid
  REJECTED_SENDER = sender_not_allowed
  REJECTED_SOURCE = sender_not_allowed
  REJECTED_FLOODING_FILTER = content_refused
  REJECTED_SYSTEM_ERROR = provider_busy
  REJECTED_MESSAGE_TOO_LONG = message_invalid
  REJECTED_INVALID_UDH = message_invalid
  REJECTED_DUPLICATE_MESSAGE_ID = message_invalid
  REJECTED_* = provider_error
  UNAUTHORIZED = credentials_refused
  E401 = credentials_refused
  FORBIDDEN = credentials_refused
  E403 = credentials_refused
  TOO_MANY_REQUESTS = throttled
  E429 = throttled
  BAD_REQUEST = message_invalid
  E400 = message_invalid
`);

const RECEIPT_ERRORS = errors(`
  EC_UNKNOWN_SUBSCRIBER = recipient_invalid
  EC_UNIDENTIFIED_SUBSCRIBER = recipient_invalid
  EC_ILLEGAL_SUBSCRIBER = recipient_invalid
  EC_ILLEGAL_EQUIPMENT = recipient_invalid
  EC_INVALID_DESTINATION_ADDRESS = recipient_invalid
  EC_INVALID_SENDER_ADDRESS = sender_not_allowed
  EC_SENDER_* = sender_not_allowed
  EC_ABSENT_SUBSCRIBER* = recipient_unreachable
  EC_CALL_BARRED = recipient_unreachable
  EC_SUBSCRIBER_BUSY_FOR_MT_SMS = recipient_unreachable
  EC_MEMORY_CAPACITY_EXCEEDED = recipient_unreachable
  EC_SMS_FILTERED = content_refused
  EC_MESSAGE_FILTERED = content_refused
`);

/** DELIVERED_TO_OPERATOR is on its way; EXPIRED_DLR_UNKNOWN was handed to the operator and nobody knows more. */
const STATUSES = statuses(`
  PENDING_* = ignore
  DELIVERED_TO_OPERATOR = sent
  DELIVERED_* = delivered
  UNDELIVERABLE_* = failed
  EXPIRED_DLR_UNKNOWN = sent
  EXPIRED_* = expired
  REJECTED_* = failed
`);

export const infobip = (origin: string): GatewayProfile => ({
  request: {
    method: 'POST',
    origin,
    path: template('/sms/3/messages'),
    headers: [
      ['Authorization', template('App {{secret}}')],
      ['Accept', template('application/json')],
    ],
    body: { kind: 'json', value: json({ messages: [MESSAGE] }) },
    validity: { min: 60, max: 48 * 3600 },
    longestCallbackUrl: 2_000,
  },
  answer: {
    items: path('messages'),
    success: {
      path: path('status.groupName'),
      values: [
        ['PENDING', true],
        ['DELIVERED', true],
        ['OK', true],
      ],
    },
    id: path('messageId'),
    errorCodes: [path('status.name'), path('requestError.serviceException.messageId'), path('errorCode')],
    errorTexts: [path('status.description'), path('requestError.serviceException.text'), path('description')],
    errors: SEND_ERRORS,
  },
  receipts: {
    items: path('results'),
    id: path('messageId'),
    status: path('status.name'),
    time: path('doneAt'),
    errorCode: path('error.name'),
    errorText: path('error.description'),
    statuses: STATUSES,
    errors: RECEIPT_ERRORS,
  },
  inbound: {
    items: path('results'),
    id: path('messageId'),
    from: path('from'),
    to: path('to'),
    text: path('text'),
    time: path('receivedAt'),
  },
  signature: { kind: 'secret_path' },
  reply: { status: 200, contentType: 'application/json', body: '' },
});
