import { put } from '../../../../platform/storage/files.ts';
import { EXPORT_PURPOSE, type TransferDeps } from '../deps.ts';
import { advanceExport, endExport, type ExportRow } from '../queries/exports.ts';
import { csvLine } from '../table/csv.ts';
import { MAX_SHEET_ROWS, writeXlsx } from '../table/xlsx-write.ts';
import { exportRows } from './export-rows.ts';

const MAX_ATTEMPTS = 5;
const MAX_BYTES = 2 * 1024 ** 3;
/** Numbers of people are not left lying about. */
const KEPT_MS = 86_400_000;
/** Contacts between two notes of how far it is. */
const NOTE_EVERY = 2_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

class Stopped extends Error {}

/** Writes the file from the first contact on; one that breaks off leaves nothing and begins again. */
export async function runExport(deps: TransferDeps, row: ExportRow, isStopped: () => boolean): Promise<void> {
  const { workspace_id: workspaceId, id, format } = row;
  const end = (state: string, processed: number, fileId: string | null, failure: string | null) =>
    deps.db.queryInWorkspace(workspaceId, endExport, [workspaceId, id, state, processed, fileId, failure]);
  if (row.attempts > MAX_ATTEMPTS) {
    await end('failed', 0, null, 'internal');
    return;
  }
  let processed = 0;
  let noted = 0;
  async function* counted() {
    for await (const rows of exportRows(deps.contacts, row)) {
      yield rows;
      processed += rows.length;
      if (processed > MAX_SHEET_ROWS && format === 'xlsx')
        throw new RangeError('a sheet holds 1,048,576 rows');
      if (isStopped()) throw new Stopped();
      if (processed - noted < NOTE_EVERY) continue;
      noted = processed;
      await deps.db.queryInWorkspace(workspaceId, advanceExport, [workspaceId, id, processed]);
    }
  }
  try {
    const stored = await put(deps.db, deps.ids, {
      workspaceId,
      purpose: EXPORT_PURPOSE,
      maxBytes: MAX_BYTES,
      name: `kontak-${new Date(deps.now()).toISOString().slice(0, 10)}.${format}`,
      mime: format === 'csv' ? 'text/csv' : XLSX,
      expiresAt: new Date(deps.now() + KEPT_MS),
      body: format === 'csv' ? csvOf(counted()) : writeXlsx(counted()),
    });
    // The first row names the columns.
    if (stored.ok) await end('done', processed - 1, stored.file.id.toString(), null);
    else await end('failed', 0, null, 'internal');
  } catch (error) {
    if (error instanceof Stopped) return;
    throw error;
  }
}

/** With a byte order mark, so that Excel reads it as UTF-8. */
async function* csvOf(rows: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<Buffer> {
  yield Buffer.from('\ufeff');
  for await (const some of rows) yield Buffer.from(some.map((cells) => csvLine(cells)).join(''));
}
