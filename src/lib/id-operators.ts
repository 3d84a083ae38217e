/**
 * Which Indonesian operator a mobile number belongs to. Indonesia has no number
 * portability, so the prefix decides route and price.
 *
 * Source: google/libphonenumber resources/carrier/en/62.txt (Apache-2.0); the brands
 * within the groups after the operators' own announcements. Browser-safe.
 */
export type IdOperator = 'telkomsel' | 'ioh' | 'xlsmart';

export interface OperatorBrand {
  readonly operator: IdOperator;
  readonly brand: string;
}

const RANGES: readonly (readonly [IdOperator, string, readonly string[]])[] = [
  ['telkomsel', 'Telkomsel', ['811', '812', '813', '821', '822', '823', '851', '852', '853']],
  ['ioh', 'IM3', ['814', '815', '816', '855', '856', '857', '858']],
  ['ioh', '3 (Tri)', ['895', '896', '897', '898', '899']],
  ['xlsmart', 'XL', ['817', '818', '819', '859', '877', '878', '879']],
  ['xlsmart', 'AXIS', ['831', '832', '833', '838']],
  ['xlsmart', 'Smartfren', ['881', '882', '883', '887', '888', '889']],
];

const BY_PREFIX = new Map<string, OperatorBrand>();
for (const [operator, brand, prefixes] of RANGES) {
  const entry: OperatorBrand = { operator, brand };
  for (const prefix of prefixes) BY_PREFIX.set(prefix, entry);
}

/** `undefined` for a foreign number, a land line and the few mobile ranges nobody holds. */
export function operatorOf(e164: string): OperatorBrand | undefined {
  return e164.startsWith('+62') ? BY_PREFIX.get(e164.slice(3, 6)) : undefined;
}
