import type { Database } from '../../platform/db.ts';
import { findEnabledChannel } from './queries.ts';

/** Whether a process should be holding this channel, in whatever workspace: asks as titian_worker. */
export async function isChannelEnabled(workerDb: Database, channelId: string): Promise<boolean> {
  const rows = await workerDb.query(findEnabledChannel, [channelId]);
  return rows.length > 0;
}
