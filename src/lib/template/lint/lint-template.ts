/** What is wrong with a template before anybody else says so. Pure: the editor runs it on every key press. */
import { countSegments } from '../../segments.ts';
import type { TemplateDesign, TemplateWording } from '../design.ts';
import { formatValue } from '../format-value.ts';
import { hasStrayBraces, placeholdersOf } from '../placeholders.ts';
import { renderRcs, renderSms, sampleValues, textsOf, variablesIn } from '../render.ts';
import { type Finding, finding } from './findings.ts';
import { lintOtp } from './lint-otp.ts';
import { lintWhatsApp } from './lint-whatsapp.ts';
import {
  folded,
  linksIn,
  OPT_OUT,
  OTP_WORDS,
  PROMOTIONAL,
  SHORTENERS,
  TRANSACTIONAL,
  wordsFound,
} from './words.ts';

export interface LintContext {
  /** The template's name on WhatsApp. */
  readonly name: string;
  /** Brands that senders are registered for (their case files); empty where none are known. */
  readonly brands: readonly string[];
  /** Texts that were registered with the operators. */
  readonly registeredSamples: readonly string[];
}

/** Worst first; empty when nothing stands out. */
export function lintTemplate(design: TemplateDesign, context: LintContext): Finding[] {
  const found = [
    ...lintVariables(design),
    ...(/^[a-z0-9_]{1,512}$/.test(context.name) ? [] : [finding('whatsapp_name', 'name')]),
    ...Object.entries(design.languages).flatMap(([language, wording]) =>
      lintWording(design, wording, language, context).map((one): Finding => ({ ...one, language })),
    ),
  ];
  const RANK = { error: 0, warning: 1, advice: 2 } as const;
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** Whether a channel (or all of them) would certainly refuse it. */
export const blocks = (
  findings: readonly Pick<Finding, 'severity' | 'channel'>[],
  channel: 'all' | 'whatsapp',
): boolean =>
  findings.some((one) => one.severity === 'error' && (one.channel === 'all' || one.channel === channel));

function lintVariables(design: TemplateDesign): Finding[] {
  const used = new Set(Object.values(design.languages).flatMap((wording) => [...variablesIn(wording)]));
  return design.variables.flatMap((variable) => {
    const where = `variables.${variable.name}`;
    const detail = variable.name;
    return [
      ...(formatValue(variable, variable.sample, 'id').ok
        ? []
        : [finding('sample_invalid', where, { detail })]),
      ...(used.has(variable.name) ? [] : [finding('variable_unused', where, { detail })]),
    ];
  });
}

function lintWording(
  design: TemplateDesign,
  wording: TemplateWording,
  language: string,
  context: LintContext,
): Finding[] {
  const values = sampleValues(design, language);
  const sms = renderSms(wording, values);
  return [
    ...lintTexts(design, wording),
    ...lintCategory(design, wording),
    ...(design.category === 'authentication' ? lintOtp(design, wording, sms, context.brands) : []),
    ...lintWhatsApp(design, wording),
    // Operators register what Indonesians read; other languages are compared with nothing.
    ...lintSms(design, wording, sms, language === 'id' ? context : { ...context, registeredSamples: [] }),
    ...lintRcs(wording, renderRcs(wording, values).text.length),
  ];
}

function lintTexts(design: TemplateDesign, wording: TemplateWording): Finding[] {
  const declared = new Set(design.variables.map(({ name }) => name));
  const texts = partsOf(wording);
  return texts.flatMap(([where, text]) => [
    ...(hasStrayBraces(text) ? [finding('placeholder_broken', where)] : []),
    ...[...new Set(placeholdersOf(text))]
      .filter((name) => !declared.has(name))
      .map((detail) => finding('variable_unknown', where, { detail })),
    ...linksIn(text).flatMap(({ host, bare }) => {
      if (SHORTENERS.has(host)) return [finding('link_shortener', where, { detail: host })];
      return bare ? [finding('link_bare', where, { detail: host })] : [];
    }),
    ...(isShouting(text) ? [finding('all_caps', where)] : []),
  ]);
}

/** Each text with where it stands. */
function partsOf(wording: TemplateWording): [string, string][] {
  const parts: [string, string | undefined][] = [
    ['header', wording.header?.type === 'text' ? wording.header.text : undefined],
    ['body', wording.body],
    ['footer', wording.footer],
    ['sms', wording.sms],
    ['whatsapp', wording.whatsapp],
    ['rcs', wording.rcs],
    ...wording.buttons.map((button, index): [string, string | undefined] => [
      `buttons.${index}`,
      button.type === 'url' ? button.url : button.type === 'copy_code' ? `{{${button.variable}}}` : undefined,
    ]),
  ];
  return parts.flatMap(([where, text]): [string, string][] => (text === undefined ? [] : [[where, text]]));
}

/** More than six words in capitals, and most of the text: a warning such as JANGAN BAGIKAN is not meant. */
function isShouting(text: string): boolean {
  const words = text.replace(/\{\{.*?\}\}|https?:\S+/g, '').match(/\p{L}{3,}/gu) ?? [];
  const loud = words.filter((word) => word === word.toUpperCase());
  return loud.length > 6 && loud.length * 2 > words.length;
}

function lintCategory({ category, variables }: TemplateDesign, wording: TemplateWording): Finding[] {
  const text = textsOf(wording).join(' ');
  const promotional = wordsFound(text, PROMOTIONAL);
  if (category === 'authentication') return [];
  const found: Finding[] = [];
  if (OTP_WORDS.test(wording.body) && variables.some(({ type }) => type === 'code'))
    found.push(finding('category_not_authentication', 'category'));
  if (category === 'utility' && promotional.length > 0)
    found.push(finding('promotional_in_utility', 'body', { detail: promotional.slice(0, 3).join(', ') }));
  if (category !== 'marketing') return found;
  if (promotional.length === 0 && wordsFound(text, TRANSACTIONAL).length > 0)
    found.push(finding('category_marketing_unneeded', 'category'));
  if (
    !OPT_OUT.test(text) &&
    !wording.buttons.some(({ type, title }) => type === 'reply' && OPT_OUT.test(title))
  )
    found.push(finding('opt_out_missing', 'footer'));
  return found;
}

/** Four GSM-7 segments are 612 characters: what people still read as one SMS. */
const LONG_SMS = 3;
const PHONE = /(?:\+?62|\b0)[\s.-]?8\d{1,3}[\s.-]?\d{3,4}[\s.-]?\d{2,5}\b/;

function lintSms(
  design: TemplateDesign,
  wording: TemplateWording,
  sms: string,
  context: LintContext,
): Finding[] {
  const { encoding, segments } = countSegments(sms);
  const found: Finding[] = [];
  const where = wording.sms === undefined ? 'body' : 'sms';
  if (encoding === 'UCS-2') {
    const detail = [
      ...new Set([...sms].filter((letter) => countSegments(letter).encoding === 'UCS-2')),
    ].slice(0, 5);
    found.push(finding('sms_unicode', where, { detail: detail.join(' ') }));
  }
  if (segments > LONG_SMS) found.push(finding('sms_long', where, { detail: String(segments) }));
  if (wording.header?.type === 'media') found.push(finding('sms_media_lost', 'header'));
  if (design.category === 'authentication') return found;
  if (PHONE.test(sms)) found.push(finding('phone_number_in_sms', where));
  return [...found, ...lintRegistered(sms, where, context)];
}

function lintRegistered(sms: string, where: string, { brands, registeredSamples }: LintContext): Finding[] {
  if (brands.length > 0 && !brands.some((brand) => folded(sms).includes(folded(brand))))
    return [finding('brand_not_registered', where, { detail: brands.join(', ') })];
  if (registeredSamples.length > 0 && !registeredSamples.some((sample) => resembles(sms, sample)))
    return [finding('sample_not_registered', where)];
  return [];
}

/** Half of the shorter one's words stand in the other: values differ, the wording does not. */
function resembles(a: string, b: string): boolean {
  const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
  const [shorter = new Set<string>(), longer = new Set<string>()] = [words(a), words(b)].sort(
    (x, y) => x.size - y.size,
  );
  const shared = [...shorter].filter((word) => longer.has(word)).length;
  return shorter.size === 0 || shared * 2 >= shorter.size;
}

function lintRcs(wording: TemplateWording, length: number): Finding[] {
  const isCard = wording.header !== undefined || wording.buttons.length > 0;
  const where = wording.rcs === undefined ? 'body' : 'rcs';
  return [
    ...(length > (isCard ? 2000 : 3072) ? [finding('rcs_description_long', where)] : []),
    ...(wording.buttons.length > 4 ? [finding('rcs_buttons', 'buttons.4')] : []),
    ...(wording.header?.type === 'media' && wording.header.kind === 'document'
      ? [finding('rcs_document', 'header')]
      : []),
  ];
}
