/** What a simulator took in each second of the clock. */
interface Second {
  readonly taken: number;
  readonly refused: number;
}

/** Messages per second, without so many seconds at both ends: they are not full. */
export function steadyRate(seconds: readonly Second[], edge: number): number {
  const steady = seconds.slice(edge, -edge);
  if (steady.length === 0) throw new Error('it was over before there was a full second');
  return steady.reduce((sum, { taken }) => sum + taken, 0) / steady.length;
}

/** Refused ones in brackets. */
export const toldSeconds = (seconds: readonly Second[]): string =>
  seconds.map(({ taken, refused }) => (refused === 0 ? `${taken}` : `${taken} (-${refused})`)).join(', ');
