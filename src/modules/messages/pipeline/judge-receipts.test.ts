import { describe, expect, it } from 'vitest';
import { addUp, LineState, RATES } from './line-state.ts';
import { receiptsMissing } from './judge-receipts.ts';
import { ratesOf } from './report-lines.ts';

describe('receipts are missing', () => {
  it.each<[string, number, number, boolean, boolean]>([
    ['half of them is not yet an alarm', 100, 50, false, false],
    ['more than half is one', 100, 51, false, true],
    ['it stays one until three quarters come', 100, 25, true, true],
    ['and is over then', 100, 24, true, false],
    ['a handful of messages raises nothing', 19, 19, false, false],
    ['and ends nothing', 19, 0, true, true],
    ['an hour without messages ends it', 0, 0, true, false],
  ])('%s', (_, sampled, missing, before, after) => {
    expect(receiptsMissing({ sampled, missing }, before)).toBe(after);
  });
});

describe('rates', () => {
  it('five looks are one figure, the newest last', () => {
    const rates = ratesOf([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
    expect(rates).toHaveLength(RATES);
    expect(rates.slice(-3)).toEqual([0, 5, 10]);
  });

  it('a full ring loses nothing', () => {
    expect(ratesOf(Array.from({ length: RATES * 5 }, () => 1))).toEqual(
      Array.from({ length: RATES }, () => 5),
    );
  });
});

it('two processes on one channel are one line: sums, the worst breaker, the oldest message', () => {
  const state = (n: number, breaker: LineState['breaker']): LineState =>
    LineState.parse({
      waiting: [n, 0, 0, 0],
      oldest: [n * 1000, null, n === 2 ? 7 : null, null],
      inFlight: n,
      unrecorded: n,
      breaker,
      perSecond: n,
      configured: n,
      rates: Array.from({ length: RATES }, () => n),
      sentPerSecond: n,
    });
  expect(addUp([state(2, 'closed'), state(1, 'half_open')])).toMatchObject({
    waiting: [3, 0, 0, 0],
    oldest: [1000, null, 7, null],
    inFlight: 3,
    breaker: 'half_open',
    perSecond: 3,
    sentPerSecond: 3,
  });
  expect(addUp([])).toBeUndefined();
});
