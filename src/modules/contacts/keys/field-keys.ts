import type { FieldValue, FieldValues } from '../contract.ts';

const MAX_VALUE = 100;

/** As values are looked for: lower case, cut at 100 characters. */
export const foldValue = (value: FieldValue): string =>
  [...String(value).trim().toLowerCase()].slice(0, MAX_VALUE).join('');

export interface FieldKeyValue {
  readonly field: string;
  readonly value: string;
}

export const fieldKeys = (fields: FieldValues): FieldKeyValue[] =>
  Object.entries(fields).map(([field, value]) => ({ field, value: foldValue(value) }));
