/** Messages per second, with a tenth of a second's worth saved up at most, so that a burst never exceeds what a provider measures. */
export class TokenBucket {
  readonly #perSecond: () => number;
  readonly #monotonic: () => number;
  #tokens: number;
  #filledAt: number;

  /** The rate is asked for each time: a provider that is throttling lowers it. */
  constructor(perSecond: () => number, monotonic: () => number) {
    this.#perSecond = perSecond;
    this.#monotonic = monotonic;
    this.#tokens = capacityOf(perSecond());
    this.#filledAt = monotonic();
  }

  /** Milliseconds until something may leave; 0 for now. */
  wait(): number {
    const now = this.#monotonic();
    const perSecond = this.#perSecond();
    const earned = ((now - this.#filledAt) * perSecond) / 1000;
    this.#tokens = Math.min(capacityOf(perSecond), this.#tokens + earned);
    this.#filledAt = now;
    return this.#tokens > 0 ? 0 : Math.max(1, Math.ceil((-this.#tokens * 1000) / perSecond));
  }

  /** Pays for what leaves; a text in many parts may overdraw, and the next one waits longer. */
  pay(cost: number): void {
    this.#tokens -= cost;
  }
}

const capacityOf = (perSecond: number): number => Math.max(1, perSecond / 10);
