/** What a person writes to be left alone, or to come back. */
export type OptOutWish = { readonly wish: 'stop' | 'start'; readonly keyword: string } | undefined;

/** The word alone, or with one that belongs to it; anything longer is a sentence for a person to read. */
const STOP = new Set([
  'STOP',
  'BERHENTI',
  'UNREG',
  'UNSUBSCRIBE',
  'STOPALL',
  'STOP ALL',
  'BERHENTI SEMUA',
  'UNREG ALL',
  'STOP SMS',
  'BERHENTI SMS',
  'STOP PROMO',
  'BERHENTI PROMO',
  'UNREG SMS',
  'UNREG PROMO',
  'STOP SEMUA',
]);
const START = new Set(['START', 'MULAI', 'REG', 'UNSTOP', 'MULAI LAGI']);

/** Case, punctuation, doubled letters at the end (`STOPP`) and blanks do not matter. */
export function readOptOutWish(text: string): OptOutWish {
  const words = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (words.length === 0 || words.length > 24) return undefined;
  for (const candidate of [words, words.replace(/(\p{L})\1+$/u, '$1')]) {
    if (STOP.has(candidate)) return { wish: 'stop', keyword: candidate };
    if (START.has(candidate)) return { wish: 'start', keyword: candidate };
  }
  return undefined;
}
