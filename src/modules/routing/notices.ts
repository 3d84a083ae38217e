/** News of providers about a channel: a template that was rejected, a number's quality, an account under review. */
import type { z } from 'zod';
import type { ChannelNotice as NoticeEvent } from '../../channels/channel.ts';
import { storableJson, storableText } from '../../lib/storable-text.ts';
import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import type { Transaction } from '../../platform/db.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../accounts/index.ts';
import type { ChannelNotice } from './contract.ts';
import type { RoutingDeps } from './deps.ts';
import { routingErrors } from './errors.ts';
import { insertNotice, listNotices } from './queries.ts';

/** As many as a page shows; older ones are history. */
const NEWEST = 50;

/** In the caller's transaction; told again, it is kept once. */
export async function recordNotice(
  tx: Transaction,
  channel: { readonly workspaceId: string; readonly id: string },
  notice: NoticeEvent,
): Promise<void> {
  await tx.query(insertNotice, [
    channel.workspaceId,
    channel.id,
    storableText(notice.externalId),
    notice.topic,
    storableText(notice.subject),
    storableText(notice.state),
    notice.detail === undefined ? null : storableText(notice.detail),
    notice.level,
    notice.at,
    storableJson({ ...notice.data }),
  ]);
}

/** Newest first. */
export async function listChannelNotices(
  { db, tables }: RoutingDeps,
  actor: Actor,
  publicId: string,
): Promise<z.infer<typeof ChannelNotice>[]> {
  const workspaceId = requireWorkspace(actor);
  const id = uuidOfPublicId('chn', publicId);
  const { names } = await tables.of(workspaceId);
  if (id === undefined || !names.has(id)) throw new Problem(routingErrors.channel_not_found, { field: 'id' });
  const rows = await db.queryInWorkspace(workspaceId, listNotices, [workspaceId, id, NEWEST]);
  return rows.map((row) => ({ ...row, id: publicIdOfUuid('ntc', row.id), at: row.at.toISOString() }));
}
