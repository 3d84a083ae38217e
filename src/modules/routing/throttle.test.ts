import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Throttle, throttled, throttleShare, UNTHROTTLED } from './throttle.ts';

const gaps = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 60 });
/** Throttled after each gap; what holds right after each, and the moment of the last. */
const after = (list: readonly number[]) =>
  list.reduce(({ state, now }, gap) => ({ state: throttled(state, now + gap), now: now + gap }), {
    state: UNTHROTTLED,
    now: 0,
  });

describe('the pace a provider bears', () => {
  it('is the configured one until somebody throttles', () => {
    expect(throttleShare(UNTHROTTLED, 123_456)).toBe(1);
  });

  it('falls to at most 80 % at once, and keeps falling while throttled', () => {
    expect(throttleShare(after([0]).state, 0)).toBeLessThanOrEqual(0.8);
    const spell = Array.from({ length: 40 }, () => 100);
    const { state, now } = after(spell);
    expect(throttleShare(state, now)).toBeLessThan(0.3);
  });

  it('counts the answers of one second as one', () => {
    expect(after([0, 10, 10, 900]).state.share).toBeCloseTo(0.7);
  });

  it('rises evenly, from the quiet on', () => {
    const { state } = after([0]);
    const at = (ms: number) => throttleShare(state, ms);
    expect([at(5_000), at(10_000), at(15_000)].map((share) => Number(share.toFixed(2)))).toEqual([
      0.7, 0.8, 0.9,
    ]);
  });

  it('holds for any history: within bounds, at most 80 % when throttled, whole again after 60 s', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 120_000 }), (history, later) => {
        const { state, now } = after(history);
        expect(throttleShare(state, now)).toBeLessThanOrEqual(0.8);
        const share = throttleShare(state, now + later);
        expect(share).toBeGreaterThanOrEqual(0.05);
        expect(share).toBeLessThanOrEqual(1);
        expect(throttleShare(state, now + 60_000)).toBe(1);
      }),
    );
  });

  it('never falls while nobody throttles', () => {
    fc.assert(
      fc.property(gaps, fc.nat(60_000), fc.nat(60_000), (history, one, more) => {
        const { state, now } = after(history);
        expect(throttleShare(state, now + one + more)).toBeGreaterThanOrEqual(
          throttleShare(state, now + one),
        );
      }),
    );
  });

  it('is messages per second for a channel', () => {
    let now = 0;
    const throttle = new Throttle(100, () => now);
    expect(throttle.perSecond).toBe(100);
    throttle.throttled();
    expect(throttle.perSecond).toBeCloseTo(70);
    now = 60_000;
    expect(throttle.perSecond).toBe(100);
    throttle.throttled();
    expect(throttle.perSecond).toBeCloseTo(70);
  });
});
