import type { Outgoing } from './hand-off.ts';

const LANES = 4;
/** Messages looked at for the oldest one: canceled ones stay until their turn comes. */
const LOOK_AHEAD = 100;

/** Four first-in-first-out queues; a smaller lane always leaves first. Taking a message back costs the same with 20,000 waiting. */
export class Lanes {
  readonly #queues: Outgoing[][] = Array.from({ length: LANES }, () => []);
  readonly #heads = new Array<number>(LANES).fill(0);
  readonly #waiting = new Set<bigint>();

  get size(): number {
    return this.#waiting.size;
  }

  /** How many wait in each lane; canceled ones count until their turn comes. */
  get sizes(): readonly number[] {
    return this.#queues.map((queue, lane) => queue.length - (this.#heads[lane] ?? 0));
  }

  /** Id of the first message in each lane. */
  get oldest(): readonly (bigint | undefined)[] {
    return this.#queues.map(
      (queue, lane) =>
        queue
          .slice(this.#heads[lane] ?? 0, (this.#heads[lane] ?? 0) + LOOK_AHEAD)
          .find(({ id }) => this.#waiting.has(id))?.id,
    );
  }

  push(message: Outgoing): void {
    this.#waiting.add(message.id);
    this.#queues[Math.min(message.lane, LANES - 1)]?.push(message);
  }

  /** The next message, or undefined when none waits. */
  take(): Outgoing | undefined {
    for (let lane = 0; lane < LANES; lane++) {
      const message = this.#takeFrom(lane);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  /** Takes every message that fits the question, in no particular order; the others keep their places. */
  takeAll(fits: (message: Outgoing) => boolean): Outgoing[] {
    const taken: Outgoing[] = [];
    for (const [lane, queue] of this.#queues.entries()) {
      for (let at = this.#heads[lane] ?? 0; at < queue.length; at++) {
        const message = queue[at];
        if (message === undefined || !this.#waiting.has(message.id) || !fits(message)) continue;
        this.#waiting.delete(message.id);
        taken.push(message);
      }
    }
    return taken;
  }

  /** Forgets a message; false when it does not wait here (any more). */
  remove(id: bigint): boolean {
    return this.#waiting.delete(id);
  }

  #takeFrom(lane: number): Outgoing | undefined {
    const queue = this.#queues[lane] ?? [];
    for (let head = this.#heads[lane] ?? 0; head < queue.length; head++) {
      const message = queue[head];
      // Removed ones are passed over here instead of being searched for when they are removed.
      if (message === undefined || !this.#waiting.delete(message.id)) continue;
      this.#heads[lane] = head + 1;
      return message;
    }
    if (queue.length > 0) this.#queues[lane] = [];
    this.#heads[lane] = 0;
    return undefined;
  }
}
