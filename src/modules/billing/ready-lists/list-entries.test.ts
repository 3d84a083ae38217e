import { expect, it } from 'vitest';
import { pricesFrom, READY_LISTS } from './list-entries.ts';

const [list] = READY_LISTS;
/** Rp16.450,00 per dollar. */
const RATE = 1_645_000;
const rows = (from: string) =>
  list === undefined
    ? []
    : pricesFrom(list, new Date(from), RATE).map(({ category, inWindow, amount, validFrom }) => [
        `${category}${inWindow ? ' in window' : ''}`,
        amount,
        validFrom.toISOString().slice(0, 10),
      ]);

it('since October 2026 everything costs something, in the window too', () => {
  expect(rows('2026-11-22')).toEqual([
    ['marketing', 67_610, '2026-11-22'],
    ['utility', 41_125, '2026-11-22'],
    ['authentication', 41_125, '2026-11-22'],
    ['authentication-international', 223_720, '2026-11-22'],
    ['service', 41_125, '2026-11-22'],
  ]);
});

it('before it the window was free, and what is announced begins when it was announced for', () => {
  expect(rows('2026-09-01')).toEqual([
    ['marketing', 67_610, '2026-09-01'],
    ['utility', 41_125, '2026-09-01'],
    ['utility in window', 0, '2026-09-01'],
    ['utility in window', 41_125, '2026-10-01'],
    ['authentication', 41_125, '2026-09-01'],
    ['authentication-international', 223_720, '2026-09-01'],
    ['service', 0, '2026-09-01'],
    ['service', 41_125, '2026-10-01'],
  ]);
});
