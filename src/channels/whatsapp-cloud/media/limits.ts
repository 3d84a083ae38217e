/** What Meta takes as files, and how large: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
import type { MediaKind } from '../../../lib/message-content.ts';

const MIB = 1024 * 1024;

export const MEDIA_LIMITS: Readonly<
  Record<MediaKind, { readonly maxBytes: number; readonly mimes: readonly string[] }>
> = {
  image: { maxBytes: 5 * MIB, mimes: ['image/jpeg', 'image/png'] },
  video: { maxBytes: 16 * MIB, mimes: ['video/mp4', 'video/3gpp'] },
  audio: {
    maxBytes: 16 * MIB,
    mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  },
  document: {
    maxBytes: 100 * MIB,
    mimes: [
      'application/pdf',
      'text/plain',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
  },
  /** Animated ones; still ones may have 100 KiB, which Meta checks itself. */
  sticker: { maxBytes: 500 * 1024, mimes: ['image/webp'] },
};

/** `audio/ogg; codecs=opus` is `audio/ogg`. */
export const bareMime = (mime: string): string => (mime.split(';')[0] ?? '').trim().toLowerCase();
