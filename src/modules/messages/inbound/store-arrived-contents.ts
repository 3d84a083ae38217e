import type { IncomingContent } from '../../../lib/message-content.ts';
import { storableJson } from '../../../lib/storable-text.ts';
import type { Transaction } from '../../../platform/db.ts';
import { firstIdAt, type PublicIds } from '../../../platform/ids.ts';
import { insertContents } from '../queries/content.ts';
import { findInboundKeys, insertMediaFetches } from '../queries/inbound.ts';
import { findByExternalId } from '../queries/record.ts';
import type { Arrival } from './arrival.ts';

/** People answer old messages too; the bound keeps the look-up out of older partitions. */
const OLDEST_MS = 30 * 24 * 3_600_000;

/** What they hold besides their text, the messages of ours that they speak of, and the files to be fetched. */
export async function storeArrivedContents(
  publicIds: PublicIds,
  tx: Transaction,
  workspaceId: string,
  arrivals: readonly Arrival[],
): Promise<void> {
  const rich = arrivals.filter(({ content, spokenOf }) => content !== undefined || spokenOf !== undefined);
  if (rich.length === 0) return;
  const abouts = await findSpokenOf(tx, workspaceId, rich);
  const aboutOf = (one: Arrival) => abouts.get(keyOf(one.channel.id, one.spokenOf ?? ''));
  await tx.query(insertContents, [
    workspaceId,
    rich.map(({ id }) => id.toString()),
    rich.map((one) => jsonOf(publicIds, one.content, aboutOf(one))),
    rich.map(() => null),
    rich.map((one) => aboutOf(one) ?? null),
    rich.map(({ spokenOf }) => spokenOf ?? null),
    rich.map(({ channel }) => channel.id),
  ]);
  const files = rich.flatMap(({ id, channel, media }) =>
    media === null ? [] : [{ id: id.toString(), channelId: channel.id, media }],
  );
  if (files.length === 0) return;
  await tx.query(insertMediaFetches, [
    workspaceId,
    files.map(({ id }) => id),
    files.map(({ channelId }) => channelId),
    files.map(({ media }) => media),
  ]);
}

/** A reaction names the message by our public id, where it is one of ours. */
function jsonOf(
  publicIds: PublicIds,
  content: IncomingContent | undefined,
  about: string | undefined,
): string | null {
  if (content === undefined) return null;
  const isLinked = content.type === 'reaction' && about !== undefined;
  return storableJson(isLinked ? { ...content, message: publicIds.encode('msg', BigInt(about)) } : content);
}

/** Ours that was sent, or one of theirs; missing where the provider's id is nobody's here. */
async function findSpokenOf(
  tx: Transaction,
  workspaceId: string,
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<string, string>> {
  const asked = arrivals.flatMap(({ channel, spokenOf, at }) =>
    spokenOf === undefined ? [] : [{ channelId: channel.id, externalId: spokenOf, at: at.getTime() }],
  );
  if (asked.length === 0) return new Map();
  const channelIds = asked.map(({ channelId }) => channelId);
  const externalIds = asked.map(({ externalId }) => externalId);
  const since = firstIdAt(Math.min(...asked.map(({ at }) => at)) - OLDEST_MS).toString();
  const [sent, received] = await Promise.all([
    tx.query(findByExternalId, [asked.map(() => workspaceId), channelIds, externalIds, since]),
    tx.query(findInboundKeys, [workspaceId, channelIds, externalIds]),
  ]);
  return new Map(
    [...received, ...sent].map((row) => [keyOf(row.channel_id, row.external_id), row.message_id]),
  );
}

const keyOf = (channelId: string, externalId: string): string => `${channelId} ${externalId}`;
