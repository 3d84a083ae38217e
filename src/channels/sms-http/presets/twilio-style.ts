/**
 * Twilio's Messages resource, and the gateways that speak it.
 * Sources: twilio/twilio-oai, spec/json/twilio_api_v2010.json (MIT); https://www.twilio.com/docs/messaging/api/message-resource;
 * https://www.twilio.com/docs/api/errors; https://www.twilio.com/docs/usage/security (signature).
 */
import type { GatewayProfile } from '../profile.ts';
import { template } from '../template.ts';
import { errors, path, statuses } from './written.ts';

const SEND_ERRORS = errors(`
  20003 = credentials_refused
  20005 = credentials_refused
  20008 = credentials_refused
  20404 = provider_error
  20429 = throttled
  21211 = recipient_invalid
  21214 = recipient_invalid
  21217 = recipient_invalid
  21602 = message_invalid
  21603 = sender_not_allowed
  21604 = recipient_invalid
  21606 = sender_not_allowed
  21608 = recipient_unreachable
  21610 = recipient_unreachable
  21611 = throttled
  21612 = recipient_unreachable
  21614 = recipient_invalid
  21617 = message_invalid
  21659 = sender_not_allowed
  21408 = recipient_unreachable
`);

const RECEIPT_ERRORS = errors(`
  30003 = recipient_unreachable
  30004 = recipient_unreachable
  30005 = recipient_invalid
  30006 = recipient_invalid
  30007 = content_refused
  30034 = sender_not_allowed
  30036 = expired
`);

export const twilioStyle = (origin: string): GatewayProfile => ({
  request: {
    method: 'POST',
    origin,
    path: template('/2010-04-01/Accounts/{{account}}/Messages.json'),
    headers: [
      ['Authorization', template('Basic {{basic_auth}}')],
      ['Accept', template('application/json')],
    ],
    body: {
      kind: 'form',
      pairs: [
        ['To', template('{{to}}')],
        ['From', template('{{from}}')],
        ['Body', template('{{text}}')],
        ['ValidityPeriod', template('{{ttl_seconds}}')],
        ['StatusCallback', template('{{callback_url}}')],
      ],
    },
    validity: { min: 1, max: 36_000 },
    longestCallbackUrl: 2_000,
  },
  answer: {
    items: undefined,
    success: { path: path('sid'), values: [['*', true]] },
    id: path('sid'),
    errorCodes: [path('code')],
    errorTexts: [path('message')],
    errors: SEND_ERRORS,
  },
  receipts: {
    items: undefined,
    id: path('MessageSid'),
    status: path('MessageStatus'),
    time: path('RawDlrDoneDate'),
    errorCode: path('ErrorCode'),
    errorText: path('ErrorMessage'),
    statuses: statuses(`
      accepted = ignore
      scheduled = ignore
      queued = ignore
      sending = ignore
      sent = sent
      partially_delivered = sent
      delivered = delivered
      read = read
      undelivered = failed
      failed = failed
      canceled = failed
    `),
    errors: RECEIPT_ERRORS,
  },
  inbound: {
    items: undefined,
    id: path('MessageSid'),
    from: path('From'),
    to: path('To'),
    text: path('Body'),
    time: undefined,
  },
  signature: { kind: 'twilio' },
  reply: { status: 200, contentType: 'text/xml', body: '<Response/>' },
});
