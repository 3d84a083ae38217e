/** How a person's addresses are written in what providers bring. */
import type { Address } from '../content/address.ts';

interface Spelling {
  /** Stands in every spelling, in lower case: what a database looks for. */
  readonly core: string;
  /** As whole words, exactly so. */
  readonly spellings: readonly string[];
}

/** Punctuation within numbers: `+62 812-3456-7890`. */
const BETWEEN_DIGITS = /(?<=\d)[ ()-]+(?=\d)/g;
const ALNUM = /[a-z0-9]/i;

function spellingOf({ kind, address }: Pick<Address, 'kind' | 'address'>): Spelling {
  if (kind !== 'phone') return { core: address.toLowerCase(), spellings: [address] };
  const digits = address.replace(/\D/g, '');
  if (!digits.startsWith('62')) return { core: digits, spellings: [digits] };
  const national = digits.slice(2);
  return { core: national, spellings: [digits, `0${national}`] };
}

export interface PersonWords {
  readonly cores: readonly string[];
  readonly names: (text: string) => boolean;
}

/** Numbers with or without `+`, beginning with the country or with 0, and with what people put between the digits. */
export function personWords(addresses: readonly Pick<Address, 'kind' | 'address'>[]): PersonWords {
  const all = addresses.map(spellingOf).filter(({ core }) => core.length >= 4);
  const spellings = all.flatMap((one) => one.spellings);
  return {
    cores: all.map(({ core }) => core),
    names: (text) => {
      const closed = text.replace(BETWEEN_DIGITS, '');
      return spellings.some((one) => standsIn(text, one) || (closed !== text && standsIn(closed, one)));
    },
  };
}

/** As a word of its own, upper and lower case alike. */
function standsIn(text: string, word: string): boolean {
  const [haystack, needle] = [text.toLowerCase(), word.toLowerCase()];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack[at - 1] ?? ' ';
    const after = haystack[at + needle.length] ?? ' ';
    if (!ALNUM.test(before) && !ALNUM.test(after)) return true;
  }
  return false;
}
