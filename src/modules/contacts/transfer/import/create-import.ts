import type { z } from 'zod';
import { Problem } from '../../../../platform/problem.ts';
import { read, type ReadableFile } from '../../../../platform/storage/files.ts';
import { type Actor, actorRef, requireWorkspace } from '../../../accounts/index.ts';
import { type CreateImport, type Import, type ImportPreview, MAX_COLUMNS } from '../../contract.ts';
import type { ContactsDeps } from '../../deps.ts';
import { maskValue, seesWhole } from '../../mask.ts';
import { listFields } from '../../queries/fields.ts';
import { IMPORT_PURPOSE } from '../deps.ts';
import { transferErrors as errors } from '../errors.ts';
import { insertImport } from '../queries/imports.ts';
import { readDialect } from '../table/read-dialect.ts';
import { detectDialect, type Dialect, rowsOf, type SheetRow, XlsxFault } from '../table/table.ts';
import { guessMapping, looksLikeHeader } from './guess-mapping.ts';
import { importView, requireImport } from './import-view.ts';

const PREVIEW_ROWS = 20;
const MAX_PREVIEW_CELL = 200;
const MAX_COLUMN_NAME = 100;

/** Reads the file through once: how it is to be read, what its columns are, how many rows there are. */
export async function createImport(
  deps: ContactsDeps,
  actor: Actor,
  { fileId, separator }: z.output<typeof CreateImport>,
): Promise<Import> {
  const workspaceId = requireWorkspace(actor);
  const id = deps.publicIds.decode('file', fileId);
  const found = id === undefined ? undefined : await read(deps.db, workspaceId, id);
  if (found === undefined || found.file.purpose !== IMPORT_PURPOSE) {
    throw new Problem(errors.import_file_unknown, { field: 'fileId' });
  }
  const dialect = await detectDialect(found, separator);
  if (dialect === 'old_excel') throw new Problem(errors.import_file_old_excel, { field: 'fileId' });
  if (typeof dialect === 'string') throw new Problem(errors.import_file_unreadable, { field: 'fileId' });
  const { first, count } = await survey(found, dialect);
  const header = looksLikeHeader(first.cells);
  const total = header ? count - 1 : count;
  if (total === 0) throw new Problem(errors.import_file_without_rows, { field: 'fileId' });
  const { kind, id: actorId } = actorRef(actor);
  const [row] = await deps.db.queryInWorkspace(workspaceId, insertImport, [
    ...([workspaceId, deps.ids.next().toString(), found.file.id.toString(), found.file.name] as const),
    ...([JSON.stringify(dialect), columnNames(first, header), header ? first.row : 0, total] as const),
    ...([kind, actorId] as const),
  ]);
  if (row === undefined) throw new Error('the import was not kept');
  return importView(deps, row);
}

async function survey(
  file: ReadableFile,
  dialect: Dialect,
): Promise<{ readonly first: SheetRow; readonly count: number }> {
  let first: SheetRow | undefined;
  let count = 0;
  try {
    for await (const rows of rowsOf(file, dialect)) {
      first ??= rows[0];
      count += rows.length;
    }
  } catch (error) {
    if (error instanceof XlsxFault)
      throw new Problem(errors.import_file_unreadable, { field: 'fileId', detail: error.message });
    throw error;
  }
  if (first === undefined) throw new Problem(errors.import_file_without_rows, { field: 'fileId' });
  return { first, count };
}

/** As they stand there, or by number; empty columns at the end are none. */
function columnNames({ cells }: SheetRow, header: boolean): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, Math.min(last + 1, MAX_COLUMNS)).map((cell, i) => {
    const name = [...cell.replace(/\s+/g, ' ').replaceAll('\0', '').trim()]
      .slice(0, MAX_COLUMN_NAME)
      .join('');
    return header && name !== '' ? name : `Kolom ${i + 1}`;
  });
}

/** The first rows, and what the columns seem to be. */
export async function previewImport(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
): Promise<ImportPreview> {
  const row = await requireImport(deps, actor, publicId);
  const found = await read(deps.db, row.workspace_id, BigInt(row.file_id));
  if (found === undefined) throw new Problem(errors.import_file_unknown);
  const dialect = readDialect(row.dialect);
  const rows = await firstRows(found, dialect, row.header_row);
  const fields = await deps.db.queryInWorkspace(row.workspace_id, listFields, [row.workspace_id]);
  const shown = seesWhole(actor) ? (cell: string) => cell : (cell: string) => maskValue(cell);
  return {
    format: dialect.format,
    encoding: dialect.format === 'csv' ? dialect.encoding : null,
    separator: dialect.format === 'csv' ? dialect.separator : null,
    rows: rows.map((one) => ({
      row: one.row,
      cells: row.columns.map((_, i) => shown((one.cells[i] ?? '').slice(0, MAX_PREVIEW_CELL))),
    })),
    guess: guessMapping(
      row.columns,
      rows.map(({ cells }) => cells),
      fields,
    ),
  };
}

async function firstRows(file: ReadableFile, dialect: Dialect, headerRow: number): Promise<SheetRow[]> {
  const first: SheetRow[] = [];
  for await (const rows of rowsOf(file, dialect)) {
    for (const one of rows) {
      if (one.row > headerRow) first.push(one);
      if (first.length === PREVIEW_ROWS) return first;
    }
  }
  return first;
}
