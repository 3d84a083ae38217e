/**
 * A circuit breaker per channel. It opens after ten failures of the provider in a row, or when more than
 * half of the last twenty answers were failures; 30 s later it lets one message through to see.
 * Throttling is no failure, and neither is a refusal of one message: both come from a provider that works.
 */
import type { HealthState, SendErrorCode, SendOutcome } from '../../channels/channel.ts';

/** What an outcome says about the provider: it works, it does not, or nothing. */
export type BreakerSign = 'works' | 'fails' | 'nothing';
export type BreakerPhase = 'closed' | 'open' | 'half_open';

export const FAILURES_IN_A_ROW = 10;
export const LAST_ANSWERS = 20;
export const OPEN_MS = 30_000;

/** Of the provider, whichever message it was. */
const FAILURES: ReadonlySet<SendErrorCode> = new Set(['provider_error', 'timeout', 'credentials_refused']);
/** Of the way to it. A connection that knows its link says so in its health; one lost link would be a window full of failures. */
const LINK: ReadonlySet<SendErrorCode> = new Set(['connection_lost', 'not_connected']);
/** Too fast or too full, which the pace answers. */
const LOAD: ReadonlySet<SendErrorCode> = new Set(['throttled', 'provider_busy']);

/** `state` is the connection's own, when the outcome came. */
export function breakerSign(outcome: SendOutcome, state: HealthState): BreakerSign {
  if (outcome.kind === 'accepted') return 'works';
  if (LOAD.has(outcome.code)) return 'nothing';
  if (LINK.has(outcome.code)) return state === 'up' ? 'fails' : 'nothing';
  return FAILURES.has(outcome.code) ? 'fails' : 'works';
}

export interface BreakerState {
  /** `half_open` is `open` for at least 30 s: a matter of time, not of an event. */
  readonly open: boolean;
  /** Monotonic milliseconds. */
  readonly openedAt: number;
  /** The one trial message is on its way. */
  readonly probing: boolean;
  readonly failuresInARow: number;
  /** One bit per answer, the latest lowest; 1 is a failure. */
  readonly answers: number;
  readonly answered: number;
  /** Counts openings and closings: answers to what was sent before are about another time. */
  readonly era: number;
}

export const CLOSED: BreakerState = {
  open: false,
  openedAt: 0,
  probing: false,
  failuresInARow: 0,
  answers: 0,
  answered: 0,
  era: 0,
};

export function breakerPhase(state: BreakerState, now: number): BreakerPhase {
  if (!state.open) return 'closed';
  return now - state.openedAt >= OPEN_MS ? 'half_open' : 'open';
}

/** Whether one more message may be submitted now. */
export const breakerAllows = (state: BreakerState, now: number): boolean =>
  !state.open || (!state.probing && now - state.openedAt >= OPEN_MS);

/** A message is submitted; only while `breakerAllows`. */
export const breakerSubmitted = (state: BreakerState): BreakerState =>
  state.open ? { ...state, probing: true } : state;

/** The answer to a message that was submitted in `era`. */
export function breakerAnswered(
  state: BreakerState,
  answer: { readonly era: number; readonly sign: BreakerSign; readonly now: number },
): BreakerState {
  const { era, sign, now } = answer;
  if (era !== state.era) return state;
  if (state.open) {
    if (!state.probing) return state;
    if (sign === 'nothing') return { ...state, probing: false };
    return sign === 'works' ? { ...CLOSED, era: era + 1 } : opened(state, now);
  }
  if (sign === 'nothing' || (sign === 'works' && isUnblemished(state))) return state;
  const failed = sign === 'fails' ? 1 : 0;
  const next = {
    ...state,
    failuresInARow: failed === 1 ? state.failuresInARow + 1 : 0,
    answers: ((state.answers << 1) | failed) & (2 ** LAST_ANSWERS - 1),
    answered: Math.min(LAST_ANSWERS, state.answered + 1),
  };
  const mostFailed = next.answered === LAST_ANSWERS && bitsOf(next.answers) > LAST_ANSWERS / 2;
  return next.failuresInARow >= FAILURES_IN_A_ROW || mostFailed ? opened(next, now) : next;
}

/** Another success changes nothing. */
const isUnblemished = ({ answers, answered, failuresInARow }: BreakerState): boolean =>
  answers === 0 && failuresInARow === 0 && answered === LAST_ANSWERS;

const opened = (state: BreakerState, now: number): BreakerState => ({
  ...CLOSED,
  open: true,
  openedAt: now,
  era: state.era + 1,
});

function bitsOf(answers: number): number {
  let bits = 0;
  for (let rest = answers; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/** The state of one open channel. */
export class Breaker {
  readonly #monotonic: () => number;
  readonly #onTurn: () => void;
  #state = CLOSED;

  /** `onTurn` hears that it opened or closed. */
  constructor(monotonic: () => number, onTurn: () => void) {
    this.#monotonic = monotonic;
    this.#onTurn = onTurn;
  }

  get phase(): BreakerPhase {
    return breakerPhase(this.#state, this.#monotonic());
  }

  /** How long it has been open, milliseconds; undefined while closed. */
  get openForMs(): number | undefined {
    return this.#state.open ? this.#monotonic() - this.#state.openedAt : undefined;
  }

  allows(): boolean {
    // Asked for every message, and nearly always closed: the clock need not be read.
    return !this.#state.open || breakerAllows(this.#state, this.#monotonic());
  }

  /** Call when a message is submitted; the number belongs to its answer. */
  submitted(): number {
    this.#state = breakerSubmitted(this.#state);
    return this.#state.era;
  }

  answered(era: number, sign: BreakerSign): void {
    const before = this.#state;
    if (sign === 'works' && !before.open && isUnblemished(before)) return;
    this.#state = breakerAnswered(before, { era, sign, now: this.#monotonic() });
    if (before.era !== this.#state.era) this.#onTurn();
  }
}
