/** What `POST /{phone_number_id}/messages` refuses in a body, with the code Meta gives. */
import { z } from 'zod';
import { type Answer, graphError } from './graph-error.ts';

const id = z.string().min(1);
const max = (length: number) => z.string().min(1).max(length);
const Media = z
  .looseObject({ id: id.optional(), link: z.url({ protocol: /^https?$/ }).optional() })
  .refine((one) => (one.id === undefined) !== (one.link === undefined), 'id or link');
const Header = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: max(60) }),
  z.looseObject({ type: z.literal('image'), image: Media }),
  z.looseObject({ type: z.literal('video'), video: Media }),
  z.looseObject({ type: z.literal('document'), document: Media }),
]);
const body = (length: number) => z.looseObject({ text: max(length) });
const Footer = z.looseObject({ text: max(60) }).optional();

const Buttons = z.looseObject({
  type: z.literal('button'),
  header: Header.optional(),
  body: body(1024),
  footer: Footer,
  action: z.looseObject({
    buttons: z
      .array(
        z.looseObject({ type: z.literal('reply'), reply: z.strictObject({ id: max(256), title: max(20) }) }),
      )
      .min(1)
      .max(3)
      .refine(
        (all) =>
          new Set(all.map(({ reply }) => reply.title)).size === all.length &&
          new Set(all.map(({ reply }) => reply.id)).size === all.length,
        'twice the same button',
      ),
  }),
});

const List = z.looseObject({
  type: z.literal('list'),
  header: z.looseObject({ type: z.literal('text'), text: max(60) }).optional(),
  body: body(4096),
  footer: Footer,
  action: z.looseObject({
    button: max(20),
    sections: z
      .array(
        z.looseObject({
          title: max(24).optional(),
          rows: z
            .array(z.strictObject({ id: max(200), title: max(24), description: max(72).optional() }))
            .min(1),
        }),
      )
      .min(1)
      .max(10)
      .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, 'more than 10 rows')
      .refine(
        (all) => all.length === 1 || all.every(({ title }) => title !== undefined),
        'a section without title',
      ),
  }),
});

const Interactive = z.discriminatedUnion('type', [
  Buttons,
  List,
  z.looseObject({
    type: z.literal('cta_url'),
    header: Header.optional(),
    body: body(1024),
    footer: Footer,
    action: z.looseObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: max(20), url: z.url() }),
    }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body: body(1024),
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
  z.looseObject({ type: z.literal('flow'), body: body(1024) }),
]);

/** By type: the field of that name must look like this. */
const BODIES: Readonly<Record<string, z.ZodType>> = {
  text: z.strictObject({ body: max(4096), preview_url: z.boolean().optional() }),
  image: Media.and(z.looseObject({ caption: max(1024).optional() })),
  video: Media.and(z.looseObject({ caption: max(1024).optional() })),
  audio: Media,
  document: Media.and(z.looseObject({ caption: max(1024).optional(), filename: max(240).optional() })),
  sticker: Media,
  location: z.looseObject({ latitude: z.coerce.number(), longitude: z.coerce.number() }),
  contacts: z
    .array(
      z.looseObject({
        name: z
          .looseObject({ formatted_name: max(512) })
          .refine((name) => Object.keys(name).length > 1, 'only a formatted name'),
      }),
    )
    .min(1)
    .max(257),
  reaction: z.strictObject({ message_id: id, emoji: z.string() }),
  interactive: Interactive,
  template: z.looseObject({
    name: max(512),
    language: z.looseObject({ code: max(12) }),
    components: z.array(z.looseObject({ type: z.string() })).optional(),
  }),
};

const Envelope = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.enum(['individual', 'group']).optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string().default('text'),
  biz_opaque_callback_data: z.string().max(512).optional(),
  context: z.looseObject({ message_id: id }).optional(),
});
export type Envelope = z.output<typeof Envelope>;

/** The envelope, or the answer that refuses it. */
export function validateMessage(value: unknown): Envelope | { readonly refusal: Answer } {
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) {
    const field = String(envelope.error.issues[0]?.path[0] ?? 'body');
    return { refusal: graphError(100, `Invalid parameter: ${field}`) };
  }
  const { type, to, recipient } = envelope.data;
  if (to === undefined && recipient === undefined)
    return { refusal: graphError(131008, 'Parameter to or recipient is required') };
  const schema = BODIES[type];
  if (schema === undefined) return { refusal: graphError(131051, `Type ${type} is not supported`) };
  const given = envelope.data[type];
  if (given === undefined) return { refusal: graphError(131008, `Parameter ${type} is required`) };
  const read = schema.safeParse(given);
  if (read.success) return envelope.data;
  const [issue] = read.error.issues;
  return { refusal: graphError(131009, `${type}.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`) };
}
