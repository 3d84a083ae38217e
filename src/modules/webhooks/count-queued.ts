import type { Executor } from '../../platform/db.ts';
import { countQueued } from './queries/depth.ts';

/** Deliveries still to be made, of all workspaces; 100,000 at most. Worker role. */
export async function countQueuedWebhooks(db: Executor): Promise<number> {
  const [row] = await db.query(countQueued, []);
  return row?.queued ?? 0;
}

/** Tables whose rows come and go with every delivery. */
export const WEBHOOK_QUEUES: readonly string[] = ['webhooks.queue'];
