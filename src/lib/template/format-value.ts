/** Values as people read them in a message. Pure and without `Intl` where servers and browsers differ. */
import { fail, ok, type Result } from '../result.ts';
import type { TemplateVariable } from './design.ts';

export type ValueFault = 'empty' | 'too_long' | 'not_a_number' | 'not_a_date' | 'not_a_code' | 'not_a_link';

/** What a value of each type must look like; shown with the refusal. */
export const VALUE_REMEDIES: Readonly<Record<ValueFault, { readonly id: string; readonly en: string }>> = {
  empty: { id: 'Isi nilainya.', en: 'Give a value.' },
  too_long: { id: 'Paling banyak 500 karakter.', en: 'Use 500 characters at most.' },
  not_a_number: { id: 'Tulis angka biasa, mis. "125000".', en: 'Write a plain number, e.g. "125000".' },
  not_a_date: {
    id: 'Tulis tanggal ISO, mis. "2026-11-22" atau "2026-11-22T14:05:00+07:00".',
    en: 'Write an ISO date, e.g. "2026-11-22" or "2026-11-22T14:05:00+07:00".',
  },
  not_a_code: {
    id: 'Tulis 3–32 huruf, angka, atau tanda hubung.',
    en: 'Write 3-32 letters, digits or hyphens.',
  },
  not_a_link: { id: 'Tulis alamat https:// yang lengkap.', en: 'Write a whole https:// address.' },
};

const LONGEST = 500;
const MONTHS = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const;
const NUMBER = /^-?\d{1,15}(\.\d{1,6})?$/;
/** Calendar days, or a moment with its offset; a moment is told in WIB. */
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const WIB_MS = 7 * 3_600_000;

/** Money is in whole units of rupiah, as a program prints it: `125000` or `125000.50`. */
export function formatValue(
  { type }: Pick<TemplateVariable, 'type'>,
  raw: string,
  language: string,
): Result<string, ValueFault> {
  // Meta refuses line breaks, tabs and runs of spaces in a value (132018).
  const value = raw.replace(/\s+/g, ' ').trim();
  if (value === '') return fail('empty');
  if (value.length > LONGEST) return fail('too_long');
  switch (type) {
    case 'text':
      return ok(value);
    case 'number':
      return NUMBER.test(value) ? ok(group(value, language)) : fail('not_a_number');
    case 'money':
      return NUMBER.test(value) ? ok(money(value, language)) : fail('not_a_number');
    case 'date':
      return date(value, language);
    case 'code':
      return /^[A-Za-z0-9-]{3,32}$/.test(value) ? ok(value) : fail('not_a_code');
    case 'url':
      return /^https:\/\/[^\s/$.?#].[^\s]*$/.test(value) && URL.canParse(value)
        ? ok(value)
        : fail('not_a_link');
  }
}

const isIndonesian = (language: string): boolean => !language.startsWith('en');

function group(value: string, language: string): string {
  const [whole = '0', fraction] = value.replace('-', '').split('.');
  const [thousands, decimal] = isIndonesian(language) ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${value.startsWith('-') ? '-' : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}

function money(value: string, language: string): string {
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const cents = fraction.padEnd(2, '0').slice(0, 2);
  const amount = group(Number(cents) === 0 ? whole : `${whole}.${cents}`, language);
  return `${value.startsWith('-') ? '-' : ''}Rp${amount}`;
}

function date(value: string, language: string): Result<string, ValueFault> {
  const moment = MOMENT.test(value) ? Date.parse(value) : Number.NaN;
  const day = DAY.exec(value);
  if (day === null && Number.isNaN(moment)) return fail('not_a_date');
  const at = day === null ? new Date(moment + WIB_MS) : new Date(`${value}T00:00:00Z`);
  // 30 February parses in no engine the same way: what comes back must be what was given.
  if (Number.isNaN(at.getTime()) || (day !== null && at.getUTCDate() !== Number(day[3])))
    return fail('not_a_date');
  const indonesian = isIndonesian(language);
  const words = `${at.getUTCDate()} ${MONTHS[indonesian ? 'id' : 'en'][at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  if (day !== null) return ok(words);
  const [hours, minutes] = [at.getUTCHours(), at.getUTCMinutes()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return ok(`${words} ${hours}${indonesian ? '.' : ':'}${minutes} WIB`);
}
