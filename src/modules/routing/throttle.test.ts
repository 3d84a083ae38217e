import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Throttle, throttled, throttleShare, UNTHROTTLED } from './throttle.ts';

const gaps = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 60 });
/** Throttled after each gap; what holds right after each, and the moment of the last. */
const after = (list: readonly number[]) =>
  list.reduce(({ state, now }, gap) => ({ state: throttled(state, now + gap, 1), now: now + gap }), {
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

  it('falls as far as the provider refuses too much', () => {
    const share = (excess: number) => throttleShare(throttled(UNTHROTTLED, 0, excess), 0);
    expect([-0.02, 0, 0.03, 0.08, 0.1, 1].map((excess) => Number(share(excess).toFixed(2)))).toEqual([
      1, 1, 0.91, 0.76, 0.7, 0.7,
    ]);
  });

  it('cuts once per second, as deep as the worst of its answers asks', () => {
    const first = throttled(UNTHROTTLED, 0, 0.01);
    const worse = throttled(first, 500, 0.06);
    expect([first.share, worse.share].map((share) => Number(share.toFixed(2)))).toEqual([0.97, 0.82]);
    expect(throttled(worse, 900, 0.01).share).toBe(worse.share);
    expect(throttled(worse, 1_000, 0.1).share).toBeCloseTo(0.82 * 0.7);
  });
});

describe('the pace of a channel', () => {
  let now = 0;
  const start = (perSecond: number): Throttle => {
    now = 0;
    return new Throttle({ messagesPerSecond: perSecond, mayMeetLimit: true }, () => now);
  };
  /** A provider's second, whose last calls it refuses: the pace after it. */
  const second = (throttle: Throttle, taken: number, refused: number): number => {
    const calls = taken + refused;
    for (let n = 0; n < calls; n++) {
      now += 1_000 / calls;
      throttle.answered(n >= taken);
    }
    return throttle.perSecond;
  };

  it('is messages per second, whole again a minute after the first answer that was a refusal', () => {
    const throttle = start(100);
    expect(throttle.perSecond).toBe(100);
    throttle.answered(true);
    expect(throttle.perSecond).toBeCloseTo(70);
    now = 60_000;
    expect(throttle.perSecond).toBe(100);
    throttle.answered(true);
    expect(throttle.perSecond).toBeCloseTo(70);
  });

  it('falls at once where a refusal may be held against us', () => {
    now = 0;
    const throttle = new Throttle({ messagesPerSecond: 1_000 }, () => now);
    expect(second(throttle, 999, 1)).toBeLessThanOrEqual(800);
    now += 60_000;
    expect(throttle.perSecond).toBe(1_000);
  });

  it('stays while it fills a limit and a few of each second come too early', () => {
    const throttle = start(1_000);
    second(throttle, 1_000, 0);
    for (let n = 0; n < 60; n++) expect(second(throttle, 990, 10)).toBe(1_000);
  });

  it('stays when a second gets what was late for the one before', () => {
    const throttle = start(1_000);
    for (let n = 0; n < 60; n++) {
      second(throttle, n % 10 === 4 ? 950 : 1_000, 0);
      expect(second(throttle, 1_000, n % 10 === 4 ? 50 : 0)).toBe(1_000);
    }
  });

  it('falls when more than a few are refused for long', () => {
    const throttle = start(1_000);
    for (let n = 0; n < 12; n++) second(throttle, 965, 35);
    expect(throttle.perSecond).toBeLessThan(970);
  });

  it('falls to 80 % within two seconds of a limit that is a quarter lower, and of one that takes nothing', () => {
    for (const taken of [750, 500, 0]) {
      const throttle = start(1_000);
      second(throttle, 1_000, 0);
      second(throttle, 1_000, 0);
      second(throttle, taken, 1_000 - taken);
      expect(second(throttle, taken, 1_000 - taken)).toBeLessThanOrEqual(800);
    }
  });

  it.each([400, 700, 960])('carries most of a limit of %i that nobody told it about', (limit) => {
    const throttle = start(1_000);
    let taken = 0;
    let refused = 0;
    for (let n = 0; n < 120; n++) {
      const offered = Math.round(throttle.perSecond);
      const kept = Math.min(limit, offered);
      second(throttle, kept, offered - kept);
      taken += kept;
      refused += offered - kept;
    }
    expect(taken / (120 * limit)).toBeGreaterThan(0.9);
    // Most of them in the seconds in which the limit is found.
    expect(refused / (taken + refused)).toBeLessThan(0.06);
  });
});
