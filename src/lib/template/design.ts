/**
 * What an author writes: one content with named variables, in one or more languages, from which every channel's
 * form is derived. Browser-safe; the API takes it, the store keeps it, the editor and the renderer read it.
 */
import { z } from 'zod';
import { MediaSource } from '../message-content.ts';

export const TEMPLATE_CATEGORIES = ['authentication', 'utility', 'marketing'] as const;
/** As Meta divides and prices them; they decide the message class too. */
export const TemplateCategory = z.enum(TEMPLATE_CATEGORIES);
export type TemplateCategory = z.infer<typeof TemplateCategory>;

export const VARIABLE_TYPES = ['text', 'number', 'money', 'date', 'code', 'url'] as const;
export const VariableType = z.enum(VARIABLE_TYPES);
export type VariableType = z.infer<typeof VariableType>;

export const TemplateVariable = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,39}$/,
      'Use small letters, digits and _, beginning with a letter, e.g. "nama".',
    ),
  type: VariableType.default('text'),
  /** As a program would give it: `125000`, not `Rp125.000`. Reviewers and previews see it formatted. */
  sample: z.string().trim().min(1, 'Give an example value.').max(500),
});
export type TemplateVariable = z.infer<typeof TemplateVariable>;

const Title = z.string().trim().min(1).max(25);
/** A link may hold one variable, at its end; its value is escaped. */
export const TemplateAction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('reply'), title: Title }),
  z.strictObject({
    type: z.literal('url'),
    title: Title,
    url: z.string().trim().max(2000).startsWith('https://', 'Begin the link with https://.'),
  }),
  z.strictObject({
    type: z.literal('call'),
    title: Title,
    phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Write the number with +, e.g. "+622150001000".'),
  }),
  /** Copies the value of a variable, e.g. a voucher. */
  z.strictObject({ type: z.literal('copy_code'), title: Title, variable: z.string().max(40) }),
]);
export type TemplateAction = z.infer<typeof TemplateAction>;

export const TemplateHeader = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().trim().min(1).max(200) }),
  z.strictObject({
    type: z.literal('media'),
    kind: z.enum(['image', 'video', 'document']),
    source: MediaSource,
    /** What a document is called on the phone. */
    filename: z.string().min(1).max(240).optional(),
  }),
]);

/** One language. What is left out of a channel's own wording is derived from the rest. */
export const TemplateWording = z.strictObject({
  header: TemplateHeader.optional(),
  body: z.string().trim().min(1, 'Write what the message says.').max(4096),
  footer: z.string().trim().min(1).max(200).optional(),
  buttons: z.array(TemplateAction).max(11).default([]),
  /** The whole SMS, where the derived one is too long or reads badly. */
  sms: z.string().trim().min(1).max(1600).optional(),
  /** WhatsApp's body, where it differs. */
  whatsapp: z.string().trim().min(1).max(4096).optional(),
  /** The description of the RCS card, or its text. */
  rcs: z.string().trim().min(1).max(4096).optional(),
});
export type TemplateWording = z.infer<typeof TemplateWording>;

export const TemplateLanguage = z
  .string()
  .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'Use a language code, e.g. "id" or "en".');

export const TemplateDesign = z.strictObject({
  category: TemplateCategory,
  variables: z.array(TemplateVariable).max(20).default([]),
  languages: z
    .record(TemplateLanguage, TemplateWording)
    .refine((languages) => Object.keys(languages).length > 0, 'Write it in one language at least.')
    .refine((languages) => Object.keys(languages).length <= 8, 'Use eight languages at most.'),
  /** One-time codes only. WhatsApp writes their text itself. */
  code: z
    .strictObject({ expiresMinutes: z.int().min(1).max(90).optional(), securityAdvice: z.boolean() })
    .optional(),
});
export type TemplateDesign = z.infer<typeof TemplateDesign>;
