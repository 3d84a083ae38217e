/** Wrong codes per number, over all its codes: ten within an hour, a hundred in a row. */
import { fullWindow, remember } from './moments.ts';
import type { NumberState } from './take-send.ts';

const MOST_AN_HOUR = 10;
/** NIST SP 800-63B, 5.2.2: at most 100 consecutive failed attempts on a single account. */
const MOST_IN_A_ROW = 100;
const HOUR_MS = 3_600_000;
/** Somebody has to look at it: there is no waiting it out. */
const LOCKED_RETRY_MS = 24 * HOUR_MS;

/** How long no code may be checked for this number; undefined when one may. */
export function checkLocked(number: NumberState, now: number): number | undefined {
  if (number.consecutiveWrong >= MOST_IN_A_ROW) return LOCKED_RETRY_MS;
  const hour = { name: 'hour', most: MOST_AN_HOUR, windowMs: HOUR_MS };
  return fullWindow(number.wrongChecks, [hour], now)?.retryMs;
}

export const withWrongCheck = (number: NumberState, now: number): NumberState => ({
  ...number,
  wrongChecks: remember(number.wrongChecks, now, MOST_AN_HOUR),
  consecutiveWrong: number.consecutiveWrong + 1,
});

export const withRightCheck = (number: NumberState, now: number): NumberState => ({
  ...number,
  consecutiveWrong: 0,
  verifiedAt: now,
});
