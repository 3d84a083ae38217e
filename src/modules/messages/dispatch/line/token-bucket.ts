/** A slot of the last second; 500 of them are the second. */
const SLOT_MS = 2;
const SLOTS = 500;

/**
 * Messages per second, and never more in any second, whenever the provider's begins. What could not leave in the
 * last tenth of a second is caught up with.
 */
export class TokenBucket {
  readonly #perSecond: () => number;
  readonly #monotonic: () => number;
  #tokens: number;
  #filledAt: number;
  /** What left in each slot, those of the last second; `#slot` is the latest. */
  readonly #slots = new Int32Array(SLOTS);
  #slot = 0;
  #lastSecond = 0;

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
    this.#moveTo(Math.floor(now / SLOT_MS));
    if (this.#tokens <= 0) return Math.max(1, Math.ceil((-this.#tokens * 1000) / perSecond));
    return this.#lastSecond < perSecond ? 0 : this.#untilRoom(now);
  }

  /** Pays for what leaves; a text in many parts may overdraw, and the next one waits longer. */
  pay(cost: number): void {
    this.#tokens -= cost;
    this.#slots[this.#slot % SLOTS] = (this.#slots[this.#slot % SLOTS] ?? 0) + cost;
    this.#lastSecond += cost;
  }

  #moveTo(slot: number): void {
    for (let at = Math.max(this.#slot + 1, slot - SLOTS + 1); at <= slot; at++) {
      this.#lastSecond -= this.#slots[at % SLOTS] ?? 0;
      this.#slots[at % SLOTS] = 0;
    }
    this.#slot = slot;
  }

  /** Until the first of the last second is a second old. */
  #untilRoom(now: number): number {
    for (let ahead = 1; ahead < SLOTS; ahead++) {
      const slot = this.#slot + ahead;
      if ((this.#slots[slot % SLOTS] ?? 0) > 0) return Math.max(1, Math.ceil(slot * SLOT_MS - now));
    }
    return SLOT_MS;
  }
}

const capacityOf = (perSecond: number): number => Math.max(1, perSecond / 10);
