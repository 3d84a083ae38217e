/** Messages per second, with a tenth of a second's worth saved up at most, so that a burst never exceeds what a provider measures. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  readonly #monotonic: () => number;
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, monotonic: () => number) {
    this.#perSecond = perSecond;
    this.#capacity = Math.max(1, perSecond / 10);
    this.#monotonic = monotonic;
    this.#tokens = this.#capacity;
    this.#filledAt = monotonic();
  }

  /** Milliseconds until something may leave; 0 for now. */
  wait(): number {
    const now = this.#monotonic();
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#filledAt) * this.#perSecond) / 1000);
    this.#filledAt = now;
    return this.#tokens > 0 ? 0 : Math.max(1, Math.ceil((-this.#tokens * 1000) / this.#perSecond));
  }

  /** Pays for what leaves; a text in many parts may overdraw, and the next one waits longer. */
  pay(cost: number): void {
    this.#tokens -= cost;
  }
}
