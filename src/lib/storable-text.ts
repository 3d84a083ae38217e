/** PostgreSQL text cannot hold U+0000; what providers say is kept without it, or they would repeat it for ever. */
export const storableText = (text: string): string =>
  text.includes('\0') ? text.replaceAll('\0', '') : text;

/** A record as JSON that PostgreSQL can hold. */
export function storableJson(record: object): string {
  const json = JSON.stringify(record);
  if (!json.includes('\\u0000')) return json;
  return JSON.stringify(record, (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  );
}

const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Whether it holds characters only: U+0000 and half surrogate pairs are none; no phone shows them and no database keeps them. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !HALF_PAIR.test(text);

export const NOT_STORABLE_REMEDY = 'Remove U+0000 and half surrogate pairs.';
