/**
 * The pace a provider bears: each spell of throttling takes 30 % off, quiet gives it back at an even speed
 * (additive increase, multiplicative decrease; Chiu and Jain 1989). After 1 s of throttling the rate is at most
 * 70 % of what it was; 60 s after the last throttled answer it is the configured one again.
 */
const CUT = 0.7;
/** All answers to what was already on its way say the same thing: one cut for them. */
const ONE_CUT_MS = 1_000;
const QUIET_MS = 5_000;
/** From nothing to the configured pace; with the quiet before it 55 s, inside the 60 s that are promised. */
const RECOVERY_MS = 50_000;
/** Of the configured pace: a trickle must remain to notice that the provider takes more again. */
const LEAST = 0.05;

export interface ThrottleState {
  /** Share of the configured pace after the last cut, 0.05 to 1. */
  readonly share: number;
  /** Monotonic milliseconds; null before the first. */
  readonly cutAt: number | null;
  readonly throttledAt: number | null;
}

export const UNTHROTTLED: ThrottleState = { share: 1, cutAt: null, throttledAt: null };

/** Share of the configured pace that may be used now. */
export function throttleShare(state: ThrottleState, now: number): number {
  if (state.throttledAt === null) return 1;
  const quiet = now - state.throttledAt - QUIET_MS;
  return quiet <= 0 ? state.share : Math.min(1, state.share + quiet / RECOVERY_MS);
}

/** A provider said that it was too fast. */
export function throttled(state: ThrottleState, now: number): ThrottleState {
  if (state.cutAt !== null && now - state.cutAt < ONE_CUT_MS) return { ...state, throttledAt: now };
  return { share: Math.max(LEAST, throttleShare(state, now) * CUT), cutAt: now, throttledAt: now };
}

/** The pace of one open channel. */
export class Throttle {
  readonly #perSecond: number;
  readonly #monotonic: () => number;
  #state = UNTHROTTLED;

  constructor(perSecond: number, monotonic: () => number) {
    this.#perSecond = perSecond;
    this.#monotonic = monotonic;
  }

  /** Messages per second that may leave now. */
  get perSecond(): number {
    // Most channels are never throttled, and this is asked for every message.
    if (this.#state === UNTHROTTLED) return this.#perSecond;
    const share = throttleShare(this.#state, this.#monotonic());
    if (share === 1) this.#state = UNTHROTTLED;
    return this.#perSecond * share;
  }

  throttled(): void {
    this.#state = throttled(this.#state, this.#monotonic());
  }
}
