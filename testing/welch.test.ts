import { describe, expect, it } from 'vitest';
import { sampleOf, welch } from './welch.ts';

/** `count` times around `mean`, evenly within one millisecond. */
const around = (mean: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => mean - 0.5 + index / count);

describe('welch', () => {
  it('is nothing for the same times, and grows with the distance and the number of samples', () => {
    expect(welch(sampleOf(around(10, 400)), sampleOf(around(10, 400)))).toBe(0);
    expect(welch(sampleOf(around(10, 400)), sampleOf(around(10.2, 400)))).toBeGreaterThan(4.5);
    expect(welch(sampleOf(around(10, 40)), sampleOf(around(10.2, 40)))).toBeLessThan(4.5);
  });

  it('heeds both sizes', () => {
    // Uniform over 0.95 ms: variance 0.0752; means differ by 0.2.
    const t = welch(sampleOf(around(10, 400)), sampleOf(around(10.2, 100)));
    expect(t).toBeCloseTo(0.2 / Math.sqrt(0.0752 / 380 + 0.0752 / 95), 0);
  });

  it('leaves out the slowest twentieth', () => {
    expect(sampleOf([...around(10, 95), 1_000, 1_000, 1_000, 1_000, 1_000]).mean).toBeLessThan(11);
  });
});
