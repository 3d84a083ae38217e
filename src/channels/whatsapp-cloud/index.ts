/** WhatsApp through Meta's Cloud API. Facts about the wire are Meta's documents of 2026 (Graph API v23 to v25). */
import type { ChannelType } from '../channel.ts';
import { WhatsAppConnection } from './connection.ts';
import { whatsappFields } from './fields.ts';
import { MEDIA_LIMITS } from './media/limits.ts';
import { LIMITS } from './send/limits.ts';
import { type WhatsAppSettings, whatsappSettings } from './settings.ts';
import { whatsappActions } from './setup/actions.ts';
import { MOST_WEBHOOK_BYTES } from './webhook/receive-webhook.ts';

/** Half a second's worth: answers take 100 to 400 ms. */
const SECONDS_IN_FLIGHT = 0.5;

export const whatsappCloud: ChannelType<WhatsAppSettings> = {
  type: 'whatsapp-cloud',
  name: { id: 'WhatsApp (Cloud API)', en: 'WhatsApp (Cloud API)' },
  summary: {
    id: 'Nomor WhatsApp resmi perusahaan, langsung ke Meta tanpa perantara.',
    en: "The company's official WhatsApp number, directly with Meta and nobody in between.",
  },
  medium: 'whatsapp',
  address: 'phone',
  settings: whatsappSettings,
  fields: whatsappFields,
  secrets: ['accessToken', 'appSecret', 'verifyToken', 'pin'],
  capabilities: {
    text: true,
    maxTextLength: LIMITS.text,
    inbound: true,
    receipts: ['delivered', 'read'],
    segments: false,
    content: ['media', 'location', 'contacts', 'reaction', 'buttons', 'list', 'template'],
    media: MEDIA_LIMITS,
    replies: true,
    windowHours: 24,
  },
  actions: whatsappActions,
  takesCalls: true,
  maxCallBytes: MOST_WEBHOOK_BYTES,
  pace: ({ messagesPerSecond }) => ({
    messagesPerSecond,
    window: Math.max(8, Math.ceil(messagesPerSecond * SECONDS_IN_FLIGHT)),
    mayMeetLimit: true,
  }),
  open: (settings, deps) => new WhatsAppConnection(settings, deps),
};
