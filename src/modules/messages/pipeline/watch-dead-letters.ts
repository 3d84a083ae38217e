import type { Database } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import { findGrowingDeadLetters, markDeadLettersTold } from '../queries/pipeline.ts';

/** Publishes `dead_letters.growing` for each workspace with new letters, once in ten minutes at most. Returns how many were told. */
export async function watchDeadLetters(deps: {
  /** Worker role. */
  readonly db: Database;
  readonly bus: EventBus;
}): Promise<number> {
  const growing = await deps.db.query(findGrowingDeadLetters, []);
  for (const { workspace_id: workspaceId, newest, letters } of growing) {
    await deps.db.transaction(async (tx) => {
      const told = await tx.query(markDeadLettersTold, [workspaceId, newest]);
      if (told.length === 0) return;
      await deps.bus.publish(tx, [
        {
          type: 'dead_letters.growing',
          workspaceId,
          actor: { kind: 'system', id: 'pipeline' },
          resource: 'dead_letters',
          data: { letters },
        },
      ]);
    });
  }
  return growing.length;
}
