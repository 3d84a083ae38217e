/**
 * One content, as each channel says it. The server sends what these functions say and the editor previews it with
 * the very same ones.
 */
import type { Button, Card, OutgoingContent, TemplateContent } from '../message-content.ts';
import type { Result } from '../result.ts';
import { fail, ok } from '../result.ts';
import type { TemplateAction, TemplateDesign, TemplateWording } from './design.ts';
import { formatValue, type ValueFault } from './format-value.ts';
import { distinctPlaceholders, fillPlaceholders, placeholdersOf } from './placeholders.ts';

/** Values in both forms: as they are read, and as they were given (a link takes the latter). */
export interface TemplateValues {
  readonly shown: ReadonlyMap<string, string>;
  readonly raw: ReadonlyMap<string, string>;
}

export interface VariableFault {
  readonly variable: string;
  readonly fault: ValueFault | 'missing';
}

/** Every variable that a wording uses, in any channel's form. */
export function variablesIn(wording: TemplateWording): ReadonlySet<string> {
  return new Set(textsOf(wording).flatMap(placeholdersOf).concat(copied(wording)));
}
const copied = ({ buttons }: TemplateWording): string[] =>
  buttons.flatMap((button) => (button.type === 'copy_code' ? [button.variable] : []));

export const textsOf = (wording: TemplateWording): string[] => [
  ...(wording.header?.type === 'text' ? [wording.header.text] : []),
  wording.body,
  ...[wording.footer, wording.sms, wording.whatsapp, wording.rcs].filter((text) => text !== undefined),
  ...wording.buttons.flatMap((button) => (button.type === 'url' ? [button.url] : [])),
];

/** Formats what is given; the first variable that is missing or does not fit is the fault. */
export function readValues(
  design: TemplateDesign,
  wording: TemplateWording,
  language: string,
  given: Readonly<Record<string, string | number>>,
): Result<TemplateValues, VariableFault> {
  const shown = new Map<string, string>();
  const raw = new Map<string, string>();
  const used = variablesIn(wording);
  for (const variable of design.variables) {
    if (!used.has(variable.name)) continue;
    const value = Object.hasOwn(given, variable.name) ? given[variable.name] : undefined;
    if (value === undefined) return fail({ variable: variable.name, fault: 'missing' });
    const formatted = formatValue(variable, String(value), language);
    if (!formatted.ok) return fail({ variable: variable.name, fault: formatted.error });
    shown.set(variable.name, formatted.value);
    raw.set(variable.name, String(value).trim());
  }
  return ok({ shown, raw });
}

/** The samples that reviewers see; a sample that does not fit its type is shown as it is. */
export function sampleValues(design: TemplateDesign, language: string): TemplateValues {
  const shown = new Map<string, string>();
  const raw = new Map<string, string>();
  for (const variable of design.variables) {
    const formatted = formatValue(variable, variable.sample, language);
    shown.set(variable.name, formatted.ok ? formatted.value : variable.sample);
    raw.set(variable.name, variable.sample);
  }
  return { shown, raw };
}

const fill = (text: string, { shown }: TemplateValues): string =>
  fillPlaceholders(text, (name) => shown.get(name) ?? `{{${name}}}`);
export const fillUrl = (url: string, { raw }: TemplateValues): string =>
  fillPlaceholders(url, (name) => encodeURIComponent(raw.get(name) ?? ''));

/** Without its own wording an SMS says header, body, links and footer, a line each. */
export function renderSms(wording: TemplateWording, values: TemplateValues): string {
  if (wording.sms !== undefined) return fill(wording.sms, values);
  const links = wording.buttons.flatMap((button) => {
    if (button.type === 'url') return [`${button.title}: ${fillUrl(button.url, values)}`];
    return button.type === 'copy_code' ? [`${button.title}: ${values.shown.get(button.variable) ?? ''}`] : [];
  });
  const header = wording.header?.type === 'text' ? [fill(wording.header.text, values)] : [];
  const footer = wording.footer === undefined ? [] : [fill(wording.footer, values)];
  return [...header, fill(wording.body, values), ...links, ...footer].join('\n');
}

/** Meta writes the text of one-time codes itself, by language (documented preset, v23.0). */
const PRESETS = {
  id: {
    body: (code: string) => `*${code}* adalah kode verifikasi Anda.`,
    advice: 'Demi keamanan, jangan bagikan kode ini.',
    footer: (minutes: number) => `Kode ini kedaluwarsa dalam ${minutes} menit.`,
    button: 'Salin kode',
  },
  en: {
    body: (code: string) => `*${code}* is your verification code.`,
    advice: 'For your security, do not share this code.',
    footer: (minutes: number) => `This code expires in ${minutes} minutes.`,
    button: 'Copy code',
  },
} as const;

export interface WhatsAppForm {
  readonly header?: TemplateWording['header'];
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly { readonly type: TemplateAction['type'] | 'otp'; readonly title: string }[];
}

/** What the person will see on WhatsApp. */
export function renderWhatsApp(
  design: TemplateDesign,
  wording: TemplateWording,
  language: string,
  values: TemplateValues,
): WhatsAppForm {
  if (design.category === 'authentication') return presetForm(design, language, values);
  const { header, footer } = wording;
  return {
    ...(header === undefined
      ? {}
      : { header: header.type === 'text' ? { type: 'text', text: fill(header.text, values) } : header }),
    body: fill(wording.whatsapp ?? wording.body, values),
    ...(footer === undefined ? {} : { footer: fill(footer, values) }),
    buttons: wording.buttons.map(({ type, title }) => ({ type, title })),
  };
}

function presetForm(design: TemplateDesign, language: string, values: TemplateValues): WhatsAppForm {
  const preset = PRESETS[language.startsWith('en') ? 'en' : 'id'];
  const advice = design.code?.securityAdvice ?? true;
  const minutes = design.code?.expiresMinutes;
  return {
    body: `${preset.body(values.shown.get(codeVariable(design) ?? '') ?? '')}${advice ? ` ${preset.advice}` : ''}`,
    ...(minutes === undefined ? {} : { footer: preset.footer(minutes) }),
    buttons: [{ type: 'otp', title: preset.button }],
  };
}

/** The variable that carries the one-time code. */
export const codeVariable = (design: TemplateDesign): string | undefined =>
  design.variables.find(({ type }) => type === 'code')?.name;

/** In plain words, for lists, searches and channels that show nothing else. */
export const whatsAppText = (form: WhatsAppForm): string =>
  [form.header?.type === 'text' ? form.header.text : undefined, form.body, form.footer]
    .filter((part) => part !== undefined)
    .join('\n');

/** The approved template by name, with its values in the order of its placeholders. */
export function whatsAppContent(
  design: TemplateDesign,
  wording: TemplateWording,
  approval: { readonly name: string; readonly language: string },
  values: TemplateValues,
): TemplateContent {
  const base = { type: 'template', category: design.category, ...approval } as const;
  if (design.category === 'authentication') {
    const code = values.shown.get(codeVariable(design) ?? '') ?? '';
    return { ...base, body: [{ value: code }], buttons: [{ index: 0, type: 'otp', value: code }] };
  }
  const valuesIn = (text: string): string[] =>
    distinctPlaceholders(text).map((name) => values.shown.get(name) ?? '');
  const { header } = wording;
  const headerValues = header?.type === 'text' ? valuesIn(header.text) : [];
  return {
    ...base,
    ...(header?.type === 'media' ? { header } : {}),
    ...(headerValues.length > 0 ? { header: { type: 'text', values: headerValues } } : {}),
    body: valuesIn(wording.whatsapp ?? wording.body).map((value) => ({ value })),
    buttons: wording.buttons.flatMap((button, index) => buttonValue(button, index, values)),
  };
}

function buttonValue(
  button: TemplateAction,
  index: number,
  values: TemplateValues,
): TemplateContent['buttons'] {
  if (button.type === 'copy_code')
    return [{ index, type: 'copy_code', value: values.shown.get(button.variable) ?? '' }];
  if (button.type !== 'url') return [];
  const [name] = placeholdersOf(button.url);
  return name === undefined
    ? []
    : [{ index, type: 'url', value: encodeURIComponent(values.raw.get(name) ?? '') }];
}

const MAX_CARD_TEXT = 2000;

/** A card where there is more than a text, and it fits; RCS has no footer, so the description ends with it. */
export function renderRcs(
  wording: TemplateWording,
  values: TemplateValues,
): { readonly text: string; readonly content?: OutgoingContent } {
  const { header, footer } = wording;
  const title = header?.type === 'text' ? fill(header.text, values) : undefined;
  // RCS has no button that copies, so the code stands in the text.
  const codes = wording.buttons.flatMap((button) =>
    button.type === 'copy_code' ? [`${button.title}: {{${button.variable}}}`] : [],
  );
  const description = [wording.rcs ?? wording.body, ...codes, ...(footer === undefined ? [] : [footer])]
    .map((text) => fill(text, values))
    .join('\n\n');
  const text = title === undefined ? description : `${title}\n${description}`;
  const buttons = wording.buttons.flatMap((button) => rcsButton(button, values)).slice(0, 4);
  const isCard = header !== undefined || buttons.length > 0;
  if (!isCard || description.length > MAX_CARD_TEXT) return { text };
  const media: Card['media'] | undefined =
    header?.type === 'media' && header.kind !== 'document'
      ? { kind: header.kind, source: header.source, height: 'medium' }
      : undefined;
  const card: Card = {
    ...(title === undefined ? {} : { title }),
    description,
    ...(media === undefined ? {} : { media }),
    ...(buttons.length === 0 ? {} : { buttons }),
  };
  return { text, content: { type: 'card', card, orientation: 'vertical' } };
}

function rcsButton(button: TemplateAction, values: TemplateValues): Button[] {
  switch (button.type) {
    case 'reply':
      return [{ type: 'reply', id: button.title, title: button.title }];
    case 'url':
      return [{ type: 'url', title: button.title, url: fillUrl(button.url, values) }];
    case 'call':
      return [{ type: 'call', title: button.title, phone: button.phone }];
    case 'copy_code':
      return [];
  }
}
