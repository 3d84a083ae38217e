/** What a provider brought over a channel that is no message of this system, for people to look at. */
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { routingErrors } from '../../routing/index.ts';
import type { KeptDetail, KeptEntry, KeptPage } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { messagesErrors } from '../errors.ts';
import { findRaw, type KeptRow, listRaw } from '../queries/kept.ts';
import { hidesNumbers } from '../read/mask-party.ts';
import { maskNumbersIn } from './mask-numbers.ts';

type KeptDeps = Pick<MessagesDeps, 'db' | 'tables'>;

async function channelOf({ tables }: KeptDeps, workspaceId: string, publicId: string): Promise<string> {
  const id = uuidOfPublicId('chn', publicId);
  const { names } = await tables.of(workspaceId);
  if (id === undefined || !names.has(id)) throw new Problem(routingErrors.channel_not_found, { field: 'id' });
  return id;
}

const entryOf = (row: KeptRow): z.infer<typeof KeptEntry> => ({
  id: publicIdOfUuid('raw', row.id),
  kind: row.kind,
  at: row.at.toISOString(),
  keptAt: row.kept_at.toISOString(),
  size: row.size,
});

/** Newest first. */
export async function listKept(
  deps: KeptDeps,
  actor: Actor,
  channel: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<z.infer<typeof KeptPage>> {
  const workspaceId = requireWorkspace(actor);
  const channelId = await channelOf(deps, workspaceId, channel);
  const after = cursor === undefined ? null : uuidOfPublicId('raw', cursor);
  if (after === undefined) throw new Problem(messagesErrors.cursor_invalid, { field: 'cursor' });
  const rows = await deps.db.queryInWorkspace(workspaceId, listRaw, [
    workspaceId,
    channelId,
    after,
    limit + 1,
  ]);
  const items = rows.slice(0, limit).map(entryOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function showKept(
  deps: KeptDeps,
  actor: Actor,
  channel: string,
  entry: string,
): Promise<z.infer<typeof KeptDetail>> {
  const workspaceId = requireWorkspace(actor);
  const channelId = await channelOf(deps, workspaceId, channel);
  const id = uuidOfPublicId('raw', entry);
  const [row] =
    id === undefined
      ? []
      : await deps.db.queryInWorkspace(workspaceId, findRaw, [workspaceId, channelId, id]);
  if (row === undefined) throw new Problem(messagesErrors.kept_not_found);
  return { ...entryOf(row), raw: hidesNumbers(actor) ? maskNumbersIn(row.raw) : row.raw };
}
