/**
 * Vonage (Nexmo) SMS API, and the many gateways that took its form.
 * Sources: Nexmo/api-specification, definitions/sms.yml version 1.0.6 (request, answer, receipt, inbound, x-errors);
 * https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts (receipt error codes).
 */
import type { GatewayProfile } from '../profile.ts';
import { template } from '../template.ts';
import { errors, path, statuses } from './written.ts';

const SEND_ERRORS = errors(`
  1 = throttled
  2 = message_invalid
  3 = message_invalid
  4 = credentials_refused
  5 = provider_busy
  6 = recipient_invalid
  7 = recipient_unreachable
  8 = credentials_refused
  9 = provider_error
  10 = throttled
  11 = credentials_refused
  12 = message_invalid
  14 = credentials_refused
  15 = sender_not_allowed
  22 = message_invalid
  23 = provider_error
  29 = recipient_unreachable
  32 = credentials_refused
  33 = recipient_invalid
`);

const RECEIPT_ERRORS = errors(`
  2 = recipient_unreachable
  3 = recipient_invalid
  4 = recipient_unreachable
  5 = recipient_unreachable
  6 = content_refused
  7 = recipient_unreachable
  9 = recipient_invalid
  10 = message_invalid
  11 = recipient_unreachable
  12 = recipient_unreachable
  13 = recipient_unreachable
  14 = recipient_unreachable
  15 = sender_not_allowed
  39 = sender_not_allowed
  50 = content_refused
`);

export const vonage = (origin: string): GatewayProfile => ({
  request: {
    method: 'POST',
    origin,
    path: template('/sms/json'),
    headers: [['Accept', template('application/json')]],
    body: {
      kind: 'form',
      pairs: [
        ['api_key', template('{{account}}')],
        ['api_secret', template('{{secret}}')],
        ['from', template('{{from_digits}}')],
        ['to', template('{{to_digits}}')],
        ['text', template('{{text}}')],
        ['type', template('{{text_type}}')],
        ['ttl', template('{{ttl_ms}}')],
        ['client-ref', template('{{id}}')],
        ['status-report-req', template('1')],
        ['callback', template('{{callback_url}}')],
      ],
    },
    validity: { min: 20, max: 604_800 },
    longestCallbackUrl: 100,
  },
  answer: {
    items: path('messages'),
    success: { path: path('status'), values: [['0', true]] },
    id: path('message-id'),
    errorCodes: [path('status')],
    errorTexts: [path('error-text')],
    errors: SEND_ERRORS,
  },
  receipts: {
    items: undefined,
    id: path('messageId'),
    status: path('status'),
    time: path('message-timestamp'),
    errorCode: path('err-code'),
    errorText: undefined,
    statuses: statuses(`
      delivered = delivered
      accepted = sent
      buffered = sent
      failed = failed
      rejected = failed
      expired = expired
      unknown = ignore
    `),
    errors: RECEIPT_ERRORS,
  },
  inbound: {
    items: undefined,
    id: path('messageId'),
    from: path('msisdn'),
    to: path('to'),
    text: path('text'),
    time: path('message-timestamp'),
  },
  signature: { kind: 'secret_path' },
  reply: { status: 204, contentType: '', body: '' },
});
