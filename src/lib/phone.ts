/**
 * Reads the phone numbers people write. Uses the complete metadata of libphonenumber
 * (about 150 kB), so it belongs on the server; screens import `id-operators.ts` only.
 */
import parsePhoneNumber, { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { type IdOperator, operatorOf } from './id-operators.ts';

export type PhoneKind =
  | 'mobile'
  | 'fixed_line'
  | 'fixed_line_or_mobile'
  | 'toll_free'
  | 'premium_rate'
  | 'shared_cost'
  | 'voip'
  | 'personal_number'
  | 'pager'
  | 'uan'
  | 'voicemail'
  | 'unknown';

export type PhoneFault =
  | 'empty'
  | 'not_a_number'
  | 'too_short'
  | 'too_long'
  | 'invalid'
  | 'country_not_allowed';

export interface ParsedPhone {
  readonly ok: true;
  /** E.164 with `+`. */
  readonly e164: string;
  /** ISO 3166-1 alpha-2; `ZZ` for numbers of no country, such as satellite phones. */
  readonly country: string;
  readonly kind: PhoneKind;
  /** Only for Indonesian mobile numbers. */
  readonly operator?: IdOperator;
  readonly brand?: string;
}

export type PhoneResult = ParsedPhone | { readonly ok: false; readonly reason: PhoneFault };

export interface PhoneRules {
  /** ISO 3166-1 alpha-2; a number of another country is refused with `country_not_allowed`. */
  readonly allowedCountries?: readonly string[];
}

/**
 * A valid Indonesian mobile number in its usual spellings; national part
 * `8[1-35-9]\d{7,10}` as in libphonenumber. A property test holds the two together.
 */
const ID_MOBILE = /^(?:\+62|0062|62|0)?(8[1-35-9]\d{7,10})$/;
const ID_MOBILE_INTERNATIONAL = /^(?:\+|00)62(8[1-35-9]\d{7,10})$/;

/** Separators and the invisible direction marks that address books copy along. */
const PUNCTUATION =
  /[\s\-.()/\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u2010-\u2015]/g;

export function parsePhone(input: string, defaultCountry = 'ID', rules?: PhoneRules): PhoneResult {
  const mobile = (defaultCountry === 'ID' ? ID_MOBILE : ID_MOBILE_INTERNATIONAL).exec(input);
  const parsed = mobile ? indonesianMobile(`+62${mobile[1]}`) : parseAny(input, defaultCountry);
  if (parsed.ok && rules?.allowedCountries && !rules.allowedCountries.includes(parsed.country)) {
    return { ok: false, reason: 'country_not_allowed' };
  }
  return parsed;
}

function indonesianMobile(e164: string): ParsedPhone {
  const found = operatorOf(e164);
  return found
    ? { ok: true, e164, country: 'ID', kind: 'mobile', operator: found.operator, brand: found.brand }
    : { ok: true, e164, country: 'ID', kind: 'mobile' };
}

function parseAny(input: string, defaultCountry: string): PhoneResult {
  const bare = normalisePhone(input, defaultCountry);
  if (bare === '') return { ok: false, reason: 'empty' };
  if (!/^\+?\d+$/.test(bare)) return { ok: false, reason: 'not_a_number' };
  const country: CountryCode | undefined = isSupportedCountry(defaultCountry) ? defaultCountry : undefined;
  const number = parsePhoneNumber(bare, { ...(country ? { defaultCountry: country } : {}), extract: false });
  if (!number) return { ok: false, reason: lengthFault(bare) ?? 'invalid' };
  if (!number.isValid()) return { ok: false, reason: lengthFault(bare) ?? 'invalid' };
  const kind = kindOf(number.getType());
  if (number.country === 'ID' && kind === 'mobile') return indonesianMobile(number.number);
  return { ok: true, e164: number.number, country: number.country ?? 'ZZ', kind };
}

/**
 * Brings a number into a form libphonenumber reads right: with default country ID it
 * takes `62811123456` for a valid land line (+62 62…), and `00` for no prefix at all.
 */
export function normalisePhone(input: string, defaultCountry = 'ID'): string {
  let bare = input.replace(PUNCTUATION, '');
  if (bare.startsWith('tel:')) bare = bare.slice(4);
  if (bare.startsWith('00')) return `+${bare.slice(2)}`;
  return defaultCountry === 'ID' && bare.startsWith('628') ? `+${bare}` : bare;
}

/** E.164 allows 15 digits with the country code; nothing below 7 can be reached from abroad. */
function lengthFault(bare: string): PhoneFault | undefined {
  const digits = bare.startsWith('+') ? bare.length - 1 : bare.length;
  if (digits > 15) return 'too_long';
  return digits < 7 ? 'too_short' : undefined;
}

const KINDS: Readonly<Record<string, PhoneKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed_line',
  FIXED_LINE_OR_MOBILE: 'fixed_line_or_mobile',
  TOLL_FREE: 'toll_free',
  PREMIUM_RATE: 'premium_rate',
  SHARED_COST: 'shared_cost',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'personal_number',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
};

function kindOf(type: string | undefined): PhoneKind {
  return (type && KINDS[type]) || 'unknown';
}
