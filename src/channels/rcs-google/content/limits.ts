/**
 * What the platform refuses, found before it is asked.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 */
import type { Button } from '../../../lib/message-content.ts';
import { cardsOf, MOST_CHIPS, type Part } from './part.ts';

/** Characters of a text message. */
export const LONGEST_TEXT = 3072;
const LONGEST_DESCRIPTION = 2000;
/** Octets of one agent message without the files it names. */
export const LARGEST_MESSAGE = 250 * 1024;
const LONGEST_POSTBACK = 2048;

/** Octets of a file. */
export const LARGEST_FILE = 100 * 1024 * 1024;
export const IMAGE_TYPES = ['image/jpeg', 'image/jpg', 'image/gif', 'image/png'];
export const VIDEO_TYPES = [
  'video/h263',
  'video/m4v',
  'video/mp4',
  'video/mpeg',
  'video/mpeg4',
  'video/webm',
];
export const AUDIO_TYPES = [
  'audio/aac',
  'audio/mp3',
  'audio/mpeg',
  'audio/mpg',
  'audio/mp4',
  'audio/mp4-latm',
  'audio/3gpp',
  'application/ogg',
  'audio/ogg',
];
export const DOCUMENT_TYPES = ['application/pdf'];
const ALL_TYPES = new Set([...IMAGE_TYPES, ...VIDEO_TYPES, ...AUDIO_TYPES, ...DOCUMENT_TYPES]);
const CARD_TYPES = new Set([...IMAGE_TYPES, ...VIDEO_TYPES]);

/** What is wrong with a message, in one sentence; undefined for nothing. */
export function faultOf(part: Part): string | undefined {
  if (part.chips.length > MOST_CHIPS) return `More than ${MOST_CHIPS} buttons under one message.`;
  if (part.kind === 'text') {
    if (part.text.trim() === '') return 'There is no text.';
    if (part.text.length > LONGEST_TEXT) return `The text has more than ${LONGEST_TEXT} characters.`;
  }
  for (const { title, description, media, buttons = [] } of cardsOf(part)) {
    if (title === undefined && description === undefined && media === undefined)
      return 'A card shows neither title, text nor picture.';
    if ((description?.length ?? 0) > LONGEST_DESCRIPTION)
      return `The text of a card has more than ${LONGEST_DESCRIPTION} characters.`;
    if (part.kind === 'carousel' && part.width === 'small' && media?.height === 'tall')
      return 'Tall pictures need medium wide cards.';
    if (buttons.length > 4) return 'A card has more than 4 buttons.';
  }
  const buttons: readonly Button[] = [...part.chips, ...cardsOf(part).flatMap((card) => card.buttons ?? [])];
  return buttons.some((one) => one.type === 'reply' && one.id.length > LONGEST_POSTBACK)
    ? 'The id of a button is too long.'
    : undefined;
}

/** What is wrong with a file for its place. */
export function fileFaultOf(
  { mime, size }: { readonly mime: string; readonly size: number },
  part: Part,
): string | undefined {
  const types = part.kind === 'file' ? ALL_TYPES : CARD_TYPES;
  const [type = ''] = mime.toLowerCase().split(';');
  if (!types.has(type.trim())) return `RCS takes no files of the type ${type.slice(0, 60)} here.`;
  return size > LARGEST_FILE ? 'The file is larger than 100 MiB.' : undefined;
}
