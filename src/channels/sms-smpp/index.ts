/** SMS over SMPP 3.4: a direct bind to an operator or an aggregator. */
import type { ChannelType } from '../channel.ts';
import { SmppConnection } from './connection.ts';
import { smppFields } from './fields.ts';
import { type SmppSettings, smppSettings } from './settings.ts';
import { MAX_TEXT_LENGTH } from './submitter.ts';

export const smsSmpp: ChannelType<SmppSettings> = {
  type: 'sms-smpp',
  name: { id: 'SMS (SMPP)', en: 'SMS (SMPP)' },
  summary: {
    id: 'Sambungan SMPP 3.4 langsung ke operator atau agregator.',
    en: 'A direct SMPP 3.4 bind to an operator or aggregator.',
  },
  medium: 'sms',
  address: 'phone',
  settings: smppSettings,
  fields: smppFields,
  secrets: ['password'],
  capabilities: {
    text: true,
    maxTextLength: MAX_TEXT_LENGTH,
    inbound: true,
    receipts: ['delivered'],
    segments: true,
  },
  expectsReceipts: ({ registeredDelivery }) =>
    registeredDelivery === 'final' || registeredDelivery === 'intermediate',
  pace: (settings) => ({
    messagesPerSecond: settings.messagesPerSecond,
    window: settings.window * settings.sessions,
  }),
  open: (settings, deps) => new SmppConnection(settings, deps),
};
