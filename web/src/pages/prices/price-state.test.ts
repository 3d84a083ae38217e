import { describe, expect, it } from 'vitest';
import type { Price } from '../../contracts/billing.ts';
import { readRupiah, withState } from './price-state.ts';

const NOW = Date.parse('2026-11-21T00:00:00Z');
const price = (id: string, operator: string, validFrom: string, over: Partial<Price> = {}): Price => ({
  id,
  medium: 'sms',
  channel: null,
  operator,
  class: '*',
  category: '*',
  inWindow: false,
  amount: 35_000,
  currency: 'IDR',
  chargeOn: 'sent',
  validFrom,
  ...over,
});

describe('withState', () => {
  it('lets the youngest price that has begun count, per target', () => {
    const rows = withState(
      [
        price('old', 'telkomsel', '2025-01-01T00:00:00Z'),
        price('now', 'telkomsel', '2026-01-01T00:00:00Z'),
        price('next', 'telkomsel', '2027-01-01T00:00:00Z'),
        price('other', '*', '2025-01-01T00:00:00Z'),
        price('channel', 'telkomsel', '2025-01-01T00:00:00Z', { channel: 'chn_1' }),
        price('class', 'telkomsel', '2025-01-01T00:00:00Z', { class: 'otp' }),
        price('category', 'telkomsel', '2025-01-01T00:00:00Z', { category: 'utility' }),
        price('window', 'telkomsel', '2025-01-01T00:00:00Z', { category: 'utility', inWindow: true }),
      ],
      NOW,
    );
    expect(rows.map(({ price: { id }, state }) => [id, state])).toEqual([
      ['old', 'past'],
      ['now', 'current'],
      ['next', 'coming'],
      ['other', 'current'],
      ['channel', 'current'],
      ['class', 'current'],
      ['category', 'current'],
      ['window', 'current'],
    ]);
  });
});

describe('readRupiah', () => {
  it.each([
    ['350', 35_000],
    ['360,50', 36_050],
    ['360.5', 36_050],
    ['Rp1.250', 125_000],
    ['1.250.000,25', 125_000_025],
    ['0', 0],
  ])('reads %s', (typed, minor) => {
    expect(readRupiah(typed)).toBe(minor);
  });
  it.each(['', 'gratis', '12,345,6', '-5', '1.2.3'])('refuses %s', (typed) => {
    expect(readRupiah(typed)).toBeUndefined();
  });
});
