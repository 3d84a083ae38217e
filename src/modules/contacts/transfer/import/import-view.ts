import { z } from 'zod';
import { Problem } from '../../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../../accounts/index.ts';
import { ColumnTarget, type Import, ImportOptions } from '../../contract.ts';
import type { ContactsDeps } from '../../deps.ts';
import { transferErrors } from '../errors.ts';
import { IMPORT_PREFIX } from '../events.ts';
import { findImport, type ImportRow, listImports } from '../queries/imports.ts';

const MOST_LISTED = 50;

export function importView({ publicIds }: Pick<ContactsDeps, 'publicIds'>, row: ImportRow): Import {
  const { state, columns, total, processed, created, updated, unchanged, skipped, failed, failure } = row;
  return {
    id: publicIds.encode(IMPORT_PREFIX, BigInt(row.id)),
    fileName: row.file_name,
    mapping: z.array(ColumnTarget).parse(row.mapping),
    options: ImportOptions.parse(row.options),
    state,
    columns,
    total,
    processed,
    created,
    updated,
    unchanged,
    skipped,
    failed,
    failure,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** Throws `contact_transfer.import_not_found`. */
export async function requireImport(deps: ContactsDeps, actor: Actor, publicId: string): Promise<ImportRow> {
  const workspaceId = requireWorkspace(actor);
  const id = deps.publicIds.decode(IMPORT_PREFIX, publicId);
  const [row] =
    id === undefined ? [] : await deps.db.queryInWorkspace(workspaceId, findImport, [workspaceId, `${id}`]);
  if (row === undefined) throw new Problem(transferErrors.import_not_found);
  return row;
}

export const showImport = async (deps: ContactsDeps, actor: Actor, publicId: string): Promise<Import> =>
  importView(deps, await requireImport(deps, actor, publicId));

/** Newest first. */
export async function listImportViews(deps: ContactsDeps, actor: Actor): Promise<{ items: Import[] }> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listImports, [workspaceId, MOST_LISTED]);
  return { items: rows.map((row) => importView(deps, row)) };
}
