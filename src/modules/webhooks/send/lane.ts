/**
 * How much of the sender one endpoint may have. It starts with a few deliveries at a time, earns more by
 * answering well and is left with one when it fails or is slow: a dead endpoint holds one request, not the sender.
 */
const FIRST = 4;
const MOST = 16;
/** An answer that takes longer than this counts as slow, milliseconds. */
const SLOW_MS = 3_000;
/** `Retry-After` of one answer holds back the endpoint's other deliveries for at most this long. */
const LONGEST_PAUSE_MS = 60_000;
/**
 * So many failures in a row mean that nobody is there: calls then come ever less often, milliseconds, which
 * saves the attempts of what waits, and this machine the work.
 */
const DEAD_AFTER = 8;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 10_000;

export interface Lane {
  inFlight: number;
  limit: number;
  /** In a row. */
  failures: number;
  /** Monotonic milliseconds. */
  pausedUntil: number;
  /** What the database knows: nothing but failures lately. */
  failing: boolean;
  /** Monotonic milliseconds of the last success and failure that were written down. */
  notedSuccess: number;
  notedFailure: number;
}

/** `shared` by many addresses, it is as wide as it gets, and nobody calls `learn`. */
export const createLane = (failing: boolean, shared = false): Lane => ({
  inFlight: 0,
  limit: shared ? MOST : failing ? 1 : FIRST,
  failures: 0,
  pausedUntil: 0,
  failing,
  notedSuccess: Number.NEGATIVE_INFINITY,
  notedFailure: Number.NEGATIVE_INFINITY,
});

/** What an answer says about the next ones; `now` in monotonic milliseconds. */
export function learn(
  lane: Lane,
  now: number,
  answer: { readonly ok: boolean; readonly durationMs: number },
): void {
  if (answer.durationMs >= SLOW_MS) lane.limit = Math.max(1, Math.floor(lane.limit / 2));
  else lane.limit = Math.min(MOST, Math.max(1, lane.limit + (answer.ok ? 1 : -1)));
  lane.failures = answer.ok ? 0 : lane.failures + 1;
  const beyond = lane.failures - DEAD_AFTER;
  if (beyond >= 0) pause(lane, now, Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** beyond));
}

export function pause(lane: Lane, now: number, forMs: number): void {
  lane.pausedUntil = Math.max(lane.pausedUntil, now + Math.min(forMs, LONGEST_PAUSE_MS));
}

/** Deliveries it may take on now. */
export const roomOf = (lane: Lane, now: number): number =>
  now < lane.pausedUntil ? 0 : Math.max(0, lane.limit - lane.inFlight);
