import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable } from '../../../platform/db-errors.ts';

/** Most items in one transaction. */
const BATCH_ITEMS = 500;
/** A small batch gathers a little longer: a transaction with one message of a new person costs as much as one with five. */
const GATHER_MS = 5;
const GATHER_ITEMS = 50;
/** Transactions at a time, of different lanes: the pipelines share eight connections. */
const STORES_AT_ONCE = 3;

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Stores all of them, or none and throws. */
type Store<Item> = (lane: string, items: readonly Item[]) => Promise<void>;

/**
 * Group commit in order: what comes while a lane's transaction is under way shares its next one. A lane has one
 * transaction at a time, which keeps the order of what it carries.
 */
export class StoreLanes<Item> {
  readonly #store: Store<Item>;
  readonly #lanes = new Map<string, Waiting<Item>[]>();
  readonly #runs = new Set<Promise<void>>();
  readonly #turns: (() => void)[] = [];
  #storing = 0;

  constructor(store: Store<Item>) {
    this.#store = store;
  }

  /** Resolves after the commit; rejects when nothing was stored. */
  add(lane: string, item: Item): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const queue = this.#lanes.get(lane);
      if (queue !== undefined) return void queue.push(waiting);
      const fresh = [waiting];
      this.#lanes.set(lane, fresh);
      const run = this.#run(lane, fresh).finally(() => this.#runs.delete(run));
      this.#runs.add(run);
    });
  }

  /** Resolves when nothing waits any more. */
  async stop(): Promise<void> {
    while (this.#runs.size > 0) await Promise.all(this.#runs);
  }

  async #run(lane: string, queue: Waiting<Item>[]): Promise<void> {
    while (queue.length > 0) {
      if (queue.length < GATHER_ITEMS) await sleep(GATHER_MS);
      await this.#turn();
      const isAway = !(await this.#settle(lane, queue.splice(0, BATCH_ITEMS)));
      this.#endTurn();
      // Whoever waits would wait in vain, for the patience of one statement after the other.
      if (isAway) for (const { reject } of queue.splice(0)) reject(new DatabaseUnavailable('still away'));
    }
    this.#lanes.delete(lane);
  }

  #turn(): Promise<void> | undefined {
    this.#storing += 1;
    if (this.#storing <= STORES_AT_ONCE) return undefined;
    return new Promise((resolve) => this.#turns.push(resolve));
  }

  #endTurn(): void {
    this.#storing -= 1;
    this.#turns.shift()?.();
  }

  /** False when the database is away. What fails for another reason is stored by halves, until the one is alone that cannot be. */
  async #settle(lane: string, batch: readonly Waiting<Item>[]): Promise<boolean> {
    const parts = [batch];
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      try {
        const items = part.map(({ item }) => item);
        await this.#store(lane, items);
        for (const { resolve } of part) resolve();
      } catch (error) {
        const isAway = error instanceof DatabaseUnavailable;
        if (isAway || part.length === 1) for (const { reject } of part) reject(error);
        if (isAway) {
          for (const { reject } of parts.flat()) reject(error);
          return false;
        }
        const half = Math.ceil(part.length / 2);
        if (part.length > 1) parts.unshift(part.slice(0, half), part.slice(half));
      }
    }
    return true;
  }
}
