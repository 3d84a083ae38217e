/** A message as `POST /{phone_number_id}/messages` wants it. Pure: files have become ids or links before. */
import type { OutgoingContent } from '../../../lib/message-content.ts';
import type { OutgoingMessage } from '../../channel.ts';
import { buildInteractive } from './build-interactive.ts';
import { buildTemplate } from './build-template.ts';
import { isUnfit, LIMITS, tooLong, type Unfit } from './limits.ts';
import { type Payload, present, type WireMedia } from './payload.ts';

/** What stands beside the envelope: `type` and the field of that name. */
export function buildBody(message: OutgoingMessage, media: WireMedia | undefined): Payload | Unfit {
  const { content } = message;
  if (content === undefined) return buildText(message.text);
  switch (content.type) {
    case 'media':
      return media === undefined ? { unfit: 'The message has no file.' } : buildMedia(content, media);
    case 'template':
      return typed('template', buildTemplate(content, media));
    case 'buttons':
    case 'list':
      return typed('interactive', buildInteractive(content, media));
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return typed('location', { latitude, longitude, ...present({ name, address }) });
    }
    case 'contacts':
      return typed('contacts', content.contacts.map(contactOf));
    case 'reaction':
      return typed('reaction', { message_id: content.message, emoji: content.emoji });
    case 'card':
    case 'carousel':
      return { unfit: `WhatsApp has no message of type ${content.type}.` };
  }
}

const typed = (type: string, value: object): Payload | Unfit =>
  isUnfit(value) ? value : { type, [type]: value };

/** A link in the text is shown with a preview. */
function buildText(body: string): Payload | Unfit {
  if (body === '') return { unfit: 'The text is empty.' };
  const unfit = tooLong(['The text', body, LIMITS.text]);
  return unfit ?? typed('text', { body, preview_url: /https?:\/\//i.test(body) });
}

type Media = Extract<OutgoingContent, { type: 'media' }>;

function buildMedia({ kind, caption, filename }: Media, media: WireMedia): Payload | Unfit {
  const takesCaption = kind === 'image' || kind === 'video' || kind === 'document';
  if (caption !== undefined && !takesCaption)
    return { unfit: `WhatsApp shows no caption under files of kind ${kind}.` };
  const unfit = tooLong(
    ['The caption', caption, LIMITS.caption],
    ['The file name', filename, LIMITS.filename],
  );
  const named = kind === 'document' ? filename : undefined;
  return unfit ?? typed(kind, { ...media, ...present({ caption, filename: named }) });
}

type Card = Extract<OutgoingContent, { type: 'contacts' }>['contacts'][number];

/** Meta wants a part of the name besides the whole; the whole serves as first name. */
const contactOf = ({ name, phones, emails, organisation }: Card): Payload => ({
  name: { formatted_name: name, first_name: name },
  phones: phones.map(({ number, label }) => ({ phone: number, ...present({ type: label }) })),
  ...(emails === undefined
    ? {}
    : { emails: emails.map(({ address, label }) => ({ email: address, ...present({ type: label }) })) }),
  ...(organisation === undefined ? {} : { org: { company: organisation } }),
});
