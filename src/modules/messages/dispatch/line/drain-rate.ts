/** Messages that one sample spans. */
const SAMPLE = 1_000;
/** A sample that ended longer ago says nothing about now, milliseconds. */
const STALE_MS = 1_000;

/** How fast a line gets rid of messages, over the last thousand of them. */
export class DrainRate {
  readonly #monotonic: () => number;
  #since = 0;
  #gone = 0;
  #perMs = 0;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** A message is done with. */
  count(): void {
    this.#gone += 1;
    if (this.#gone < SAMPLE) return;
    const now = this.#monotonic();
    this.#perMs = this.#gone / Math.max(1, now - this.#since);
    this.#since = now;
    this.#gone = 0;
  }

  /** Messages per millisecond; 0 when it cannot be told or nothing has left lately. */
  get perMs(): number {
    return this.#monotonic() - this.#since > STALE_MS ? 0 : this.#perMs;
  }
}
