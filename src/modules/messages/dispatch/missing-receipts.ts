import type { Clock } from '../../../channels/channel.ts';
import type { Database } from '../../../platform/db.ts';
import type { Logger } from '../../../platform/log.ts';
import { fitFallback, type RoutingTables } from '../../routing/index.ts';
import { insertFallbackEvents, takeOverdueReceipts } from '../queries/record.ts';
import { returnToOutbox } from '../queries/outbox.ts';
import { readPlan } from './fallback-plan.ts';

const ROWS = 500;

/**
 * Sends messages another way whose receipt has not come in time. Taking them and putting them into the outbox is one
 * transaction, and their plan ends there: a message falls back once. It costs nothing more: the first sending is charged.
 */
export async function fallBackWithoutReceipt(deps: {
  /** Worker role */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tables: RoutingTables;
  /** Open here, and without a way to take messages back first. */
  readonly channelIds: readonly string[];
}): Promise<void> {
  const moved = await deps.db.transaction(async (tx) => {
    const overdue = await tx.query(takeOverdueReceipts, [ROWS, deps.channelIds]);
    const now = deps.clock.now();
    let count = 0;
    for (const row of overdue) {
      const plan = readPlan(row.plan);
      if (row.told || plan === null || row.expires_at.getTime() <= now) continue;
      const channelId = fitFallback(await deps.tables.of(row.workspace_id), plan.fallbacks);
      if (channelId === undefined) continue;
      const { workspace_id: workspaceId, message_id: id, attempt, lane } = row;
      tx.send(returnToOutbox, [
        workspaceId,
        [id],
        [attempt + 1],
        [channelId],
        [lane],
        [row.expires_at.getTime()],
        [0],
      ]);
      tx.send(insertFallbackEvents, [workspaceId, id, channelId, attempt + 1]);
      count += 1;
    }
    return count;
  });
  if (moved > 0) deps.log.info({ messages: moved }, 'messages without a receipt took their fallback');
}
