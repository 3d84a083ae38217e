/**
 * Meta lets a company write to so many people a day who have not written to it (250 to unlimited, over all its numbers)
 * and refuses the next one with 131048. Only templates reach such people, so they wait, while answers to those who
 * wrote go on. One of them tries again after an hour; the others follow once it was taken.
 * Source: Meta, "Messaging limits" (a rolling 24 hours per business portfolio).
 */
import type { Clock, SendError } from '../../channel.ts';

/** The oldest of a rolling day drops out sooner or later; each refusal counts as spam. */
const HOLD_MS = 3_600_000;
/** For those that wait until the one that tries has its answer. */
const BEHIND_TRIAL_MS = 60_000;

export class PortfolioPace {
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Undefined while nothing was refused, or since one was taken again. */
  #heldUntil: number | undefined;
  /** Id of the message that tries whether there is room again. */
  #trial: string | undefined;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** A refusal when this template must wait; otherwise it leaves, and `answered` says what became of it. */
  take(id: string): SendError | undefined {
    if (this.#heldUntil === undefined) return undefined;
    const wait = this.#heldUntil - this.#clock.monotonic();
    if (wait <= 0 && this.#trial === undefined) {
      this.#trial = id;
      return undefined;
    }
    return {
      kind: 'retryable',
      code: 'throttled',
      scope: 'recipient',
      detail: 'WhatsApp takes no more people in 24 hours that have not written.',
      retryAfterMs: wait > 0 ? Math.ceil(wait) : BEHIND_TRIAL_MS,
    };
  }

  answered(id: string, how: 'taken' | 'too_many_people' | 'otherwise'): void {
    if (how === 'too_many_people') this.#heldUntil = this.#clock.monotonic() + HOLD_MS;
    if (id !== this.#trial) return;
    this.#trial = undefined;
    if (how === 'taken') this.#heldUntil = undefined;
  }
}
