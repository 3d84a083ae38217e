import { type FieldType, type FieldValue, MAX_FIELD_TEXT } from '../../contract.ts';

export type ValueCell =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly code: 'value_invalid' | 'value_too_long' };

const YES = new Set(['ya', 'y', 'yes', 'true', '1', 'benar', 'x', '✓']);
const NO = new Set(['tidak', 't', 'n', 'no', 'false', '0', 'salah', '-']);
const invalid: ValueCell = { ok: false, code: 'value_invalid' };

/** The text of a cell as a value of a field. Dates as `2026-11-21` or `21/11/2026`, numbers as `1.250.000,50` or `1250000.5`. */
export function readValue(cell: string, type: FieldType, options: readonly string[]): ValueCell {
  const text = cell.trim();
  switch (type) {
    case 'text':
      return text.length <= MAX_FIELD_TEXT
        ? { ok: true, value: text }
        : { ok: false, code: 'value_too_long' };
    case 'number': {
      const number = numberOf(text);
      return number === undefined ? invalid : { ok: true, value: number };
    }
    case 'date': {
      const date = dateOf(text);
      return date === undefined ? invalid : { ok: true, value: date };
    }
    case 'boolean': {
      const word = text.toLowerCase();
      return YES.has(word) || NO.has(word) ? { ok: true, value: YES.has(word) } : invalid;
    }
    case 'select': {
      const option = options.find((one) => one.toLowerCase() === text.toLowerCase());
      return option === undefined ? invalid : { ok: true, value: option };
    }
  }
}

/** Points and commas: the last of them divides, unless it stands before three digits and could not. */
function numberOf(text: string): number | undefined {
  const bare = text.replace(/^(rp|idr)\.?\s*/i, '').replaceAll(' ', '');
  const forms: readonly (readonly [RegExp, (found: string) => string])[] = [
    [/^-?\d{1,3}(\.\d{3})+(,\d+)?$/, (one) => one.replaceAll('.', '').replace(',', '.')],
    [/^-?\d{1,3}(,\d{3})+(\.\d+)?$/, (one) => one.replaceAll(',', '')],
    [/^-?\d+([.,]\d+)?$/, (one) => one.replace(',', '.')],
  ];
  const form = forms.find(([pattern]) => pattern.test(bare));
  const number = form === undefined ? Number.NaN : Number(form[1](bare));
  return Number.isFinite(number) ? number : undefined;
}

/** ISO 8601, or day, month and year as they are written in Indonesia. */
function dateOf(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [year, month, day] = iso !== null ? [iso[1], iso[2], iso[3]] : [local?.[3], local?.[2], local?.[1]];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined;
}
