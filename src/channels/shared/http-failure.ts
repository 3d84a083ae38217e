/** What is certain about a call that got no answer, and how long one is asked to wait. */
import type { HttpOutcome, SendError } from '../channel.ts';

/** A provider that asks for more patience than this is asked again all the same. */
const LONGEST_WAIT_MS = 3_600_000;

/** Before the request was written it is certain that nothing was sent; afterwards nothing is certain. */
export function readFailure(
  outcome: Extract<HttpOutcome, { kind: 'failed' }>,
  clean: (words: string) => string,
): SendError {
  const detail = clean(outcome.detail);
  if (outcome.phase === 'connect') return { kind: 'retryable', code: 'not_connected', detail };
  const code = outcome.reason === 'timeout' || outcome.reason === 'aborted' ? 'timeout' : 'connection_lost';
  return { kind: 'unknown', code, detail };
}

/** Seconds or a date, RFC 9110 section 10.2.3. */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : undefined;
}
