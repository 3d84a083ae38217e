import type { Database } from '../../../platform/db.ts';
import { type OpenChannel, type RoutingTables, senderAfterFallback } from '../../routing/index.ts';
import { hasContent } from '../dispatch/outgoing-charge.ts';
import type { ClaimedRow } from '../queries/outbox.ts';
import type { TextSeal } from '../text-seal.ts';
import { needsWindow, openUntil } from './conversation-window.ts';
import type { Rich } from './rich.ts';
import { loadRich } from './store-contents.ts';

/** What messages from the outbox are besides their texts. */
export interface Extras {
  richOf(row: ClaimedRow): Rich | null;
  /** False when it has a content that nobody can read any more. */
  isReadable(row: ClaimedRow): boolean;
  /** Milliseconds until when the channel takes it; null where there is no such limit. */
  windowOf(row: ClaimedRow): number | null;
  /** As what it leaves: another medium has other senders. */
  senderOf(row: ClaimedRow): string;
}

const NOTHING: Extras = {
  richOf: () => null,
  isReadable: () => true,
  windowOf: () => null,
  senderOf: ({ sender }) => sender,
};

export async function extrasOf(
  deps: { readonly db: Database; readonly texts: TextSeal; readonly tables: RoutingTables },
  channel: OpenChannel,
  rows: readonly ClaimedRow[],
): Promise<Extras> {
  const { workspaceId, type } = channel;
  const rich = rows.filter(hasContent);
  const limited = type.capabilities.windowHours !== undefined;
  const moved = rows.some(({ attempt }) => attempt > 1);
  if (rich.length === 0 && !limited && !moved) return NOTHING;
  const table = moved ? await deps.tables.of(workspaceId) : undefined;
  const ids = rich.map(({ id }) => id);
  const contents = ids.length === 0 ? new Map() : await loadRich(deps.db, workspaceId, ids, deps.texts);
  const richOf = (row: ClaimedRow): Rich | null => contents.get(row.id) ?? null;
  const asking = limited ? rows.filter((row) => needsWindow(type, richOf(row))) : [];
  const wanted = asking.map(({ recipient }) => ({ channelId: channel.id, party: recipient }));
  const open = wanted.length === 0 ? () => 0 : await openUntil(deps.db, workspaceId, wanted);
  const asked = new Set(asking);
  return {
    richOf,
    isReadable: (row) => !hasContent(row) || contents.has(row.id),
    senderOf: ({ sender, attempt }) =>
      table === undefined || attempt === 1 ? sender : senderAfterFallback(table, channel.id, sender),
    windowOf: (row) => (asked.has(row) ? open(channel.id, row.recipient) : null),
  };
}
