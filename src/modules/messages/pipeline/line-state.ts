/** What one process knows of one channel, in a form that others can read and add up. */
import { z } from 'zod';

/** Seconds that one figure of `rates` stands for, and how many there are: five minutes. */
export const RATE_SECONDS = 10;
export const RATES = 30;

const LANES = 4;
const Count = z.number().int().nonnegative();

export const LineState = z.object({
  /** By lane, as are `oldest`. */
  waiting: z.array(Count).length(LANES),
  /** Milliseconds since the epoch when the first in each lane was accepted. */
  oldest: z.array(z.number().nullable()).length(LANES),
  inFlight: Count,
  unrecorded: Count,
  breaker: z.enum(['closed', 'half_open', 'open']),
  /** Messages per second that may leave now, and as configured. */
  perSecond: z.number(),
  configured: z.number(),
  /** Messages that were taken in each ten seconds, oldest first; the last one is still growing. */
  rates: z.array(Count).length(RATES),
  /** Messages taken per second, over the last ten seconds. */
  sentPerSecond: z.number(),
});
export type LineState = z.infer<typeof LineState>;

const WORST = ['closed', 'half_open', 'open'] as const;

/** Several processes may hold the same channel; together they are one line. */
export function addUp(states: readonly LineState[]): LineState | undefined {
  const [first, ...others] = states;
  if (first === undefined) return undefined;
  return others.reduce(
    (sum, one) => ({
      waiting: sum.waiting.map((count, lane) => count + (one.waiting[lane] ?? 0)),
      oldest: sum.oldest.map((at, lane) => earlier(at, one.oldest[lane] ?? null)),
      inFlight: sum.inFlight + one.inFlight,
      unrecorded: sum.unrecorded + one.unrecorded,
      breaker: WORST[Math.max(WORST.indexOf(sum.breaker), WORST.indexOf(one.breaker))] ?? 'closed',
      perSecond: sum.perSecond + one.perSecond,
      configured: sum.configured + one.configured,
      rates: sum.rates.map((count, at) => count + (one.rates[at] ?? 0)),
      sentPerSecond: sum.sentPerSecond + one.sentPerSecond,
    }),
    first,
  );
}

export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
