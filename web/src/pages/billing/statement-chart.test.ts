import { describe, expect, it } from 'vitest';
import type { Balance, Journal, StatementRow } from '../../contracts/billing.ts';
import { balanceChange, movedAmount, sharesOf } from './funds.ts';
import { addDays, dayBars, lastMonthOf, monthOf, peakOf } from './statement-chart.ts';

const row = (day: string, amount: number, currency = 'IDR'): StatementRow => ({
  day,
  medium: null,
  channel: null,
  operator: null,
  class: null,
  category: null,
  currency,
  messages: 1,
  amount,
});

describe('the statement', () => {
  it('has a bar for every day of the period, in major units', () => {
    const bars = dayBars(
      [
        row('2026-02-27', 150),
        row('2026-02-27', 50_000),
        row('2026-03-01', 90_000),
        row('2026-03-01', 7, 'USD'),
      ],
      { from: '2026-02-27', to: '2026-03-01' },
      'IDR',
    );
    expect(bars.map(({ label, values }) => [label, values[0]])).toEqual([
      ['27', 502],
      ['28', 0],
      ['1', 900],
    ]);
    expect(peakOf(bars)?.key).toBe('2026-03-01');
    expect(peakOf([])).toBeUndefined();
  });
  it('knows months of any length', () => {
    expect(monthOf('2026-11-21')).toEqual({ from: '2026-11-01', to: '2026-11-21' });
    expect(lastMonthOf('2026-03-05')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(lastMonthOf('2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});

const journal = (kind: Journal['kind'], changes: Partial<Journal['changes']>): Journal => ({
  id: 'jrn_1',
  at: '2026-11-21T00:00:00Z',
  kind,
  currency: 'IDR',
  hour: null,
  messages: 0,
  changes: { available: 0, reserved: 0, spent: 0, funding: 0, trial: 0, credit: 0, ...changes },
  reference: null,
  note: null,
  actor: null,
});

describe('a line of the ledger', () => {
  it.each([
    ['top_up', { available: 60, credit: 40, funding: -100 }, 100, 100],
    ['trial_credit', { available: 7, trial: -7 }, 7, 7],
    ['reserve', { available: -4, credit: -6, reserved: 10 }, 10, -10],
    ['settle', { reserved: -10, spent: 10 }, 10, 0],
    ['settle', { credit: -3, spent: 3 }, 3, -3],
    ['release', { reserved: -5, available: 5 }, 5, 5],
  ] as const)('%s %j moves %i and changes the balance by %i', (kind, changes, moved, change) => {
    expect(movedAmount(journal(kind, changes))).toBe(moved);
    expect(balanceChange(journal(kind, changes))).toBe(change);
  });
});

describe('the bar of a balance', () => {
  const balance = (over: Partial<Balance>): Balance => ({
    currency: 'IDR',
    available: 0,
    reserved: 0,
    spent: 0,
    owed: 0,
    funded: 0,
    trialCredit: 0,
    creditLimit: 0,
    spendable: 0,
    lowBelow: null,
    lowSince: null,
    ...over,
  });
  it('shares what came in, and nothing where nothing did or more was used', () => {
    expect(sharesOf(balance({ available: 50, reserved: 10, spent: 40, funded: 100 }))).toEqual({
      available: 0.5,
      reserved: 0.1,
      spent: 0.4,
    });
    const none = { available: 0, reserved: 0, spent: 0 };
    expect(sharesOf(balance({}))).toEqual(none);
    expect(sharesOf(balance({ spent: 9, owed: 9 }))).toEqual(none);
  });
});
