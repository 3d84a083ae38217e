import type { Outgoing } from '../hand-off.ts';

const LANES = 4;
/** Messages looked at for the oldest one: canceled ones stay for a while. */
const LOOK_AHEAD = 100;
/** Places of messages that have gone are cleared when they are more than those of messages that wait, and than this. */
const FEW_GAPS = 1_000;

/** Four first-in-first-out queues; a smaller lane always leaves first. Taking a message back costs the same with 20,000 waiting. */
export class Lanes {
  readonly #queues: Outgoing[][] = Array.from({ length: LANES }, () => []);
  readonly #heads = new Array<number>(LANES).fill(0);
  #size = 0;
  /** Taken back, and still in their places. */
  readonly #removed = new Set<Outgoing>();
  /**
   * What waits, made when the first message is taken back and kept until none waits: for the many that nobody takes back
   * it would cost 0.6 µs each.
   */
  #byId: Map<bigint, Outgoing> | undefined;

  get size(): number {
    return this.#size;
  }

  /** How many wait in each lane; canceled ones count until their places are cleared. */
  get sizes(): readonly number[] {
    return this.#queues.map((queue, lane) => queue.length - (this.#heads[lane] ?? 0));
  }

  /** Id of the first message in each lane. */
  get oldest(): readonly (bigint | undefined)[] {
    return this.#queues.map(
      (queue, lane) =>
        queue
          .slice(this.#heads[lane] ?? 0, (this.#heads[lane] ?? 0) + LOOK_AHEAD)
          .find((message) => !this.#removed.has(message))?.id,
    );
  }

  push(message: Outgoing): void {
    this.#size += 1;
    this.#byId?.set(message.id, message);
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
    this.#keep((message) => {
      if (!fits(message)) return true;
      taken.push(message);
      return false;
    });
    for (const message of taken) this.#leave(message);
    return taken;
  }

  /** Forgets a message and returns it; undefined when it does not wait here (any more). */
  remove(id: bigint): Outgoing | undefined {
    this.#byId ??= this.#index();
    const message = this.#byId.get(id);
    if (message === undefined) return undefined;
    this.#removed.add(message);
    this.#leave(message);
    if (this.#removed.size > Math.max(FEW_GAPS, this.#size)) this.#keep(() => true);
    return message;
  }

  #takeFrom(lane: number): Outgoing | undefined {
    const queue = this.#queues[lane] ?? [];
    let head = this.#heads[lane] ?? 0;
    let taken: Outgoing | undefined;
    for (; head < queue.length && taken === undefined; head++) {
      const message = queue[head];
      // Removed ones are passed over here instead of being searched for when they are removed.
      const isGone = message === undefined || (this.#removed.size > 0 && this.#removed.delete(message));
      if (!isGone) taken = message;
    }
    // What has left is let go of: a queue that never runs empty would hold every message it ever had.
    const clears = head > 0 && (head === queue.length || (head > FEW_GAPS && head * 2 > queue.length));
    if (clears) queue.splice(0, head);
    this.#heads[lane] = clears ? 0 : head;
    if (taken !== undefined) this.#leave(taken);
    return taken;
  }

  /** It does not wait any more. */
  #leave(message: Outgoing): void {
    this.#size -= 1;
    if (this.#size === 0) this.#byId = undefined;
    else this.#byId?.delete(message.id);
  }

  #index(): Map<bigint, Outgoing> {
    const byId = new Map<bigint, Outgoing>();
    for (const [lane, queue] of this.#queues.entries())
      for (const message of queue.slice(this.#heads[lane] ?? 0))
        if (!this.#removed.has(message)) byId.set(message.id, message);
    return byId;
  }

  /** Clears the places of all that have gone, and of those that waited and shall not be kept. */
  #keep(stays: (message: Outgoing) => boolean): void {
    for (const [lane, queue] of this.#queues.entries()) {
      this.#queues[lane] = queue
        .slice(this.#heads[lane] ?? 0)
        .filter((message) => !this.#removed.has(message) && stays(message));
      this.#heads[lane] = 0;
    }
    this.#removed.clear();
  }
}
