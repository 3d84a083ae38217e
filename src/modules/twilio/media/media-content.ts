import type { z } from 'zod';
import type { OutgoingContent } from '../../../lib/message-content.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import { messagesErrors } from '../../messages/index.ts';
import { twilioErrors } from '../errors.ts';
import { fetchMedia, type FetchedMedia, type MediaDeps } from './fetch-media.ts';

/** What Twilio takes in one request; WhatsApp carries one file per message, so the others would be lost. */
const MOST_URLS = 10;
/** Under a picture, a film or a document (WhatsApp). */
const LONGEST_CAPTION = 1_024;

export interface MediaWish {
  readonly urls: readonly string[];
  readonly medium: 'sms' | 'whatsapp';
  /** `Body` */
  readonly text: string;
}

/** Refuses what can be told without fetching anything. */
export function checkMedia({ egress }: Pick<MediaDeps, 'egress'>, { urls, medium, text }: MediaWish): void {
  const field = 'MediaUrl';
  if (medium === 'sms') throw new Problem(twilioErrors.media_not_on_sms, { field });
  if (urls.length > MOST_URLS) throw new Problem(twilioErrors.media_too_many, { field });
  for (const url of urls) {
    const refused = egress.inspect(url);
    if (refused !== undefined)
      throw new Problem(twilioErrors.media_url_invalid, { field, detail: refused.detail });
  }
  if (urls.length > 1)
    throw new Problem(twilioErrors.media_too_many, { field, detail: 'WhatsApp carries one per message.' });
  if (text.length > LONGEST_CAPTION)
    throw new Problem(messagesErrors.text_too_long, {
      field: 'Body',
      detail: `Beside a file it has room for ${LONGEST_CAPTION} characters.`,
    });
}

export async function mediaContent(
  deps: MediaDeps,
  actor: Actor,
  url: string,
  text: string,
): Promise<{ readonly content: z.input<typeof OutgoingContent>; readonly drop: FetchedMedia['drop'] }> {
  const { file, kind, filename, drop } = await fetchMedia(deps, actor, url);
  if (text !== '' && (kind === 'audio' || kind === 'sticker')) {
    await drop();
    throw new Problem(messagesErrors.media_refused, {
      field: 'Body',
      detail: `WhatsApp shows no text beside ${kind === 'audio' ? 'audio' : 'a sticker'}.`,
    });
  }
  return {
    drop,
    content: {
      type: 'media',
      kind,
      source: { file },
      ...(text === '' ? {} : { caption: text }),
      ...(kind === 'document' ? { filename } : {}),
    },
  };
}
