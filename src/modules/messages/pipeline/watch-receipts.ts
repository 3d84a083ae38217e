import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Database, Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import { firstIdAt } from '../../../platform/ids.ts';
import { lockReceiptWatch, sampleReceipts, saveReceiptWatch } from '../queries/pipeline.ts';
import { type ReceiptSample, receiptsMissing } from './judge-receipts.ts';

const MINUTE_MS = 60_000;
/** Receipts of most providers come within seconds; phones that are off take hours, but not most of them at once. */
const WAIT_MS = 10 * MINUTE_MS;
const WINDOW_MS = 60 * MINUTE_MS;
/** Of each of ten slices: at most 500 messages of a workspace are looked at each minute. */
const PER_SLICE = 50;

export interface WatchReceiptsDeps {
  /** Worker role. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly now: () => number;
  /** Switched-on channels whose providers bring receipts. */
  readonly receiptChannels: () => Promise<
    readonly { readonly workspaceId: string; readonly channelId: string }[]
  >;
}

/** Looks for channels whose receipts stopped coming, and tells once when they do and once when they come again. */
export async function watchReceipts(deps: WatchReceiptsDeps): Promise<void> {
  const byWorkspace = new Map<string, string[]>();
  for (const { workspaceId, channelId } of await deps.receiptChannels())
    byWorkspace.set(workspaceId, [...(byWorkspace.get(workspaceId) ?? []), channelId]);
  const now = deps.now();
  for (const [workspaceId, channelIds] of byWorkspace) {
    const rows = await deps.db.query(sampleReceipts, [
      workspaceId,
      firstIdAt(now - WINDOW_MS).toString(),
      firstIdAt(now - WAIT_MS).toString(),
      new Date(now - WAIT_MS),
      PER_SLICE,
    ]);
    await deps.db.transaction(async (tx) => {
      for (const channelId of channelIds) {
        const sample = rows.find((row) => row.channel_id === channelId) ?? { sampled: 0, missing: 0 };
        await keepSample(deps, tx, { workspaceId, channelId, sample });
      }
    });
  }
}

async function keepSample(
  { bus }: WatchReceiptsDeps,
  tx: Transaction,
  watched: { readonly workspaceId: string; readonly channelId: string; readonly sample: ReceiptSample },
): Promise<void> {
  const { workspaceId, channelId, sample } = watched;
  const { sampled, missing } = sample;
  const [row] = await tx.query(lockReceiptWatch, [workspaceId, channelId]);
  const before = row !== undefined && row.missing_since !== null;
  const after = receiptsMissing(sample, before);
  await tx.query(saveReceiptWatch, [workspaceId, channelId, sampled, missing, after]);
  if (before === after) return;
  await bus.publish(tx, [
    {
      type: after ? 'channel.receipts_missing' : 'channel.receipts_back',
      workspaceId,
      actor: { kind: 'system', id: 'pipeline' },
      resource: publicIdOfUuid('chn', channelId),
      data: { sampled, missing },
    },
  ]);
}
