/** Texts with places to fill: `{{to}}`. Filling is plain; each context around it escapes what comes out. */
export const PLACEHOLDERS = [
  'to',
  'to_digits',
  'to_local',
  'from',
  'from_digits',
  'text',
  'text_type',
  'id',
  'callback_url',
  'ttl_seconds',
  'ttl_minutes',
  'ttl_ms',
  'account',
  'secret',
  'basic_auth',
] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A number stays one where JSON has a place for it; undefined leaves the whole entry out. */
export type Values = Readonly<Record<Placeholder, string | number | undefined>>;

/** Literal texts and places, in order. */
export interface Template {
  readonly parts: readonly (string | { readonly name: Placeholder })[];
}

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The name that is not a placeholder, where there is one. */
export function parseTemplate(text: string): Template | { readonly unknown: string } {
  const parts: Template['parts'][number][] = [];
  let from = 0;
  for (const match of text.matchAll(PLACE)) {
    const name = PLACEHOLDERS.find((one) => one === match[1]);
    if (name === undefined) return { unknown: match[1] ?? '' };
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push({ name });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return { parts };
}

/** For templates in the source, whose names are known to be right. */
export function template(text: string): Template {
  const parsed = parseTemplate(text);
  if ('unknown' in parsed) throw new Error(`there is no placeholder ${parsed.unknown}`);
  return parsed;
}

/** The filled text, escaped place by place; undefined when a place has nothing to fill it. */
export function fill(
  { parts }: Template,
  values: Values,
  escape: (value: string) => string = (value) => value,
): string | undefined {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = values[part.name];
    if (value === undefined) return undefined;
    text += escape(wellFormed(String(value)));
  }
  return text;
}

/** The value itself where the template is one place and nothing else. */
export function valueOf(filled: Template, values: Values): string | number | undefined {
  const [only, more] = filled.parts;
  if (only === undefined || more !== undefined || typeof only === 'string') return fill(filled, values);
  const value = values[only.name];
  return typeof value === 'string' ? wellFormed(value) : value;
}

/** Half a surrogate pair has no encoding and would stop the others from leaving. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
