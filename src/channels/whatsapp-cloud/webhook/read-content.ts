/** What a person sent, by type. A type or form that is not known is kept as it came. */
import { z } from 'zod';
import type { IncomingContent, MediaKind } from '../../../lib/message-content.ts';
import type { MediaReference } from '../../channel.ts';
import { sha256Hex } from '../media/sha256.ts';
import { flag, idText, list, record, text } from './fields.ts';
import { readContacts } from './read-contacts.ts';

export interface ReadContent {
  readonly text: string;
  readonly content?: IncomingContent;
  readonly media?: MediaReference;
  /** The message reacted to. */
  readonly replyTo?: string;
}

type Reader = (value: unknown) => ReadContent | undefined;

export function readContent(type: string, raw: Readonly<Record<string, unknown>>): ReadContent {
  const read = READERS.get(type)?.(raw[type]);
  return read ?? { text: '', content: { type: 'unsupported', kind: kindOf(type, raw), raw } };
}

const Unsupported = z.looseObject({ type: z.string().min(1) });

/** Messages of type `unsupported` say since v24 what they would have been. */
function kindOf(type: string, raw: Readonly<Record<string, unknown>>): string {
  const told = Unsupported.safeParse(raw['unsupported']);
  return (told.success ? told.data.type : type).slice(0, 64);
}

const reader =
  <T>(schema: z.ZodType<T>, read: (value: T) => ReadContent | undefined): Reader =>
  (value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? read(parsed.data) : undefined;
  };

const media = (kind: MediaKind): Reader =>
  reader(
    z.looseObject({
      id: z.union([z.string().min(1), z.number().transform(String)]),
      mime_type: text,
      sha256: text,
      caption: text,
      filename: text,
      voice: flag,
    }),
    ({ id, mime_type: mime, sha256, caption, filename, voice }) => {
      const digest = sha256Hex(sha256);
      return {
        text: caption ?? '',
        content: {
          type: 'media',
          kind,
          file: null,
          mime: mime ?? null,
          caption: caption ?? null,
          filename: filename ?? null,
          ...(voice === true ? { voice } : {}),
        },
        media: {
          externalId: id,
          kind,
          ...(mime === undefined ? {} : { mime }),
          ...(digest === undefined ? {} : { sha256: digest }),
        },
      };
    },
  );

const location = reader(
  z.looseObject({
    latitude: z.coerce.number().min(-90).max(90),
    longitude: z.coerce.number().min(-180).max(180),
    name: text,
    address: text,
  }),
  ({ latitude, longitude, name, address }) => ({
    text: [name, address].filter(Boolean).join(', ') || `${latitude}, ${longitude}`,
    content: {
      type: 'location',
      latitude,
      longitude,
      ...(name ? { name: name.slice(0, 256) } : {}),
      ...(address ? { address: address.slice(0, 256) } : {}),
    },
  }),
);

/** Without an emoji the reaction was taken back. */
const reaction = reader(
  z.looseObject({ message_id: z.string().min(1), emoji: text }),
  ({ message_id: message, emoji = '' }) => ({
    text: emoji,
    content: { type: 'reaction', message, emoji },
    replyTo: message,
  }),
);

/** A quick reply of a template. */
const button = reader(z.looseObject({ text: z.string(), payload: idText }), ({ text: title, payload }) => ({
  text: title,
  content: { type: 'button_reply', id: payload ?? title, title },
}));

const Choice = z.looseObject({ id: z.string(), title: z.string(), description: text });
const Form = z.looseObject({ name: text, body: text, response_json: text });

const interactive = reader(
  z.looseObject({
    button_reply: Choice.optional().catch(undefined),
    list_reply: Choice.optional().catch(undefined),
    nfm_reply: Form.optional().catch(undefined),
  }),
  ({ button_reply: pressed, list_reply: chosen, nfm_reply: form }): ReadContent | undefined => {
    if (pressed !== undefined)
      return {
        text: pressed.title,
        content: { type: 'button_reply', id: pressed.id, title: pressed.title },
      };
    if (chosen !== undefined) {
      const { id, title, description = null } = chosen;
      return { text: title, content: { type: 'list_reply', id, title, description } };
    }
    if (form === undefined) return undefined;
    const values = jsonRecord(form.response_json);
    if (values === undefined) return undefined;
    return { text: form.body ?? '', content: { type: 'form_reply', name: form.name ?? null, values } };
  },
);

function jsonRecord(json: string | undefined): Record<string, unknown> | undefined {
  try {
    const parsed = record.safeParse(JSON.parse(json ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const order = reader(
  z.looseObject({ text, product_items: z.array(record).min(1) }),
  ({ text: note, product_items: items }) => ({
    text: note ?? '',
    content: { type: 'order', items, note: note ?? null },
  }),
);

/** Changes of number and user id are read before; this is whatever else Meta tells about a person. */
const system = reader(z.looseObject({ type: text, body: text }), ({ type, body }) => ({
  text: body ?? '',
  content: { type: 'system', event: (type ?? 'system').slice(0, 64) },
}));

const contacts: Reader = (value) => {
  const cards = readContacts(list.parse(value));
  return cards.length === 0
    ? undefined
    : { text: cards.map(({ name }) => name).join(', '), content: { type: 'contacts', contacts: cards } };
};

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['text', reader(z.looseObject({ body: z.string() }), ({ body }) => ({ text: body }))],
  ['image', media('image')],
  ['video', media('video')],
  ['audio', media('audio')],
  ['voice', media('audio')],
  ['document', media('document')],
  ['sticker', media('sticker')],
  ['location', location],
  ['contacts', contacts],
  ['reaction', reaction],
  ['button', button],
  ['interactive', interactive],
  ['order', order],
  ['system', system],
]);
