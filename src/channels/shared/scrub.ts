/** Takes out of a provider's words what must not be kept: credentials, the text, and the numbers of people. */

const LONGEST_DETAIL = 200;
/** A stretch this long that also stands in the message's text is taken for a quotation of it. */
const QUOTATION = 8;
const MASK = '***';

export interface Unsayable {
  readonly secrets: readonly string[];
  /** The message's text; empty where there is none. */
  readonly text: string;
  readonly addresses: readonly string[];
}

/** One line of at most 200 characters. */
export function scrub(words: string, unsayable: Unsayable): string {
  let clean = words;
  const exact = [...unsayable.secrets, ...unsayable.addresses].flatMap((one) => formsOf(one));
  for (const one of exact.sort((a, b) => b.length - a.length)) clean = clean.replaceAll(one, MASK);
  clean = withoutDigitsOf(unsayable.text, withoutQuotation(unsayable.text, clean));
  return clean
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL);
}

/** As it is, and as JSON, URLs and Basic authentication would have it. */
function formsOf(value: string): string[] {
  if (value.length < 4) return [];
  const forms = [value, JSON.stringify(value).slice(1, -1), encoded(value)];
  return [...new Set(forms)];
}

function encoded(value: string): string {
  return encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

function withoutQuotation(text: string, words: string): string {
  if (text.length < QUOTATION) return text.length >= 4 ? words.replaceAll(text, MASK) : words;
  let clean = '';
  let at = 0;
  while (at < words.length) {
    let length = QUOTATION;
    if (!text.includes(words.slice(at, at + length)) || words.length - at < length) {
      clean += words[at];
      at += 1;
      continue;
    }
    while (at + length < words.length && text.includes(words.slice(at, at + length + 1))) length += 1;
    clean += MASK;
    at += length;
  }
  return clean;
}

/** Codes are short: a row of four digits that stands in the text is not said either. */
function withoutDigitsOf(text: string, words: string): string {
  return (text.match(/\d{4,}/g) ?? []).reduce((clean, digits) => clean.replaceAll(digits, MASK), words);
}
