/** Names in the one form in which they are looked for. */

const MAX_KEY = 60;
/** Words beyond the eighth begin no key of their own. */
const MAX_WORDS = 8;

/** Lower case, without accents and punctuation, words one space apart: "Dra. Siti Nur’aini" → "dra siti nuraini". */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}'’`ʼ]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The name from each of its words on, cut at 60 characters: "sari dewi wulandari", "dewi wulandari", "wulandari". */
export function nameKeys(name: string | null): string[] {
  if (name === null) return [];
  const words = foldName(name).split(' ').filter(Boolean);
  const keys = words.slice(0, MAX_WORDS).map((_, i) => cut(words.slice(i).join(' ')));
  return [...new Set(keys)];
}

/** By characters, so that no half of a pair is kept. */
const cut = (text: string): string => [...text].slice(0, MAX_KEY).join('').trim();

/** The key under which the whole name stands. */
export const wholeNameKey = (name: string): string => cut(foldName(name));
