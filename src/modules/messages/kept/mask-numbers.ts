import { parsePhone } from '../../../lib/phone.ts';
import { maskAddress } from '../../governance/index.ts';

/** Moments are numbers of ten digits and more too, and nobody's. */
const MOMENT = /time|_at$|^at$/i;
const LIKE_A_NUMBER = /^\+?[\d\s().-]{9,22}$/;
/** WhatsApp's ids of people without a number: country, dot, word. */
const PERSON_ID = /^[A-Z]{2}\.[A-Za-z0-9]{4,}$/;
/** Numbers that Indonesians write into texts and names. */
const INDONESIAN = /(?<![\w+])(?:\+?62|0)8[\d\s().-]{7,16}\d(?!\w)/g;
const EMAIL = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;

/** Numbers and addresses of people in a JSON value, masked: whoever may not see them sees what came, but not from whom. */
export function maskNumbersIn(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return maskText(value, name);
  if (typeof value === 'number')
    return MOMENT.test(name) || value < 1e8 ? value : maskText(String(value), name);
  if (Array.isArray(value)) return value.map((one) => maskNumbersIn(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [maskText(key, ''), maskNumbersIn(one, key)]),
  );
}

function maskText(text: string, name: string): string {
  if (LIKE_A_NUMBER.test(text) && !MOMENT.test(name)) return maskAddress(`+${text.replace(/\D/g, '')}`);
  if (PERSON_ID.test(text)) return maskAddress(text);
  return text
    .replace(INDONESIAN, (number) => {
      const phone = parsePhone(number);
      return maskAddress(phone.ok ? phone.e164 : number);
    })
    .replace(EMAIL, (address) => `${address.slice(0, 2)}••••${address.slice(address.lastIndexOf('@'))}`);
}
