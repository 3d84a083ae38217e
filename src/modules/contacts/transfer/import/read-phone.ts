import { parsePhone } from '../../../../lib/phone.ts';

export type PhoneCell =
  | { readonly ok: true; readonly e164: string }
  | { readonly ok: false; readonly code: 'phone_invalid' | 'phone_scientific' | 'phone_length' };

/** `8.12E+11`, as a spreadsheet shows a number that does not fit its column. */
const SCIENTIFIC = /^\+?(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/**
 * A phone number out of a spreadsheet: with the apostrophe or `="…"` that keeps it text, as a number that lost its
 * leading zero, or with `.0` behind. What was rounded is refused, because its last digits are gone.
 */
export function readPhone(cell: string): PhoneCell {
  const text = cell
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^['’`]+/, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .trim();
  const scientific = SCIENTIFIC.exec(text);
  const plain = scientific === null ? text : wholeNumber(scientific);
  if (plain === undefined) return { ok: false, code: 'phone_scientific' };
  const phone = parsePhone(plain);
  if (phone.ok) return { ok: true, e164: phone.e164 };
  const length = phone.reason === 'too_short' || phone.reason === 'too_long';
  return { ok: false, code: length ? 'phone_length' : 'phone_invalid' };
}

/** All digits of the number, or undefined when it has more than are shown. */
function wholeNumber([, first = '', rest = '', exponent = '']: readonly string[]): string | undefined {
  const digits = Number(exponent) + 1;
  const shown = `${first}${rest}`;
  return shown.length >= digits && /^0*$/.test(shown.slice(digits)) ? shown.slice(0, digits) : undefined;
}
