/** What was not taken, to look at and to mend. */
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { attachmentHeaders } from '../../../../platform/http-server/attachment.ts';
import type { Reply } from '../../../../platform/http-server/route.ts';
import { Problem } from '../../../../platform/problem.ts';
import { read, type ReadableFile } from '../../../../platform/storage/files.ts';
import type { Actor } from '../../../accounts/index.ts';
import { IMPORT_FAULTS, type ImportFault, type ListImportFaults } from '../../contract.ts';
import type { ContactsDeps } from '../../deps.ts';
import { maskValue, seesWhole } from '../../mask.ts';
import { transferErrors } from '../errors.ts';
import { type FaultRow, type ImportRow, listFaults } from '../queries/imports.ts';
import { csvLine, type Separator } from '../table/csv.ts';
import { readDialect } from '../table/read-dialect.ts';
import { rowsOf } from '../table/table.ts';
import type { FaultCode } from './read-row.ts';
import { REASONS } from './fault-reasons.ts';
import { requireImport } from './import-view.ts';

const AT_ONCE = 1_000;

const codeOf = (code: string): FaultCode => IMPORT_FAULTS.find((one) => one === code) ?? 'value_invalid';

/** The first three and last two characters; what it was is not known, so it may be a number. */
const masked = (value: string): string =>
  value.length > 7 ? `${value.slice(0, 3)}••••${value.slice(-2)}` : value === '' ? '' : '••••';

export async function listFaultViews(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  { cursor, limit }: z.output<typeof ListImportFaults>,
): Promise<{ items: ImportFault[]; next: string | null }> {
  const { workspace_id: workspaceId, id, columns } = await requireImport(deps, actor, publicId);
  const after = Number(cursor ?? 0);
  const rows = await deps.db.queryInWorkspace(workspaceId, listFaults, [workspaceId, id, after, limit + 1]);
  const whole = seesWhole(actor);
  const items = rows.slice(0, limit).map(
    ({ row, column, code, value }): ImportFault => ({
      row,
      column: column === null ? null : (columns[column] ?? null),
      code: codeOf(code),
      value: whole ? value : masked(value),
    }),
  );
  return { items, next: rows.length > limit ? String(items.at(-1)?.row ?? 0) : null };
}

/**
 * The rows that were not taken, as they stood in the file, with one column more that says why: mended, it can be
 * imported as it is. Needs the file, which is kept for seven days.
 */
export async function reportReply(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  locale: 'id' | 'en',
): Promise<Reply> {
  const row = await requireImport(deps, actor, publicId);
  const found = await read(deps.db, row.workspace_id, BigInt(row.file_id));
  if (found === undefined) throw new Problem(transferErrors.import_file_unknown);
  const name = `${row.file_name.replace(/\.[a-z]{3,4}$/i, '')}-gagal.csv`;
  return {
    status: 200,
    stream: Readable.from(reportLines(deps, row, found, { locale, whole: seesWhole(actor) })),
    headers: attachmentHeaders({ name, mime: 'text/csv; charset=utf-8' }),
  };
}

async function* reportLines(
  deps: ContactsDeps,
  row: ImportRow,
  file: ReadableFile,
  { locale, whole }: { readonly locale: 'id' | 'en'; readonly whole: boolean },
): AsyncGenerator<string> {
  const dialect = readDialect(row.dialect);
  // Excel in Indonesian divides by semicolons; whoever used another separator gets it back.
  const separator: Separator = dialect.format === 'csv' ? dialect.separator : ';';
  yield `\ufeff${csvLine([...row.columns, 'alasan'], separator)}`;
  const faults = faultsOf(deps, row);
  let fault = (await faults.next()).value;
  for await (const rows of rowsOf(file, dialect)) {
    if (fault === undefined) return;
    const lines: string[] = [];
    for (const one of rows) {
      if (fault === undefined || one.row !== fault.row) continue;
      const width = Math.max(row.columns.length, one.cells.length);
      const { column } = fault;
      const shown = (cell: string, i: number): string => {
        if (whole) return cell;
        return i === column ? masked(cell) : maskValue(cell);
      };
      const cells = Array.from({ length: width }, (_, i) => shown(one.cells[i] ?? '', i));
      lines.push(csvLine([...cells, reasonOf(fault, row.columns, locale)], separator));
      fault = (await faults.next()).value;
    }
    if (lines.length > 0) yield lines.join('');
  }
}

async function* faultsOf(deps: ContactsDeps, row: ImportRow): AsyncGenerator<FaultRow, undefined> {
  for (let after = 0; ; ) {
    const faults = await deps.db.queryInWorkspace(row.workspace_id, listFaults, [
      ...([row.workspace_id, row.id] as const),
      ...([after, AT_ONCE] as const),
    ]);
    yield* faults;
    after = faults.at(-1)?.row ?? after;
    if (faults.length < AT_ONCE) return undefined;
  }
}

function reasonOf(fault: FaultRow, columns: readonly string[], locale: 'id' | 'en'): string {
  const reason = REASONS[codeOf(fault.code)][locale];
  const column = fault.column === null ? undefined : columns[fault.column];
  return column === undefined ? reason : `${column}: ${reason}`;
}
