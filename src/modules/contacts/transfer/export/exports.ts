import { Readable } from 'node:stream';
import type { z } from 'zod';
import { uuidOfPublicId } from '../../../../lib/uuid.ts';
import { attachmentHeaders } from '../../../../platform/http-server/attachment.ts';
import type { Reply } from '../../../../platform/http-server/route.ts';
import { Problem } from '../../../../platform/problem.ts';
import { read } from '../../../../platform/storage/files.ts';
import { type Actor, actorRef, requireWorkspace } from '../../../accounts/index.ts';
import type { CreateExport, Export } from '../../contract.ts';
import type { ContactsDeps } from '../../deps.ts';
import { contactsErrors } from '../../errors.ts';
import { seesWhole } from '../../mask.ts';
import { findTags } from '../../queries/tags.ts';
import { transferErrors } from '../errors.ts';
import { EXPORT_PREFIX, publishExport } from '../events.ts';
import { type ExportRow, findExport, insertExport, listExports } from '../queries/exports.ts';

const MOST_LISTED = 20;

const exportView = ({ publicIds }: ContactsDeps, row: ExportRow): Export => ({
  id: publicIds.encode(EXPORT_PREFIX, BigInt(row.id)),
  state: row.state,
  format: row.format,
  masked: row.masked,
  processed: row.processed,
  failure: row.failure,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});

/** What is exported is what a list with the same filter shows; numbers are masked for those who see them so. */
export async function createExport(
  deps: ContactsDeps,
  actor: Actor,
  { format, ...filter }: z.output<typeof CreateExport>,
): Promise<Export> {
  const workspaceId = requireWorkspace(actor);
  const { kind, id: actorId } = actorRef(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    if (filter.tag !== undefined) {
      const tag = uuidOfPublicId('tag', filter.tag);
      const known = tag === undefined ? [] : await tx.query(findTags, [workspaceId, [tag]]);
      if (known.length === 0) throw new Problem(contactsErrors.tag_not_found, { field: 'tag' });
    }
    const id = deps.ids.next().toString();
    const [row] = await tx.query(insertExport, [
      ...([workspaceId, id, format, JSON.stringify(filter)] as const),
      ...([!seesWhole(actor), kind, actorId] as const),
    ]);
    if (row === undefined) throw new Error('the export was not kept');
    await publishExport(deps, tx, row, 'requested', actorRef(actor));
    return exportView(deps, row);
  });
}

async function requireExport(deps: ContactsDeps, actor: Actor, publicId: string): Promise<ExportRow> {
  const workspaceId = requireWorkspace(actor);
  const id = deps.publicIds.decode(EXPORT_PREFIX, publicId);
  const [row] =
    id === undefined ? [] : await deps.db.queryInWorkspace(workspaceId, findExport, [workspaceId, `${id}`]);
  // Whole numbers that somebody else asked for are not for those who see them masked.
  if (row === undefined || (!row.masked && !seesWhole(actor)))
    throw new Problem(transferErrors.export_not_found);
  return row;
}

export const showExport = async (deps: ContactsDeps, actor: Actor, publicId: string): Promise<Export> =>
  exportView(deps, await requireExport(deps, actor, publicId));

/** Newest first. */
export async function listExportViews(deps: ContactsDeps, actor: Actor): Promise<{ items: Export[] }> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listExports, [workspaceId, MOST_LISTED]);
  const seen = rows.filter(({ masked }) => masked || seesWhole(actor));
  return { items: seen.map((row) => exportView(deps, row)) };
}

export async function exportReply(deps: ContactsDeps, actor: Actor, publicId: string): Promise<Reply> {
  const row = await requireExport(deps, actor, publicId);
  if (row.state !== 'done' || row.file_id === null) throw new Problem(transferErrors.export_not_ready);
  const { workspace_id: workspaceId, file_id: fileId } = row;
  const found = await read(deps.db, workspaceId, BigInt(fileId));
  if (found === undefined) throw new Problem(transferErrors.export_not_found);
  await deps.db.inWorkspace(workspaceId, (tx) => publishExport(deps, tx, row, 'downloaded', actorRef(actor)));
  return {
    status: 200,
    stream: Readable.from(found.body()),
    headers: { ...attachmentHeaders(found.file), 'content-length': String(found.file.size) },
  };
}
