import { expect, it } from 'vitest';
import { secondsUntilRoom } from './count-uses.ts';

const NONE = Array.from({ length: 61 }, () => 0);
/** A minute in slots of a second: `counts` by how many slots ago they were used, as of slot 1,000. */
const row = (most: number, counts: Readonly<Record<number, number>>) => ({
  most,
  interval_seconds: 60,
  slot: '1000',
  uses: NONE.map((_, at) => counts[60 - at] ?? 0),
});

it.each([
  ['used just now', row(2, { 0: 2 }), 1_000_000, 61],
  ['half a second later', row(2, { 0: 2 }), 1_000_500, 61],
  ['the oldest leaves first', row(2, { 0: 1, 50: 1 }), 1_000_000, 11],
  ['as many leave as it takes', row(2, { 0: 1, 20: 1, 50: 2 }), 1_000_000, 41],
  ['what left meanwhile does not count', row(2, { 0: 1, 20: 1, 50: 2 }), 1_030_000, 11],
  ['never less than a second', row(1, { 60: 1 }), 1_000_999, 1],
  ['another request filled it just now', { ...row(1, {}), slot: null, uses: null }, 1_000_000, 60],
  ['a limit that was lowered', row(1, { 10: 3, 30: 3 }), 1_000_000, 51],
])('tells how long to wait: %s', (_what, counted, now, seconds) => {
  expect(secondsUntilRoom(counted, now)).toBe(seconds);
});
