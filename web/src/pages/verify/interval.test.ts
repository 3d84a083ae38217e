import { expect, it } from 'vitest';
import { INTERVAL_UNITS, saidInterval, SECONDS_OF } from './interval.ts';

it.each([
  [1, 1, 'second'],
  [90, 90, 'second'],
  [600, 10, 'minute'],
  [3_600, 1, 'hour'],
  [5_400, 90, 'minute'],
  [86_400, 1, 'day'],
  [2_592_000, 30, 'day'],
] as const)('%i seconds are said as %i of the unit that fits', (seconds, count, unit) => {
  expect(saidInterval(seconds)).toEqual({ count, unit });
});

it('units are in order, so that the largest that fits is found', () => {
  const seconds = INTERVAL_UNITS.map((unit) => SECONDS_OF[unit]);
  expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
});
