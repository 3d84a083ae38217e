import type { Database } from '../../../platform/db.ts';
import { countOutboxLanes, type OutboxLaneRow } from '../queries/pipeline.ts';

/** What waits in the outbox for these channels, and in nobody's memory. Worker role. */
export const countWaitingByLane = (
  db: Database,
  channels: readonly { readonly workspaceId: string; readonly id: string }[],
): Promise<OutboxLaneRow[]> =>
  db.query(countOutboxLanes, [channels.map((one) => one.workspaceId), channels.map((one) => one.id)]);

/** Tables whose rows come and go with every message: what keeps vacuum away shows here first. */
export const MESSAGE_QUEUES: readonly string[] = [
  'messages.outbox',
  'messages.hand_off',
  'messages.count_delta',
];
