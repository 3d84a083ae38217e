import type { Transaction } from '../../platform/db.ts';
import type { IdSource } from '../../platform/ids.ts';
import { insertDeliveries } from './queries/deliveries.ts';
import type { Target, Targets } from './send/targets.ts';

/** Something that happened, for whoever wants to hear of it. */
export interface WebhookFact {
  readonly workspaceId: string;
  /** One of `WEBHOOK_TYPES`. */
  readonly type: string;
  /** Deliveries under one key reach an endpoint one after the other: the id of what it is about, at most 100 characters. */
  readonly key: string;
  /** Plain JSON; see contract.ts. */
  readonly data: unknown;
}

/** A delivery in a format of its own, for an endpoint that another module keeps. */
export interface RawDelivery {
  readonly workspaceId: string;
  /** UUID */
  readonly endpointId: string;
  readonly type: string;
  /** As of a fact. */
  readonly key: string;
  readonly payload: string;
}

export interface WebhookQueue {
  /** Whether anybody would hear of it; from memory, at most a second old. */
  wants(workspaceId: string, type: string): boolean;
  /**
   * Queues the facts for every endpoint that wants them, in the caller's transaction, with one statement
   * for all of them and none when nobody listens.
   */
  enqueue(tx: Transaction, facts: readonly WebhookFact[]): Promise<void>;
  /** Queues payloads as they are for endpoints that another module keeps, in its own format. */
  enqueueRaw(tx: Transaction, deliveries: readonly RawDelivery[]): Promise<void>;
  /** The same for one endpoint, whatever it subscribed to; returns the delivery's id. */
  enqueueFor(tx: Transaction, target: Pick<Target, 'workspaceId' | 'id'>, fact: WebhookFact): Promise<bigint>;
}

export interface WebhookQueueDeps {
  readonly targets: Targets;
  readonly ids: IdSource;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A hint, given before the commit, that these endpoints may soon have something. */
  readonly onQueued: (endpointIds: readonly string[]) => void;
}

interface NewDelivery {
  readonly target: Pick<Target, 'workspaceId' | 'id'>;
  readonly id: bigint;
  readonly fact: Pick<WebhookFact, 'type' | 'key'>;
  readonly payload: string;
}

export function createWebhookQueue(deps: WebhookQueueDeps): WebhookQueue {
  const payloadOf = ({ type, data }: WebhookFact): string =>
    JSON.stringify({ type, timestamp: new Date(deps.now()).toISOString(), data });

  async function insert(tx: Transaction, rows: readonly NewDelivery[]): Promise<void> {
    await tx.query(insertDeliveries, [
      rows.map(({ target }) => target.workspaceId),
      rows.map(({ target }) => target.id),
      rows.map(({ id }) => id.toString()),
      rows.map(({ fact }) => fact.type),
      rows.map(({ fact }) => fact.key),
      rows.map(({ payload }) => payload),
    ]);
    deps.onQueued([...new Set(rows.map(({ target }) => target.id))]);
  }

  return {
    wants: (workspaceId, type) => deps.targets.wants(workspaceId, type),
    async enqueue(tx, facts) {
      const rows = facts.flatMap((fact): NewDelivery[] => {
        const targets = deps.targets.of(fact.workspaceId, fact.type);
        if (targets.length === 0) return [];
        const payload = payloadOf(fact);
        return targets.map((target) => ({ target, id: deps.ids.next(), fact, payload }));
      });
      if (rows.length > 0) await insert(tx, rows);
    },
    async enqueueRaw(tx, deliveries) {
      const rows = deliveries.map(({ workspaceId, endpointId, type, key, payload }): NewDelivery => {
        const target = { workspaceId, id: endpointId };
        return { target, id: deps.ids.next(), fact: { type, key }, payload };
      });
      if (rows.length > 0) await insert(tx, rows);
    },
    async enqueueFor(tx, target, fact) {
      const id = deps.ids.next();
      await insert(tx, [{ target, id, fact, payload: payloadOf(fact) }]);
      return id;
    },
  };
}
