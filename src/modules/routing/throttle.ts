import type { Pace } from '../../channels/channel.ts';

/**
 * The pace a provider bears: throttling takes 30 % off, quiet gives it back at an even speed (additive increase,
 * multiplicative decrease; Chiu and Jain 1989). After 1 s of throttling the rate is at most 70 % of what it was; 60 s
 * after the last throttled answer it is the configured one again.
 *
 * Whoever fills a limit that is counted by the second meets it: messages that leave evenly arrive unevenly, and where
 * one second of the provider gets 1,050 another got 950. Where that is held against nobody (`mayMeetLimit`), a few
 * refusals are no reason to slow down, some in one second, fewer in many; a quarter takes as much off as elsewhere.
 */
const TOLERATED = { atOnce: 0.06, lastingly: 0.02 } as const;
/** The pace falls three times as far as refusals exceed what is tolerated, so that the next ones find room. */
const STEEPNESS = 3;
const DEEPEST_CUT = 0.7;
/** All answers to what was already on its way say the same thing: one cut for them, as deep as the worst of them asks. */
const ONE_CUT_MS = 1_000;
const QUIET_MS = 5_000;
/** From nothing to the configured pace; with the quiet before it 55 s, inside the 60 s that are promised. */
const RECOVERY_MS = 50_000;
/** Of the configured pace: a trickle must remain to notice that the provider takes more again. */
const LEAST = 0.05;
/** Refusals are held against the answers of one to two such spans; providers count by the second. */
const SPAN_MS = { atOnce: 1_000, lastingly: 5_000 } as const;

export interface ThrottleState {
  /** Share of the configured pace after the last cut, 0.05 to 1. */
  readonly share: number;
  /** The share before that cut. */
  readonly uncut: number;
  /** Monotonic milliseconds; null before the first. */
  readonly cutAt: number | null;
  readonly throttledAt: number | null;
}

export const UNTHROTTLED: ThrottleState = { share: 1, uncut: 1, cutAt: null, throttledAt: null };

/** Share of the configured pace that may be used now. */
export function throttleShare(state: ThrottleState, now: number): number {
  if (state.throttledAt === null) return 1;
  const quiet = now - state.throttledAt - QUIET_MS;
  return quiet <= 0 ? state.share : Math.min(1, state.share + quiet / RECOVERY_MS);
}

/** A provider said that it was too fast, as it did for this share of its latest answers beyond what is tolerated. */
export function throttled(state: ThrottleState, now: number, excess: number): ThrottleState {
  const kept = Math.max(DEEPEST_CUT, 1 - STEEPNESS * Math.max(0, excess));
  if (isOneCut(state, now)) {
    const share = Math.max(LEAST, Math.min(state.share, state.uncut * kept));
    return { ...state, share, throttledAt: now };
  }
  if (kept === 1) return state;
  const uncut = throttleShare(state, now);
  return { share: Math.max(LEAST, uncut * kept), uncut, cutAt: now, throttledAt: now };
}

const isOneCut = ({ cutAt }: ThrottleState, now: number): boolean =>
  cutAt !== null && now - cutAt < ONE_CUT_MS;

/** The pace of one open channel. */
export class Throttle {
  readonly #perSecond: number;
  readonly #mayMeetLimit: boolean;
  readonly #monotonic: () => number;
  readonly #atOnce = new RecentAnswers(SPAN_MS.atOnce);
  readonly #lastingly = new RecentAnswers(SPAN_MS.lastingly);
  #state = UNTHROTTLED;
  /** When the cut was made whose refusals are forgiven. */
  #forgiven: number | null = null;

  constructor(pace: Omit<Pace, 'window'>, monotonic: () => number) {
    this.#perSecond = pace.messagesPerSecond;
    this.#mayMeetLimit = pace.mayMeetLimit === true;
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

  /** The provider answered; `refused` because it was too much. */
  answered(refused: boolean): void {
    if (!this.#mayMeetLimit && !refused) return;
    const now = this.#monotonic();
    if (!this.#mayMeetLimit) {
      this.#state = throttled(this.#state, now, 1);
      return;
    }
    if (refused) this.#forgiveWhatWasAnswered(now);
    this.#atOnce.count(refused, now);
    this.#lastingly.count(refused, now);
    if (!refused) return;
    const atOnce = this.#atOnce.refusedShare - TOLERATED.atOnce;
    // A first few seconds say nothing about many.
    const lastingly = this.#lastingly.isFull ? this.#lastingly.refusedShare - TOLERATED.lastingly : 0;
    this.#state = throttled(this.#state, now, Math.max(atOnce, lastingly));
  }

  /** The refusals before and around a cut have had their effect. */
  #forgiveWhatWasAnswered(now: number): void {
    const { cutAt } = this.#state;
    if (cutAt === this.#forgiven || isOneCut(this.#state, now)) return;
    this.#forgiven = cutAt;
    this.#atOnce.forgive();
    this.#lastingly.forgive();
  }
}

/** What a provider answered within the last one to two spans. */
class RecentAnswers {
  readonly #spanMs: number;
  #since = 0;
  #latest = { all: 0, refused: 0 };
  #earlier = { all: 0, refused: 0 };

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  /** There is more than one span. */
  get isFull(): boolean {
    return this.#earlier.all > 0;
  }

  get refusedShare(): number {
    return (this.#latest.refused + this.#earlier.refused) / (this.#latest.all + this.#earlier.all);
  }

  count(refused: boolean, now: number): void {
    const age = now - this.#since;
    if (age >= this.#spanMs) {
      this.#earlier = age < 2 * this.#spanMs ? this.#latest : { all: 0, refused: 0 };
      this.#latest = { all: 0, refused: 0 };
      this.#since = now;
    }
    this.#latest.all += 1;
    if (refused) this.#latest.refused += 1;
  }

  /** What was refused is as if it had not been asked. */
  forgive(): void {
    for (const span of [this.#latest, this.#earlier]) {
      span.all -= span.refused;
      span.refused = 0;
    }
  }
}
