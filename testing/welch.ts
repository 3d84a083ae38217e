/** Whether two lists of times can be told apart: Welch's t, as leakage tests (TVLA, ISO/IEC 17825) use it. */

/** The usual bar: beyond it the two are told apart. */
export const WELCH_BAR = 4.5;

export interface Sample {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

/** The slowest twentieth is the machine's, not the product's. */
export function sampleOf(times: readonly number[]): Sample {
  const kept = times.toSorted((a, b) => a - b).slice(0, Math.floor(times.length * 0.95));
  const mean = kept.reduce((sum, one) => sum + one, 0) / kept.length;
  const variance = kept.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (kept.length - 1);
  return { mean, variance, count: kept.length };
}

export const welch = (a: Sample, b: Sample): number =>
  Math.abs(a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count);
