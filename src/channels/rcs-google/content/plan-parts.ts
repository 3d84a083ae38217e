/** Turns our content into agent messages; one of them, except where a caption cannot stand with its file. */
import type { OutgoingMessage } from '../../channel.ts';
import type {
  Button,
  ButtonsContent,
  ListContent,
  LocationContent,
  MediaContent,
} from '../../../lib/message-content.ts';
import type { z } from 'zod';
import type { Part } from './part.ts';

type Buttons = z.infer<typeof ButtonsContent>;
type List = z.infer<typeof ListContent>;
type Location = z.infer<typeof LocationContent>;

/** undefined for a kind that RCS does not know. */
export function planParts({
  text,
  content,
}: Pick<OutgoingMessage, 'text' | 'content'>): readonly Part[] | undefined {
  switch (content?.type) {
    case undefined:
      return [{ kind: 'text', text, chips: [] }];
    case 'media':
      return mediaParts(content);
    case 'location':
      return [locationPart(content)];
    case 'buttons':
      return [buttonsPart(content)];
    case 'list':
      return [listPart(content)];
    case 'card':
      return [{ kind: 'card', card: content.card, orientation: content.orientation, chips: [] }];
    case 'carousel':
      return [{ kind: 'carousel', width: content.width, cards: content.cards, chips: [] }];
    default:
      return undefined;
  }
}

/** Pictures and films carry their caption as a card; for sounds and documents it follows as a text. */
function mediaParts({ kind, source, caption }: MediaContent): readonly Part[] {
  const file: Part = { kind: 'file', source, chips: [] };
  if (caption === undefined) return [file];
  if (kind === 'image' || kind === 'video') {
    const card = { description: caption, media: { kind, source, height: 'tall' as const } };
    return [{ kind: 'card', card, orientation: 'vertical', chips: [] }];
  }
  return [file, { kind: 'text', text: caption, chips: [] }];
}

/** Agents cannot send a place, but a button that opens it. */
function locationPart({ latitude, longitude, name, address }: Location): Part {
  const words = [name, address].filter((one) => one !== undefined);
  const map: Button = {
    type: 'map',
    title: 'Lihat peta',
    latitude,
    longitude,
    ...(name === undefined ? {} : { label: name }),
  };
  return {
    kind: 'text',
    text: words.length > 0 ? words.join('\n') : `${latitude}, ${longitude}`,
    chips: [map],
  };
}

function buttonsPart({ header, body, footer, buttons }: Buttons): Part {
  const below = footer === undefined ? body : `${body}\n\n${footer}`;
  if (header?.type !== 'media')
    return {
      kind: 'text',
      text: header === undefined ? below : `${header.text}\n\n${below}`,
      chips: buttons,
    };
  const { kind, source } = header;
  // Anything but a picture or a film is refused with the limits: cards hold nothing else.
  const media = { kind: kind === 'video' ? kind : 'image', source, height: 'medium' } as const;
  const fits = buttons.length <= 4;
  return {
    kind: 'card',
    card: { description: below, media, ...(fits ? { buttons } : {}) },
    orientation: 'vertical',
    chips: fits ? [] : buttons,
  };
}

/** Rows as lines to read and as chips to press. */
function listPart({ header, body, footer, sections }: List): Part {
  const lines = sections.flatMap(({ title, rows }) => [
    ...(title === undefined ? [] : [title]),
    ...rows.map((row) => `• ${row.title}${row.description === undefined ? '' : `: ${row.description}`}`),
  ]);
  const text = [header, body, lines.join('\n'), footer].filter((one) => one !== undefined).join('\n\n');
  const chips = sections.flatMap(({ rows }) =>
    rows.map(({ id, title }) => ({ type: 'reply' as const, id, title })),
  );
  return { kind: 'text', text, chips };
}
