/**
 * What a text that carries a one-time code must say to arrive and to be safe. Browser-safe.
 * Telkomsel has blocked codes whose text does not name the brand since 1 April 2024; operators refuse
 * telephone numbers in a text; a link beside a code is how codes are stolen.
 */
import { countSegments } from './segments.ts';

export type OtpTextFault =
  | 'code_missing'
  | 'brand_missing'
  | 'warning_missing'
  | 'link'
  | 'phone_number'
  | 'too_many_segments';

export interface OtpTextRules {
  readonly brand: string;
  /** As it stands in the text: the code itself, or a placeholder such as `{{code}}`. */
  readonly code: string;
  /** Domain of the line that iOS and browsers fill in from; the only address a text may name. */
  readonly autofillDomain?: string | undefined;
}

/** In Indonesian and English, as customers are used to it. */
const WARNING =
  /\b(jangan|tidak boleh|tdk boleh)\s+(di)?(bagikan|berikan|beritahu|sebarkan|kasih)|\brahasia(kan)?\b|\b(do not|don't|don’t|never)\s+(share|give|tell)\b|\bkeep (it|this|the code) secret\b/i;
const LINK =
  /\b(https?:\/\/|www\.)\S+|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|org|id|io|me|ly|co|app|link|xyz|info)\b/i;
const PHONE = /(?:\+?62|\b0)[\s.-]?8\d{1,3}[\s.-]?\d{3,4}[\s.-]?\d{2,5}\b/;
/** A longer text arrives in pieces, costs a multiple, and is cut by operators that join nothing. */
export const MOST_OTP_SEGMENTS = 2;

/** What is wrong with the text; empty when it may be used. */
export function faultsOfOtpText(text: string, rules: OtpTextRules): readonly OtpTextFault[] {
  const bare = text.replace(autofillLine(rules), '');
  const withoutCode = bare.replaceAll(rules.code, '');
  const faults: OtpTextFault[] = [];
  if (!bare.includes(rules.code)) faults.push('code_missing');
  if (!folded(withoutCode).includes(folded(rules.brand))) faults.push('brand_missing');
  if (!WARNING.test(text)) faults.push('warning_missing');
  if (LINK.test(withoutCode.replaceAll(rules.brand, ''))) faults.push('link');
  if (PHONE.test(withoutCode)) faults.push('phone_number');
  if (countSegments(text).segments > MOST_OTP_SEGMENTS) faults.push('too_many_segments');
  return faults;
}

const autofillLine = ({ autofillDomain, code }: OtpTextRules): string =>
  autofillDomain === undefined ? '\0' : `@${autofillDomain} #${code}`;

/** Letters and digits only: `TOKO BUNGA` names the brand `TokoBunga`. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
