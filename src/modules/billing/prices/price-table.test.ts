import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceRow } from '../queries/prices.ts';
import { chargeOf, createPriceTable, mustReserve, priceOf } from './price-table.ts';

const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';
const row = (amount: number, over: Partial<PriceRow> = {}): PriceRow => ({
  id: `${amount}`,
  medium: 'sms',
  channel_id: null,
  operator: '*',
  class: '*',
  category: '*',
  in_window: false,
  amount: String(amount),
  currency: 'IDR',
  charge_on: 'sent',
  valid_from: new Date('2026-01-01'),
  ...over,
});
const at = new Date('2026-06-01');
const wanted = { medium: 'sms', operator: 'telkomsel', segments: 1, at };

describe('the price that counts', () => {
  const table = createPriceTable([
    row(10),
    row(20, { class: 'otp' }),
    row(30, { operator: 'telkomsel' }),
    row(40, { operator: 'telkomsel', class: 'otp' }),
    row(50, { channel_id: A }),
    row(60, { channel_id: A, class: 'otp', valid_from: new Date('2026-07-01') }),
    row(70, { medium: 'whatsapp', class: 'marketing', currency: 'USD', charge_on: 'delivered' }),
    row(80, { channel_id: B, class: 'otp', valid_from: new Date('2026-03-01') }),
    row(90, { channel_id: B, class: 'otp', valid_from: new Date('2026-05-01') }),
    row(11, { medium: 'rcs' }),
    row(12, { medium: 'rcs', class: 'otp' }),
    row(13, { medium: 'rcs', category: 'utility' }),
    row(0, { medium: 'rcs', category: 'utility', in_window: true }),
    row(14, { medium: 'rcs', category: 'utility', in_window: true, valid_from: new Date('2026-10-01') }),
    row(15, { medium: 'rcs', operator: 'ioh' }),
  ]);
  it.each([
    ['every operator and class', { ...wanted, operator: null }, 10],
    ['an operator without one', { ...wanted, operator: 'ioh' }, 10],
    ['the class', { ...wanted, operator: 'ioh', class: 'otp' }, 20],
    ['the operator before the class', { ...wanted, class: 'marketing' }, 30],
    ['operator and class', { ...wanted, class: 'otp' }, 40],
    ['the channel before both', { ...wanted, class: 'otp', channelId: A }, 50],
    [
      'a closer one once it has begun',
      { ...wanted, class: 'otp', channelId: A, at: new Date('2026-07-01') },
      60,
    ],
    ['the youngest that has begun', { ...wanted, class: 'otp', channelId: B }, 90],
    ['an older one before it', { ...wanted, class: 'otp', channelId: B, at: new Date('2026-04-01') }, 80],
    ['each segment', { ...wanted, segments: 3 }, 90],
    ['no category', { ...wanted, medium: 'rcs', class: 'otp' }, 12],
    ['another category', { ...wanted, medium: 'rcs', category: 'marketing' }, 11],
    ['the category before the class', { ...wanted, medium: 'rcs', class: 'otp', category: 'utility' }, 13],
    ['the open window', { ...wanted, medium: 'rcs', category: 'utility', inWindow: true }, 0],
    [
      'the open window once it costs something',
      { ...wanted, medium: 'rcs', category: 'utility', inWindow: true, at: new Date('2026-10-02') },
      14,
    ],
    [
      'the operator before the category',
      { ...wanted, medium: 'rcs', operator: 'ioh', category: 'utility' },
      15,
    ],
  ])('is for %s', (_, ask, amount) => {
    expect(priceOf(table, ask)).toEqual({ amount, currency: 'IDR' });
  });

  it('says its currency and when it is charged', () => {
    const ask = { ...wanted, medium: 'whatsapp', class: 'marketing' };
    expect(chargeOf(table, ask)).toEqual({ amount: 70, currency: 'USD', chargeOn: 'delivered' });
  });

  it('is none before the first begins, and for what has none', () => {
    expect(priceOf(table, { ...wanted, at: new Date('2025-12-31') })).toBeNull();
    expect(chargeOf(table, { ...wanted, medium: 'whatsapp' })).toBeNull();
  });
});

it('the prepared answer is the one that looking through all prices gives', () => {
  const target = fc.record({
    channel_id: fc.constantFrom(null, A, B),
    operator: fc.constantFrom('telkomsel', 'ioh', '*'),
    class: fc.constantFrom('otp', 'marketing', '*'),
    category: fc.constantFrom('utility', 'service', '*'),
    in_window: fc.boolean(),
    valid_from: fc.integer({ min: 0, max: 5 }).map((day) => new Date(day * 86_400_000)),
  });
  const question = fc.record({
    channelId: fc.constantFrom(A, B),
    operator: fc.constantFrom('telkomsel', 'ioh', null),
    class: fc.constantFrom('otp', 'marketing'),
    category: fc.constantFrom('utility', 'service'),
    inWindow: fc.boolean(),
    day: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(target, { maxLength: 20, selector: (one) => JSON.stringify(one) }),
      fc.array(question, { minLength: 1, maxLength: 10 }),
      (targets, questions) => {
        const rows = targets.map((over, index) => row(index, over as Partial<PriceRow>));
        const table = createPriceTable(rows);
        for (const { day, ...ask } of questions) {
          const moment = new Date(day * 86_400_000);
          const fitting = rows
            .filter((one) => one.channel_id === null || one.channel_id === ask.channelId)
            .filter((one) => one.operator === '*' || one.operator === ask.operator)
            .filter((one) => one.class === '*' || one.class === ask.class)
            .filter((one) => one.category === '*' || one.category === ask.category)
            .filter((one) => !one.in_window || ask.inWindow)
            .filter((one) => one.valid_from <= moment);
          const key = (one: PriceRow) =>
            [
              ...[one.channel_id !== null, one.operator !== '*', one.category !== '*'],
              ...[one.in_window, one.class !== '*'],
            ]
              .map(Number)
              .join('') + one.valid_from.toISOString();
          const best = fitting.sort((a, b) => (key(a) < key(b) ? 1 : -1))[0];
          const found = priceOf(table, { medium: 'sms', segments: 1, at: moment, ...ask });
          expect(found?.amount).toBe(best === undefined ? undefined : Number(best.amount));
        }
      },
    ),
  );
});

it('only prepaid workspaces and currencies with a limit have to be covered', () => {
  expect(mustReserve(createPriceTable([]), 'IDR')).toBe(false);
  expect(mustReserve(createPriceTable([], null), 'IDR')).toBe(true);
  const limited = createPriceTable([], new Set(['USD']));
  expect([mustReserve(limited, 'USD'), mustReserve(limited, 'IDR')]).toEqual([true, false]);
});
