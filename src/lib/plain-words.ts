import type { Button, Card, IncomingContent, MediaKind, MessageContent } from './message-content.ts';

const MEDIA_WORDS: Readonly<Record<MediaKind, string>> = {
  image: 'Gambar',
  video: 'Video',
  audio: 'Audio',
  document: 'Dokumen',
  sticker: 'Stiker',
};

/**
 * What a content says to somebody who sees text only: for lists, search, and channels without such content. In
 * Indonesian, because it is what a customer may receive as SMS. Every choice and address a person needs is in it.
 */
export function plainWords(content: MessageContent): string {
  switch (content.type) {
    case 'media':
      return 'source' in content
        ? lines(mediaWord(content.kind, content.filename), content.caption, content.source.url)
        : lines(mediaWord(content.kind, content.filename), content.caption);
    case 'location':
      return lines(content.name ?? '[Lokasi]', content.address, mapAddress(content));
    case 'contacts':
      return content.contacts
        .map(({ name, phones }) => [name, ...phones.map(({ number }) => number)].join(' '))
        .join('\n');
    case 'reaction':
      return content.emoji === '' ? '[Reaksi ditarik]' : content.emoji;
    case 'buttons':
      return lines(
        content.header?.type === 'text' ? content.header.text : undefined,
        content.body,
        content.footer,
        ...buttonLines(content.buttons),
      );
    case 'list':
      return lines(
        content.header,
        content.body,
        content.footer,
        ...content.sections.flatMap(({ title, rows }) => [
          title,
          ...rows.map(
            (row) => `- ${row.title}${row.description === undefined ? '' : `: ${row.description}`}`,
          ),
        ]),
      );
    case 'card':
      return cardWords(content.card);
    case 'carousel':
      return content.cards.map(cardWords).join('\n\n');
    case 'template':
      return lines(`[Templat] ${content.name}`, ...content.body.map(({ value }) => value));
    default:
      return incomingWords(content);
  }
}

function incomingWords(
  content: Exclude<IncomingContent, { type: 'media' | 'location' | 'contacts' | 'reaction' }>,
): string {
  switch (content.type) {
    case 'button_reply':
      return content.title;
    case 'list_reply':
      return lines(content.title, content.description ?? undefined);
    case 'form_reply':
      return content.name === null ? '[Formulir]' : `[Formulir] ${content.name}`;
    case 'order':
      return lines(`[Pesanan] ${content.items.length} barang`, content.note ?? undefined);
    case 'system':
      return `[Pemberitahuan] ${content.event}`;
    case 'unsupported':
      return `[${content.kind}]`;
  }
}

const mediaWord = (kind: MediaKind, filename: string | null | undefined): string =>
  filename === undefined || filename === null
    ? `[${MEDIA_WORDS[kind]}]`
    : `[${MEDIA_WORDS[kind]}] ${filename}`;

/** Blank lines never, so that an SMS pays for no more than it says. */
const lines = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== null && part !== '').join('\n');

const buttonLines = (buttons: readonly Button[]): string[] =>
  buttons.map((button) => {
    switch (button.type) {
      case 'url':
        return `${button.title}: ${button.url}`;
      case 'call':
        return `${button.title}: ${button.phone}`;
      case 'map':
        return `${button.title}: ${mapAddress(button)}`;
      case 'calendar':
        return `${button.title}: ${button.event}, ${button.start}`;
      default:
        return `- ${button.title}`;
    }
  });

const mapAddress = (place: { readonly latitude: number; readonly longitude: number }): string =>
  `https://maps.google.com/?q=${place.latitude},${place.longitude}`;

const cardWords = ({ title, description, media, buttons }: Card): string =>
  lines(title, description, media?.source.url, ...buttonLines(buttons ?? [])) ||
  `[${MEDIA_WORDS[media?.kind ?? 'image']}]`;
