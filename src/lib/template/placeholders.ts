/** `{{nama}}` in a text: found, filled, numbered. */
const PLACEHOLDER = /\{\{\s*([a-z][a-z0-9_]{0,39})\s*\}\}/g;

/** Names in the order they stand, as often as they stand. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');

/** Each name once, in the order of its first use: the order of Meta's `{{1}}`, `{{2}}`. */
export const distinctPlaceholders = (text: string): string[] => [...new Set(placeholdersOf(text))];

/** Braces that belong to no placeholder, e.g. `{{nama}` or `{{Nama}}`. */
export const hasStrayBraces = (text: string): boolean =>
  /\{\{|\}\}|\{|\}/.test(text.replace(PLACEHOLDER, ''));

export const fillPlaceholders = (text: string, valueOf: (name: string) => string): string =>
  text.replace(PLACEHOLDER, (_, name: string) => valueOf(name));

/** `Halo {{nama}}` → `Halo {{1}}`. */
export function numberPlaceholders(text: string): {
  readonly text: string;
  readonly names: readonly string[];
} {
  const names = distinctPlaceholders(text);
  return { text: fillPlaceholders(text, (name) => `{{${names.indexOf(name) + 1}}}`), names };
}
