/** What an answer to a delivery means, and when it is tried again. */
import type { EgressOutcome } from '../../../platform/http-client/contract.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Delay before each attempt after the first one, milliseconds: eight attempts within 27.6 hours. */
export const SCHEDULE: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];
/** Each delay is spread by a tenth either way, so that what failed together does not return together. */
const JITTER = 0.1;
/** An endpoint may not put a delivery off for longer than this. */
const LONGEST_RETRY_AFTER_MS = 24 * HOUR;
const RETRY_AFTER_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export type Verdict =
  | { readonly kind: 'delivered' }
  /** `asked`: the endpoint itself asked for time. */
  | { readonly kind: 'again'; readonly delayMs: number; readonly asked: boolean }
  | { readonly kind: 'exhausted' }
  /** 410: the endpoint does not want to hear anything any more. */
  | { readonly kind: 'gone' };

export interface JudgeOptions {
  /** Attempts made, this one included. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** In [0, 1). */
  readonly random: number;
  readonly schedule?: readonly number[];
}

/** Only 2xx is a success; a redirect is a failure like any other. */
export function judgeAttempt(outcome: EgressOutcome, options: JudgeOptions): Verdict {
  if (outcome.kind === 'response') {
    if (outcome.status >= 200 && outcome.status < 300) return { kind: 'delivered' };
    if (outcome.status === 410) return { kind: 'gone' };
  }
  const base = (options.schedule ?? SCHEDULE)[options.attempt - 1];
  if (base === undefined) return { kind: 'exhausted' };
  const planned = base * (1 - JITTER + 2 * JITTER * options.random);
  const asked = retryAfterMs(outcome, options.now);
  return { kind: 'again', delayMs: Math.max(planned, asked ?? 0), asked: asked !== undefined };
}

/** `Retry-After` (RFC 9110, section 10.2.3): seconds or a date. */
export function retryAfterMs(outcome: EgressOutcome, now: number): number | undefined {
  if (outcome.kind !== 'response' || !RETRY_AFTER_STATUSES.has(outcome.status)) return undefined;
  const value = outcome.headers['retry-after']?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * SECOND : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS);
}
