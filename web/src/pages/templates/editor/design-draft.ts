import type {
  TemplateAction,
  TemplateVariable,
  TemplateWording,
} from '../../../../../src/lib/template/design.ts';
import { variablesIn } from '../../../../../src/lib/template/render.ts';
import type { TemplateDesign } from '../../../contracts/templates.ts';

/** How names are usually meant; everything else is a text. */
const TYPES: readonly (readonly [RegExp, TemplateVariable['type'], string])[] = [
  [/^(kode|otp|code)$/, 'code', '482915'],
  [/total|jumlah|harga|tagihan_rp|biaya|amount|price/, 'money', '125000'],
  [/tanggal|tgl|tempo|waktu|jadwal|date|sampai/, 'date', '2026-12-01'],
  [/tautan|link|url/, 'url', 'https://www.example.co.id'],
  [/banyak|qty|poin/, 'number', '3'],
];

function variableFor(name: string): TemplateVariable {
  const found = TYPES.find(([pattern]) => pattern.test(name));
  return {
    name,
    type: found?.[1] ?? 'text',
    sample: found?.[2] ?? (name.startsWith('nama') ? 'Sari' : name),
  };
}

/** Every name that the texts use gets a variable. */
export function withNamedVariables(design: TemplateDesign): TemplateDesign {
  const known = new Set(design.variables.map(({ name }) => name));
  const used = Object.values(design.languages).flatMap((wording) => [...variablesIn(wording)]);
  const added = [...new Set(used)].filter((name) => name !== '' && !known.has(name)).map(variableFor);
  return added.length === 0 ? design : { ...design, variables: [...design.variables, ...added].slice(0, 20) };
}

export function withWording(
  design: TemplateDesign,
  language: string,
  wording: TemplateWording,
): TemplateDesign {
  return withNamedVariables({ ...design, languages: { ...design.languages, [language]: wording } });
}

export function withoutLanguage(design: TemplateDesign, language: string): TemplateDesign {
  return {
    ...design,
    languages: Object.fromEntries(Object.entries(design.languages).filter(([name]) => name !== language)),
  };
}

type TextField = 'footer' | 'sms' | 'whatsapp' | 'rcs';

/** An empty text is no text. */
export function withText(wording: TemplateWording, field: TextField, text: string): TemplateWording {
  const { [field]: _, ...rest } = wording;
  return text.trim() === '' ? rest : { ...rest, [field]: text };
}

export function withHeader(wording: TemplateWording, text: string): TemplateWording {
  const { header: _, ...rest } = wording;
  return text.trim() === '' ? rest : { ...rest, header: { type: 'text', text } };
}

/** Without a file there is no header: a design always holds the one it shows. */
export function withHeaderFile(
  wording: TemplateWording,
  kind: 'image' | 'video' | 'document',
  file: { readonly id: string; readonly name: string } | null,
): TemplateWording {
  const { header: _, ...rest } = wording;
  if (file === null) return rest;
  return { ...rest, header: { type: 'media', kind, source: { file: file.id }, filename: file.name } };
}

export function newButton(type: TemplateAction['type'], design: TemplateDesign): TemplateAction {
  const title = '';
  switch (type) {
    case 'reply':
      return { type, title };
    case 'url':
      return { type, title, url: 'https://' };
    case 'call':
      return { type, title, phone: '+62' };
    case 'copy_code':
      return { type, title, variable: design.variables.find((one) => one.type === 'code')?.name ?? '' };
  }
}
