/**
 * What a message can hold besides a plain text: one vocabulary for every rich channel. Adapters translate it to
 * their provider's wire format and back, the API takes and shows it, and the virtual phone draws it.
 *
 * Bounds here are the widest any channel knows; an adapter names its own in `capabilities` and refuses the rest.
 */
import { z } from 'zod';

const Short = z.string().min(1).max(256);
const HttpsUrl = z.url({ protocol: /^https$/, hostname: z.regexes.domain }).max(2048);

export const MEDIA_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export const MediaKind = z.enum(MEDIA_KINDS);
export type MediaKind = z.infer<typeof MediaKind>;

/** A file of the workspace (`file_…`), or an address that the provider fetches itself. Exactly one. */
export const MediaSource = z
  .strictObject({ file: z.string().max(64).optional(), url: HttpsUrl.optional() })
  .refine(({ file, url }) => (file === undefined) !== (url === undefined), 'Give either file or url.');
export type MediaSource = z.infer<typeof MediaSource>;

export const MediaContent = z.strictObject({
  type: z.literal('media'),
  kind: MediaKind,
  source: MediaSource,
  caption: z.string().min(1).max(1024).optional(),
  filename: z.string().min(1).max(240).optional(),
});
export type MediaContent = z.infer<typeof MediaContent>;

export const LocationContent = z.strictObject({
  type: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: Short.optional(),
  address: Short.optional(),
});

export const ContactCard = z.strictObject({
  name: Short,
  phones: z.array(z.strictObject({ number: z.string().min(3).max(32), label: Short.optional() })).max(20),
  emails: z
    .array(z.strictObject({ address: z.string().max(254), label: Short.optional() }))
    .max(20)
    .optional(),
  organisation: Short.optional(),
});
export const ContactsContent = z.strictObject({
  type: z.literal('contacts'),
  contacts: z.array(ContactCard).min(1).max(50),
});

/** `emoji: ''` takes the reaction back. `message` is the public id of the message reacted to, or the provider's own, which may be long. */
export const ReactionContent = z.strictObject({
  type: z.literal('reaction'),
  message: z.string().max(512),
  emoji: z.string().max(32),
});

/** What a person can press. `reply` comes back as `button_reply` with the same id. */
export const Button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('reply'), id: Short, title: z.string().min(1).max(25) }),
  z.strictObject({ type: z.literal('url'), title: z.string().min(1).max(25), url: HttpsUrl }),
  z.strictObject({
    type: z.literal('call'),
    title: z.string().min(1).max(25),
    phone: z.string().min(3).max(32),
  }),
  z.strictObject({ type: z.literal('location_request'), title: z.string().min(1).max(25) }),
  /** Opens a map at the place. */
  z.strictObject({
    type: z.literal('map'),
    title: z.string().min(1).max(25),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    label: Short.optional(),
  }),
  /** Puts an appointment into the person's calendar. Times are ISO 8601 with a zone. */
  z.strictObject({
    type: z.literal('calendar'),
    title: z.string().min(1).max(25),
    event: z.string().min(1).max(100),
    description: z.string().min(1).max(500).optional(),
    start: z.iso.datetime({ offset: true }),
    end: z.iso.datetime({ offset: true }),
  }),
]);
export type Button = z.infer<typeof Button>;

const Header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(60) }),
  z.strictObject({ type: z.literal('media'), kind: MediaKind, source: MediaSource }),
]);

export const ButtonsContent = z.strictObject({
  type: z.literal('buttons'),
  header: Header.optional(),
  body: z.string().min(1).max(3072),
  footer: z.string().min(1).max(60).optional(),
  buttons: z.array(Button).min(1).max(11),
});

export const ListContent = z.strictObject({
  type: z.literal('list'),
  header: z.string().min(1).max(60).optional(),
  body: z.string().min(1).max(4096),
  footer: z.string().min(1).max(60).optional(),
  /** What opens the list. */
  button: z.string().min(1).max(20),
  sections: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(24).optional(),
        rows: z
          .array(
            z.strictObject({
              id: Short,
              title: z.string().min(1).max(24),
              description: z.string().min(1).max(72).optional(),
            }),
          )
          .min(1)
          .max(10),
      }),
    )
    .min(1)
    .max(10),
});

/** RCS: a picture, a title, a text and buttons under it. */
export const Card = z.strictObject({
  title: z.string().min(1).max(200).optional(),
  description: z.string().min(1).max(2000).optional(),
  media: z
    .strictObject({
      kind: z.enum(['image', 'video']),
      source: MediaSource,
      height: z.enum(['short', 'medium', 'tall']),
    })
    .optional(),
  buttons: z.array(Button).max(4).optional(),
});
export type Card = z.infer<typeof Card>;
export const CardContent = z.strictObject({
  type: z.literal('card'),
  card: Card,
  orientation: z.enum(['vertical', 'horizontal']).default('vertical'),
});
export const CarouselContent = z.strictObject({
  type: z.literal('carousel'),
  width: z.enum(['small', 'medium']).default('medium'),
  cards: z.array(Card).min(2).max(10),
});

/** What `POST /v1/messages` takes as `content`; a plain text is `text`, approved content is `template`. */
export const OutgoingContent = z.discriminatedUnion('type', [
  MediaContent,
  LocationContent,
  ContactsContent,
  ReactionContent,
  ButtonsContent,
  ListContent,
  CardContent,
  CarouselContent,
]);
export type OutgoingContent = z.infer<typeof OutgoingContent>;

/**
 * An approved template with its values, as an adapter sends it. Values are in the order of the template's
 * placeholders; the names are there where the provider knows them by name.
 */
export const TemplateContent = z.strictObject({
  type: z.literal('template'),
  /** The name the provider approved it under. */
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(12),
  category: z.enum(['authentication', 'utility', 'marketing']),
  /** Where the provider files it under another category, and charges for that one. */
  chargedAs: z.enum(['authentication', 'utility', 'marketing']).exactOptional(),
  header: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text'), values: z.array(z.string()) }),
      z.strictObject({
        type: z.literal('media'),
        kind: MediaKind,
        source: MediaSource,
        filename: z.string().optional(),
      }),
      z.strictObject({
        type: z.literal('location'),
        latitude: z.number(),
        longitude: z.number(),
        name: z.string().optional(),
        address: z.string().optional(),
      }),
    ])
    .optional(),
  body: z.array(z.strictObject({ name: z.string().optional(), value: z.string() })),
  /** Only buttons that take a value; `index` counts all buttons of the template from 0. */
  buttons: z.array(
    z.strictObject({
      index: z.int().min(0).max(10),
      type: z.enum(['url', 'quick_reply', 'copy_code', 'otp']),
      value: z.string(),
    }),
  ),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** What people send that `text` alone does not say. */
export const IncomingContent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('media'),
    kind: MediaKind,
    /** Our copy, once it has been fetched; null while it is being fetched or when that failed (`problem`). */
    file: z.string().nullable(),
    mime: z.string().nullable(),
    caption: z.string().nullable(),
    filename: z.string().nullable(),
    /** Recorded by voice rather than attached. */
    voice: z.boolean().optional(),
    problem: z.string().nullable().optional(),
  }),
  LocationContent,
  ContactsContent,
  /** `message` is our id of what was reacted to; the provider's where we do not know it. */
  ReactionContent,
  z.strictObject({ type: z.literal('button_reply'), id: z.string(), title: z.string() }),
  z.strictObject({
    type: z.literal('list_reply'),
    id: z.string(),
    title: z.string(),
    description: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal('form_reply'),
    name: z.string().nullable(),
    values: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({
    type: z.literal('order'),
    items: z.array(z.record(z.string(), z.unknown())),
    note: z.string().nullable(),
  }),
  /** Something the provider tells about the person, e.g. a new number. */
  z.strictObject({ type: z.literal('system'), event: z.string() }),
  /** A kind this version does not know, kept as it came. */
  z.strictObject({
    type: z.literal('unsupported'),
    kind: z.string(),
    raw: z.record(z.string(), z.unknown()),
  }),
]);
export type IncomingContent = z.infer<typeof IncomingContent>;

export type MessageContent = OutgoingContent | TemplateContent | IncomingContent;
/** The kinds a channel may name in its capabilities. */
export type ContentKind = OutgoingContent['type'] | 'template';
