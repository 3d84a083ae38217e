import { describe, expect, it } from 'vitest';
import { daysOf, daysOfPeriod, momentsOf, periodOf } from './periods.ts';

const ZONE = 'Asia/Jakarta';
const TODAY = '2026-11-21';

describe('periods', () => {
  it.each(['all', 'today', 'yesterday', 'week', 'month'] as const)('%s survives the address', (period) => {
    const moments = momentsOf(daysOfPeriod(period, TODAY), ZONE);
    expect(periodOf(moments, ZONE, TODAY)).toBe(period);
  });

  it('covers whole days of the zone', () => {
    expect(momentsOf({ first: TODAY, last: TODAY }, ZONE)).toEqual({
      from: '2026-11-20T17:00:00.000Z',
      until: '2026-11-21T17:00:00.000Z',
    });
  });

  it('calls anything else custom and shows its days', () => {
    const moments = momentsOf({ first: '2026-11-01', last: '2026-11-03' }, ZONE);
    expect(periodOf(moments, ZONE, TODAY)).toBe('custom');
    expect(daysOf(moments, ZONE)).toEqual({ first: '2026-11-01', last: '2026-11-03' });
  });

  it('does without moments it cannot read', () => {
    expect(daysOf({ from: 'kemarin', until: undefined }, ZONE)).toEqual({
      first: undefined,
      last: undefined,
    });
  });
});
