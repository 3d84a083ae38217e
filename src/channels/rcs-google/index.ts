/** RCS through Google's platform: an agent with a verified name, cards, buttons and read receipts. */
import type { ChannelType } from '../channel.ts';
import { RcsConnection } from './connection.ts';
import {
  AUDIO_TYPES,
  DOCUMENT_TYPES,
  IMAGE_TYPES,
  LARGEST_FILE,
  LONGEST_TEXT,
  VIDEO_TYPES,
} from './content/limits.ts';
import { type RcsSettings, rcsSettings } from './settings.ts';
import { rcsActions } from './setup/actions.ts';
import { rcsFields } from './setup/fields.ts';

const files = (mimes: readonly string[]) => ({ maxBytes: LARGEST_FILE, mimes });

export const rcsGoogle: ChannelType<RcsSettings> = {
  type: 'rcs-google',
  name: { id: 'RCS (Google)', en: 'RCS (Google)' },
  summary: {
    id: 'Agen RCS for Business: nama terverifikasi, kartu, tombol, dan tanda dibaca di aplikasi pesan ponsel.',
    en: 'An RCS for Business agent: verified name, cards, buttons and read receipts in the messaging app of the phone.',
  },
  medium: 'rcs',
  address: 'phone',
  settings: rcsSettings,
  fields: rcsFields,
  secrets: ['serviceAccount', 'clientToken'],
  capabilities: {
    text: true,
    maxTextLength: LONGEST_TEXT,
    inbound: true,
    receipts: ['delivered', 'read'],
    segments: false,
    content: ['media', 'location', 'buttons', 'list', 'card', 'carousel'],
    media: {
      image: files(IMAGE_TYPES),
      video: files(VIDEO_TYPES),
      audio: files(AUDIO_TYPES),
      document: files(DOCUMENT_TYPES),
    },
    idempotent: true,
  },
  actions: rcsActions,
  takesCalls: true,
  pace: ({ messagesPerSecond, window }) => ({ messagesPerSecond, window, mayMeetLimit: true }),
  open: (settings, deps) => new RcsConnection(settings, deps),
};
