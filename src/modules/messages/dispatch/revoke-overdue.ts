import type { Database } from '../../../platform/db.ts';
import type { Logger } from '../../../platform/log.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { dropAwaited, leaseOverdueReceipts, markRevoked } from '../queries/record.ts';

const ROWS = 100;
/** All of a round; well below the 30 s for which its messages are set aside. */
const DEADLINE_MS = 15_000;

/**
 * Takes messages back at providers that can, before their fallback: a person should not get the same twice. One that
 * turns out to be delivered stays; of which nobody knows, goes another way all the same, as without this.
 */
export async function revokeOverdue(
  deps: { readonly db: Database; readonly log: Logger },
  channels: readonly OpenChannel[],
): Promise<void> {
  const able = new Map(
    channels.flatMap((one) => (one.connection.revoke === undefined ? [] : [[one.id, one] as const])),
  );
  if (able.size === 0) return;
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const rows = await deps.db.query(leaseOverdueReceipts, [ROWS, [...able.keys()]]);
  await Promise.all(
    rows.map(async (row) => {
      const connection = able.get(row.channel_id)?.connection;
      const outcomes = await Promise.all(
        row.external_ids.map(async (id) => connection?.revoke?.(id, row.recipient, signal) ?? 'unknown'),
      ).catch((error: unknown) => {
        deps.log.error({ err: error, channel: row.channel_id }, 'adapter failed while revoking');
        return ['unknown'];
      });
      const settled = outcomes.includes('delivered') ? dropAwaited : markRevoked;
      await deps.db.query(settled, [row.workspace_id, row.message_id]);
    }),
  );
}
