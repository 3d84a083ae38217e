/**
 * Meta takes one message per six seconds from a number to the same person; a burst of 45 borrows from the time after
 * it. Past that it refuses with 131056, and each refusal makes it stricter, so the limit is kept here as well.
 * Source: Meta, "Pair rate limits".
 */
import type { Clock, SendError } from '../../channel.ts';

const INTERVAL_MS = 6_000;
const BURST = 45;
/** A hundred bytes each: 5 MB at the most. */
const MOST_PEOPLE = 50_000;
/** 4^5 s is 17 minutes. */
const MOST_REFUSALS = 5;
const SWEEP = 8;

interface Person {
  /** When everything sent so far is paid for, monotonic milliseconds. */
  readonly paidAt: number;
  /** Refusals by Meta since the last message that went through. */
  readonly refusals: number;
}

export class PairPace {
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Oldest use first. */
  readonly #people = new Map<string, Person>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Counts a message in; a refusal when it may not leave yet. */
  take(address: string): SendError | undefined {
    const now = this.#clock.monotonic();
    const { paidAt, refusals } = this.#people.get(address) ?? { paidAt: now, refusals: 0 };
    const tooEarlyBy = paidAt - now - (BURST - 1) * INTERVAL_MS;
    if (tooEarlyBy > 0)
      return {
        kind: 'retryable',
        code: 'throttled',
        scope: 'recipient',
        detail: 'WhatsApp takes one message per 6 seconds for the same person.',
        retryAfterMs: Math.ceil(tooEarlyBy),
      };
    this.#keep(address, { paidAt: Math.max(paidAt, now) + INTERVAL_MS, refusals });
    return undefined;
  }

  /** Meta refused with 131056: milliseconds to wait, 4^X seconds for the X-th refusal in a row, from 1 s. */
  refused(address: string): number {
    const now = this.#clock.monotonic();
    const refusals = this.#people.get(address)?.refusals ?? 0;
    const wait = 4 ** Math.min(refusals, MOST_REFUSALS) * 1000;
    this.#keep(address, { paidAt: now + wait + (BURST - 1) * INTERVAL_MS, refusals: refusals + 1 });
    return wait;
  }

  went(address: string): void {
    const person = this.#people.get(address);
    if (person !== undefined && person.refusals > 0) this.#keep(address, { ...person, refusals: 0 });
  }

  get size(): number {
    return this.#people.size;
  }

  #keep(address: string, person: Person): void {
    this.#people.delete(address);
    this.#people.set(address, person);
    const now = this.#clock.monotonic();
    let looked = 0;
    for (const [oldest, { paidAt }] of this.#people) {
      looked += 1;
      if (looked > SWEEP || (paidAt > now && this.#people.size <= MOST_PEOPLE)) return;
      this.#people.delete(oldest);
    }
  }
}
