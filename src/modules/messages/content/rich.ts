/** What a message holds besides its text, on its way from the request to the adapter. */
import type { ChannelType, Identity } from '../../../channels/channel.ts';
import type { ContentKind, MediaKind, MediaSource } from '../../../lib/message-content.ts';
import type { OutgoingContent, TemplateContent } from '../../../lib/message-content.ts';

export interface Rich {
  /** A reaction's `message` is our public id here; the adapter gets the provider's. */
  readonly content: OutgoingContent | TemplateContent | null;
  readonly reply: Reply | null;
}

/** The message that this one answers or reacts to. */
export interface Reply {
  readonly id: bigint;
  /** The provider's id of it, which means something on that channel only. */
  readonly externalId: string | null;
  /** UUID */
  readonly channelId: string;
}

/** What an adapter of this channel gets: nothing where it can only say it in plain words. */
export function richFor(
  { content, reply }: Rich,
  channel: { readonly id: string; readonly type: ChannelType },
): {
  readonly content?: OutgoingContent | TemplateContent;
  readonly replyTo?: string;
} {
  const { capabilities } = channel.type;
  const known = reply !== null && reply.channelId === channel.id ? reply.externalId : null;
  const fits = content !== null && capabilities.content?.includes(content.type) === true;
  const wire = fits ? onTheWire(content, known) : null;
  const quotes = known !== null && capabilities.replies === true && content?.type !== 'reaction';
  return { ...(wire === null ? {} : { content: wire }), ...(quotes ? { replyTo: known } : {}) };
}

/** A reaction to a message that this channel's provider does not know can only be said in words. */
function onTheWire(
  content: OutgoingContent | TemplateContent,
  replyTo: string | null,
): OutgoingContent | TemplateContent | null {
  if (content.type !== 'reaction') return content;
  return replyTo === null ? null : { ...content, message: replyTo };
}

/** Whether a channel type can reach an address of this kind. */
export function reaches(type: ChannelType, kind: Identity['kind']): boolean {
  switch (kind) {
    case 'phone':
      return type.address === 'phone';
    case 'email':
      return type.address === 'email';
    default:
      return type.medium === kind;
  }
}

/** The kind of an address that stands in `message.party`: phone numbers are E.164, everything else is its channel's own. */
export function kindOfParty(party: string, type: Pick<ChannelType, 'medium' | 'address'>): Identity['kind'] {
  if (/^\+[1-9][0-9]{5,14}$/.test(party)) return 'phone';
  if (type.address === 'email') return 'email';
  return type.medium === 'whatsapp' || type.medium === 'webchat' ? type.medium : 'phone';
}

export interface NamedSource {
  readonly kind: MediaKind;
  readonly source: MediaSource;
  /** Where it stands in the request. */
  readonly field: string;
}

/** Every file or address in a content. */
export function mediaIn(content: OutgoingContent | TemplateContent): NamedSource[] {
  switch (content.type) {
    case 'media':
      return [{ kind: content.kind, source: content.source, field: 'content.source' }];
    case 'buttons':
    case 'template': {
      const { header } = content;
      return header?.type === 'media'
        ? [{ kind: header.kind, source: header.source, field: 'content.header.source' }]
        : [];
    }
    case 'card':
      return cardMedia(content.card.media, 'content.card.media.source');
    case 'carousel':
      return content.cards.flatMap(({ media }, at) => cardMedia(media, `content.cards[${at}].media.source`));
    default:
      return [];
  }
}

const cardMedia = (
  media: { readonly kind: 'image' | 'video'; readonly source: MediaSource } | undefined,
  field: string,
): NamedSource[] => (media === undefined ? [] : [{ kind: media.kind, source: media.source, field }]);

/** What a channel does not take, in words: "This channel takes no …". */
export const CONTENT_WORDS: Readonly<Record<ContentKind, string>> = {
  media: 'files',
  location: 'locations',
  contacts: 'contact cards',
  reaction: 'reactions',
  buttons: 'buttons',
  list: 'lists',
  card: 'cards',
  carousel: 'carousels',
  template: 'approved templates',
};
