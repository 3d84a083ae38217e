import type { Database } from '../../../platform/db.ts';
import { countOutboxLanes, type OutboxLaneRow } from '../queries/pipeline.ts';

/** What waits in the outbox for these channels, and in nobody's memory. Worker role. */
export const countWaitingByLane = (
  db: Database,
  channels: readonly { readonly workspaceId: string; readonly id: string }[],
): Promise<OutboxLaneRow[]> =>
  db.query(countOutboxLanes, [channels.map((one) => one.workspaceId), channels.map((one) => one.id)]);
