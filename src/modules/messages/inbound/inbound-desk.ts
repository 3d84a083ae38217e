/**
 * Takes what people write and stores it in batches: messages of a workspace that come while a transaction is under way
 * share the next one. The provider's acknowledgement waits for the commit, so a crash makes it repeat, never lose.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingEvent } from '../../../channels/channel.ts';
import { type Database } from '../../../platform/db.ts';
import { DatabaseUnavailable } from '../../../platform/db-errors.ts';
import type { IdSource } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/log.ts';
import { Problem } from '../../../platform/problem.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { messagesErrors } from '../errors.ts';
import type { LiveHub } from '../read/live-hub.ts';
import { type Arrival, readArrival } from './arrival.ts';
import { type StoreDeps, storeArrivals } from './store-arrivals.ts';

/** Most messages in one transaction. */
const BATCH_MESSAGES = 500;
/** A small batch gathers a little longer: a transaction with one message of a new person costs as much as one with five. */
const GATHER_MS = 5;
const GATHER_MESSAGES = 50;
/** Transactions at a time, of different workspaces: the pipelines share eight connections. */
const FLUSHES_AT_ONCE = 3;
/** Most messages that wait, about 2 KB each; beyond it providers are asked to come again. */
const MOST_WAITING = 20_000;
const RETRY_SECONDS = 5;

export interface InboundDeskDeps extends StoreDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  readonly ids: IdSource;
  readonly log: Logger;
  readonly live: LiveHub;
  /** Files wait to be fetched. */
  readonly onMedia: () => void;
}

interface Waiting {
  readonly arrival: Arrival;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class InboundDesk {
  readonly #deps: InboundDeskDeps;
  /** What waits, by workspace, in the order in which it came; one transaction at a time for each, which keeps the order. */
  readonly #lanes = new Map<string, Waiting[]>();
  /** What waits or is being stored, by channel and provider's id. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #runs = new Set<Promise<void>>();
  #flushing = 0;
  #turns: (() => void)[] = [];

  constructor(deps: InboundDeskDeps) {
    this.#deps = deps;
  }

  /** Resolves after the commit. Rejects when it could not be stored: the provider will repeat. */
  async receive(channel: OpenChannel, event: IncomingEvent): Promise<void> {
    const id = this.#deps.ids.next();
    const arrival = readArrival({ id, publicId: this.#deps.publicIds.encode('msg', id) }, channel, event);
    const key = `${channel.id} ${arrival.externalId}`;
    // A copy shares the fate of the first one.
    const first = this.#underWay.get(key);
    if (first !== undefined) return first;
    if (this.#underWay.size >= MOST_WAITING)
      throw new Problem(messagesErrors.overloaded, { retryAfterSeconds: RETRY_SECONDS });
    const stored = new Promise<void>((resolve, reject) => this.#join({ arrival, resolve, reject }));
    this.#underWay.set(key, stored);
    try {
      await stored;
    } finally {
      this.#underWay.delete(key);
    }
  }

  /** Resolves when everything that came is stored or refused. */
  async stop(): Promise<void> {
    while (this.#runs.size > 0) await Promise.all(this.#runs);
  }

  #join(waiting: Waiting): void {
    const { workspaceId } = waiting.arrival.channel;
    const lane = this.#lanes.get(workspaceId);
    if (lane !== undefined) return void lane.push(waiting);
    const fresh = [waiting];
    this.#lanes.set(workspaceId, fresh);
    const run = this.#run(workspaceId, fresh).finally(() => this.#runs.delete(run));
    this.#runs.add(run);
  }

  async #run(workspaceId: string, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      if (lane.length < GATHER_MESSAGES) await sleep(GATHER_MS);
      await this.#turn();
      const isAway = !(await this.#settle(workspaceId, lane.splice(0, BATCH_MESSAGES)));
      this.#endTurn();
      // Whoever waits would wait in vain, for the patience of one statement after the other.
      if (isAway)
        for (const one of lane.splice(0)) one.reject(new DatabaseUnavailable('the database is away'));
    }
    this.#lanes.delete(workspaceId);
  }

  #turn(): Promise<void> | undefined {
    this.#flushing += 1;
    if (this.#flushing <= FLUSHES_AT_ONCE) return undefined;
    return new Promise((resolve) => this.#turns.push(resolve));
  }

  #endTurn(): void {
    this.#flushing -= 1;
    this.#turns.shift()?.();
  }

  /** False when the database is away. What fails for another reason is stored by halves, until the one is alone that cannot be. */
  async #settle(workspaceId: string, batch: readonly Waiting[]): Promise<boolean> {
    const parts = [batch];
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      try {
        await this.#store(workspaceId, part);
      } catch (error) {
        if (error instanceof DatabaseUnavailable) {
          for (const one of [part, ...parts].flat()) one.reject(error);
          return false;
        }
        const half = Math.ceil(part.length / 2);
        if (part.length > 1) parts.unshift(part.slice(0, half), part.slice(half));
        else this.#refuse(part, error);
      }
    }
    return true;
  }

  async #store(workspaceId: string, batch: readonly Waiting[]): Promise<void> {
    const arrivals = batch.map(({ arrival }) => arrival);
    const { db, live, onMedia } = this.#deps;
    const fresh = await db.transaction((tx) => storeArrivals(this.#deps, tx, workspaceId, arrivals));
    for (const { resolve } of batch) resolve();
    for (const { publicId } of fresh) live.publish(workspaceId, { type: 'message.received', id: publicId });
    if (fresh.some(({ media }) => media !== null)) onMedia();
  }

  #refuse(part: readonly Waiting[], error: unknown): void {
    for (const { arrival, reject } of part) {
      const { channel, publicId } = arrival;
      this.#deps.log.error(
        { err: error, channel: channel.id, message: publicId },
        'a message was not stored',
      );
      reject(error);
    }
  }
}
