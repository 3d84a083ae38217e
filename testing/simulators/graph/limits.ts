/** Meta's limits on sending, as documented. Time is handed in, so that tests can let a day pass. */

/** Messages per second and number. */
export class Throughput {
  #second = 0;
  #count = 0;

  take(now: number, most: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= most;
  }
}

const INTERVAL_MS = 6_000;
const BURST = 45;

/** One message per 6 s from a number to a person; 45 at once borrow from later. */
export class PairRate {
  readonly #paidAt = new Map<string, number>();

  take(now: number, pair: string): boolean {
    const paidAt = Math.max(this.#paidAt.get(pair) ?? now, now);
    if (paidAt - now > (BURST - 1) * INTERVAL_MS) return false;
    this.#paidAt.set(pair, paidAt + INTERVAL_MS);
    return true;
  }
}

const DAY_MS = 24 * 3600 * 1000;

/** People written to outside the window within 24 hours, for all numbers of the portfolio together. */
export class Portfolio {
  readonly #people = new Map<string, number>();

  take(now: number, person: string, most: number): boolean {
    for (const [one, at] of this.#people) {
      if (now - at < DAY_MS) break;
      this.#people.delete(one);
    }
    if (!this.#people.has(person) && this.#people.size >= most) return false;
    // The first message of the day counts; it keeps its place.
    if (!this.#people.has(person)) this.#people.set(person, now);
    return true;
  }
}

export const isInWindow = (lastWroteAt: number | undefined, now: number): boolean =>
  lastWroteAt !== undefined && now - lastWroteAt < DAY_MS;
