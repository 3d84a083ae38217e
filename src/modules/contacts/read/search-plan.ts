/** What somebody typed, as ranges of keys to look through, the likeliest first. */
import { parsePhone } from '../../../lib/phone.ts';
import type { IdentityKind } from '../contract.ts';
import { nameKeys, foldName } from '../keys/name-keys.ts';

export type Step =
  /** Names from a word on that begin so; `words` must all begin a word of the name. */
  | {
      readonly by: 'name';
      readonly prefix: string;
      readonly words: readonly string[];
      /** Any of the words may be gone through instead of `prefix`. */
      readonly anyOrder: boolean;
    }
  /** `exact`: the whole address, not what begins so. */
  | {
      readonly by: 'address';
      readonly kind: IdentityKind;
      readonly prefix: string;
      readonly exact: boolean;
    }
  /** Phone numbers that end so; `prefix` is the end, reversed. */
  | { readonly by: 'ending'; readonly prefix: string };

/** Fewer digits end too many numbers. */
const SHORTEST_ENDING = 3;

/** Those who do not see whole addresses find people by one they know already, not by trying digit after digit. */
export function planSearch(query: string, seesWhole: boolean): Step[] {
  const text = query.trim();
  const steps = addressSteps(text);
  const allowed = seesWhole ? steps : steps.flatMap((step) => (step.by === 'address' ? exactly(step) : []));
  return [...allowed, ...nameSteps(text)];
}

const exactly = (step: Extract<Step, { by: 'address' }>): Step => ({ ...step, exact: true });

function nameSteps(text: string): Step[] {
  const folded = foldName(text);
  const words = folded.split(' ').filter(Boolean);
  const [phrase] = nameKeys(folded);
  if (phrase === undefined) return [];
  const first: Step = { by: 'name', prefix: phrase, words, anyOrder: false };
  const [word = phrase] = words;
  return words.length === 1 ? [first] : [first, { by: 'name', prefix: word, words, anyOrder: true }];
}

function addressSteps(text: string): Step[] {
  if (text.includes('@')) return [{ by: 'address', kind: 'email', prefix: text.toLowerCase(), exact: false }];
  if (/^[+\d][\d\s().-]*$/.test(text)) return phoneSteps(text);
  // Ids of providers: `ID.77aa…`, a visitor's id.
  if (/^[\w.:-]{4,}$/.test(text) && /[\d.]/.test(text)) {
    return [
      { by: 'address', kind: 'whatsapp', prefix: text, exact: false },
      { by: 'address', kind: 'webchat', prefix: text, exact: false },
    ];
  }
  return [];
}

function phoneSteps(text: string): Step[] {
  const whole = parsePhone(text);
  if (whole.ok) return [{ by: 'address', kind: 'phone', prefix: whole.e164, exact: false }];
  const digits = text.replace(/\D/g, '');
  if (digits.length < 2) return [];
  const steps: Step[] = beginnings(text, digits).map((prefix) => ({
    by: 'address',
    kind: 'phone',
    prefix,
    exact: false,
  }));
  if (digits.length < SHORTEST_ENDING || text.startsWith('+')) return steps;
  return [...steps, { by: 'ending', prefix: [...digits].toReversed().join('') }];
}

function beginnings(text: string, digits: string): string[] {
  if (text.startsWith('+')) return [`+${digits}`];
  if (digits.startsWith('00')) return [`+${digits.slice(2)}`];
  if (digits.startsWith('0')) return [`+62${digits.slice(1)}`];
  if (digits.startsWith('62')) return [`+${digits}`];
  return [`+62${digits}`];
}

/** The first text after all that begin with `prefix`, in byte order of UTF-8. */
export const afterPrefix = (prefix: string): string => `${prefix}\u{10ffff}`;
