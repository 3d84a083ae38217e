import type { Database, Transaction } from '../db.ts';
import type { Logger } from '../log.ts';
import type { StoredEvent, Subscriber } from './event.ts';
import { claimDelivery, type DeliveryRow, deleteDelivery, postponeDelivery } from './queries.ts';

/** How long an idle runner sleeps; a publish in the same process wakes it sooner. */
const IDLE_MS = 500;

export interface EventRunner {
  wake(): void;
  /** Handles everything that is due, then resolves. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Hands each waiting event to its subscriber: one transaction for the handling and the removal. */
export function startEventRunner(deps: {
  readonly db: Database;
  readonly subscribers: readonly Subscriber[];
  readonly log: Logger;
}): EventRunner {
  const byName = new Map(deps.subscribers.map((subscriber) => [subscriber.name, subscriber]));
  const names = [...byName.keys()];
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function handleOne(): Promise<boolean> {
    let claimed: DeliveryRow | undefined;
    try {
      return await deps.db.transaction(async (tx) => {
        [claimed] = await tx.query(claimDelivery, [names]);
        if (claimed === undefined) return false;
        await handle(tx, claimed, byName);
        await tx.query(deleteDelivery, [claimed.workspace_id, claimed.event_id, claimed.subscriber]);
        return true;
      });
    } catch (error) {
      if (claimed === undefined) throw error;
      const { workspace_id, event_id, subscriber } = claimed;
      deps.log.error({ err: error, subscriber, event: claimed.type }, 'event handler failed');
      await deps.db.query(postponeDelivery, [workspace_id, event_id, subscriber, String(error)]);
      return true;
    }
  }

  async function drain(): Promise<void> {
    try {
      while (!stopped && (await handleOne()));
    } catch (error) {
      deps.log.warn({ err: error }, 'event runner waits for the database');
    }
  }

  function schedule(delay: number): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(drain).finally(() => schedule(IDLE_MS));
    }, delay);
  }
  schedule(0);

  return {
    wake: () => schedule(5),
    drain: () => {
      running = running.then(drain);
      return running;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function handle(
  tx: Transaction,
  row: DeliveryRow,
  byName: ReadonlyMap<string, Subscriber>,
): Promise<void> {
  const event: StoredEvent = {
    id: row.event_id,
    type: row.type,
    workspaceId: row.workspace_id,
    actor: { kind: row.actor_kind, id: row.actor_id },
    resource: row.resource,
    data: row.data,
    at: row.at,
  };
  await byName.get(row.subscriber)?.handle(tx, event);
}
