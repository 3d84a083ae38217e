/** SMS over the HTTP interface of a gateway or aggregator, described instead of programmed. */
import type { ChannelType } from '../channel.ts';
import { GatewayConnection } from './connection.ts';
import { httpFields } from './fields.ts';
import { type HttpSettings, httpSettings } from './settings.ts';

const MAX_TEXT_LENGTH = 1600;

export const smsHttp: ChannelType<HttpSettings> = {
  type: 'sms-http',
  name: { id: 'SMS (HTTP)', en: 'SMS (HTTP)' },
  summary: {
    id: 'Gateway SMS dengan API HTTP: Infobip, Vonage, Twilio, Zenziva, atau penyedia lain yang Anda jelaskan sendiri.',
    en: 'An SMS gateway with an HTTP API: Infobip, Vonage, Twilio, Zenziva, or another that you describe yourself.',
  },
  medium: 'sms',
  address: 'phone',
  settings: httpSettings,
  fields: httpFields,
  secrets: ['secret', 'signatureSecret'],
  capabilities: {
    text: true,
    maxTextLength: MAX_TEXT_LENGTH,
    inbound: true,
    receipts: ['delivered', 'read'],
    segments: true,
  },
  takesCalls: true,
  expectsReceipts: ({ preset, receiptIdPath }) =>
    preset === 'custom' ? receiptIdPath !== '' : preset !== 'zenziva',
  pace: ({ messagesPerSecond, window }) => ({ messagesPerSecond, window }),
  open: (settings, deps) => new GatewayConnection(settings, deps),
};
