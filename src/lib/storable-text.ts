/**
 * What PostgreSQL cannot hold: U+0000 in text, and in jsonb half a surrogate pair (UTF-16 cut in the middle of a character,
 * `"\ud83d"` in JSON). What people and programs write is refused with the field's name; what providers say is kept without
 * it, or they would repeat it for ever.
 */
const SURROGATE = /[\ud800-\udfff]/;
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const HALF_PAIRS = new RegExp(HALF_PAIR, 'g');

const holdsHalfPair = (text: string): boolean => SURROGATE.test(text) && HALF_PAIR.test(text);

/** U+0000 is left out, half a pair becomes U+FFFD. */
export function storableText(text: string): string {
  if (isStorable(text)) return text;
  return text.replaceAll('\0', '').replaceAll(HALF_PAIRS, '\ufffd');
}

/** JSON writes both as escapes, in lower case. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/;

/** Of records that are frozen, and so always say the same. */
const written = new WeakMap<object, string>();

/** A record as JSON that PostgreSQL can hold. */
export function storableJson(record: object): string {
  const known = written.get(record);
  if (known !== undefined) return known;
  const json = JSON.stringify(record);
  const storableOne = SUSPICIOUS.test(json) ? JSON.stringify(storable(record)) : json;
  if (Object.isFrozen(record)) written.set(record, storableOne);
  return storableOne;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storableText(name), storable(one)]));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Whether it holds characters only: U+0000 and half surrogate pairs are none; no phone shows them and no database keeps them. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !holdsHalfPair(text);

export const NOT_STORABLE_REMEDY = 'Remove U+0000 and half surrogate pairs.';

/** The way to the first text, or name of a field, that cannot be stored; undefined where all can. */
export function unstorablePath(value: unknown): (string | number)[] | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : [];
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) {
      const path = unstorablePath(one);
      if (path !== undefined) return [index, ...path];
    }
    return undefined;
  }
  if (!isPlain(value)) return undefined;
  for (const name in value) {
    const path = isStorable(name) ? unstorablePath(value[name]) : [];
    if (path !== undefined) return [storableText(name), ...path];
  }
  return undefined;
}
