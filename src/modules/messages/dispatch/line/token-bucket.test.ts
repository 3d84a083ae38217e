import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

/** Sends as much as it may for so many milliseconds, between which nobody looks for as long as `gaps` say; when each left. */
function sendFor(ms: number, perSecond: number | (() => number), gaps: readonly number[] = [0]): number[] {
  let now = 0;
  const rate = typeof perSecond === 'number' ? () => perSecond : perSecond;
  const bucket = new TokenBucket(rate, () => now);
  const times: number[] = [];
  for (let turn = 0; now < ms; turn++) {
    let wait = bucket.wait();
    for (; wait === 0; wait = bucket.wait()) {
      bucket.pay(1);
      times.push(now);
    }
    now += wait + (gaps[turn % gaps.length] ?? 0);
  }
  return times;
}
/** Between one and the next 998 ms: the bucket looks every 2 ms. */
function mostInASecond(times: readonly number[]): number {
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) >= (times[first] ?? 0) + 998) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

it.each([0.5, 10, 80, 1_000])('lets %d a second leave', (perSecond) => {
  const times = sendFor(10_000, perSecond);
  expect(times.length / (10 * perSecond)).toBeGreaterThan(0.995);
  expect(times.length / (10 * perSecond)).toBeLessThan(1.21);
});

it('begins with a tenth of a second at once, and that second holds no more than any other', () => {
  const times = sendFor(5_000, 1_000);
  expect(times.filter((time) => time === 0)).toHaveLength(100);
  expect(times.filter((time) => time < 998)).toHaveLength(1_000);
});

it('catches up after a pause in which nobody looked, without crowding a second', () => {
  // Ten times a second nobody looks for 60 ms.
  const times = sendFor(10_000, 1_000, [...new Array<number>(39).fill(0), 60]);
  expect(times.length).toBeGreaterThan(9_900);
  expect(mostInASecond(times)).toBeLessThanOrEqual(1_000);
});

it('never lets more leave in a second than it may, however irregularly it is asked', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 5, max: 120 }), (list, perSecond) => {
      expect(mostInASecond(sendFor(3_000, perSecond, list))).toBeLessThanOrEqual(perSecond);
    }),
  );
});

it('slows down at once when the rate is lowered', () => {
  let asked = 0;
  const times = sendFor(4_000, () => (++asked > 4_000 ? 300 : 1_000));
  const after = times.filter((time) => time > 3_000).length;
  expect(after).toBeLessThanOrEqual(301);
  expect(after).toBeGreaterThan(290);
});

it('waits longer after a text in many parts', () => {
  let now = 0;
  const bucket = new TokenBucket(
    () => 10,
    () => now,
  );
  expect(bucket.wait()).toBe(0);
  bucket.pay(6);
  expect(bucket.wait()).toBe(500);
  now = 501;
  expect(bucket.wait()).toBe(0);
});
