/** Some providers take free content only for a while after the person wrote; outside it only approved templates. */
import type { ChannelType } from '../../../channels/channel.ts';
import type { Executor } from '../../../platform/db.ts';
import type { StoredDraft } from '../accept/store-drafts.ts';
import { findWindows } from '../queries/content.ts';
import type { Rich } from './rich.ts';

export const needsWindow = (type: ChannelType, rich: Rich | null): boolean =>
  type.capabilities.windowHours !== undefined && rich?.content?.type !== 'template';

/**
 * The drafts that may not leave because their window is closed; the others learn until when it is open, and templates
 * that cost something else within it take that price.
 */
export async function closedWindows(
  tx: Executor,
  workspaceId: string,
  drafts: readonly StoredDraft[],
  now: number,
): Promise<ReadonlySet<StoredDraft>> {
  const asking = drafts.filter(
    ({ draft, inWindow }) => inWindow !== null || needsWindow(draft.route.channel.type, draft.rich),
  );
  const closed = new Set<StoredDraft>();
  if (asking.length === 0) return closed;
  const open = await openUntil(
    tx,
    workspaceId,
    asking.map(({ draft }) => ({ channelId: draft.route.channel.id, party: draft.to })),
  );
  for (const one of asking) {
    const until = open(one.draft.route.channel.id, one.draft.to);
    const isOpen = until > (one.draft.sendAt ?? now);
    if (one.inWindow !== null) {
      if (!isOpen) continue;
      one.draft = { ...one.draft, price: one.inWindow.price };
      one.charge = one.inWindow.charge;
      continue;
    }
    one.windowUntil = until;
    if (!isOpen) closed.add(one);
  }
  return closed;
}

/** Looks up windows; what comes back answers in milliseconds since the epoch, 0 for people who never wrote. */
export async function openUntil(
  db: Executor,
  workspaceId: string,
  wanted: readonly { readonly channelId: string; readonly party: string }[],
): Promise<(channelId: string, party: string) => number> {
  const rows = await db.query(findWindows, [
    workspaceId,
    wanted.map(({ channelId }) => channelId),
    wanted.map(({ party }) => party),
  ]);
  const times = new Map(rows.map((row) => [`${row.channel_id} ${row.party}`, row.open_until.getTime()]));
  return (channelId, party) => times.get(`${channelId} ${party}`) ?? 0;
}
