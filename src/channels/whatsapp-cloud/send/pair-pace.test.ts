import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairPace } from './pair-pace.ts';

function paced(): { pace: PairPace; wait(ms: number): void } {
  let now = 1_000;
  return { pace: new PairPace({ monotonic: () => now }), wait: (ms) => void (now += ms) };
}

describe('the pace per person', () => {
  it('lets 45 go at once, then one per six seconds', () => {
    const { pace, wait } = paced();
    for (let n = 0; n < 45; n++) expect(pace.take('+62811')).toBeUndefined();
    expect(pace.take('+62811')).toMatchObject({ retryAfterMs: 6_000, scope: 'recipient' });
    wait(5_999);
    expect(pace.take('+62811')).toMatchObject({ retryAfterMs: 1 });
    wait(1);
    expect(pace.take('+62811')).toBeUndefined();
    expect(pace.take('+62811')).toBeDefined();
    expect(pace.take('+62812')).toBeUndefined();
  });

  it('waits 4^X seconds after refusals of Meta, and forgets them when a message goes through', () => {
    const { pace, wait } = paced();
    expect(pace.refused('a')).toBe(1_000);
    expect(pace.take('a')).toMatchObject({ retryAfterMs: 1_000 });
    expect(pace.refused('a')).toBe(4_000);
    expect(pace.refused('a')).toBe(16_000);
    wait(16_000);
    expect(pace.take('a')).toBeUndefined();
    pace.went('a');
    expect(pace.refused('a')).toBe(1_000);
  });

  it('never lets more through than Meta takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (waits) => {
        const { pace, wait } = paced();
        const went: number[] = [];
        let now = 0;
        for (const ms of waits) {
          wait(ms);
          now += ms;
          if (pace.take('a') === undefined) went.push(now);
        }
        for (const [first, start] of went.entries())
          for (const [offset, end] of went.slice(first).entries())
            expect(offset + 1).toBeLessThanOrEqual(45 + (end - start) / 6_000);
      }),
      { numRuns: 50 },
    );
  });

  it('remembers a bounded number of people', () => {
    const { pace, wait } = paced();
    for (let n = 0; n < 50_100; n++) pace.take(`p${n}`);
    expect(pace.size).toBeLessThanOrEqual(50_000);
    wait(60_000);
    for (let n = 0; n < 10_000; n++) pace.take(`q${n}`);
    expect(pace.size).toBeLessThan(20_000);
  });
});
