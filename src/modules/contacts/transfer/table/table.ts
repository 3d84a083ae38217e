/** A stored file as rows of text, whatever it was saved as. */
import type { ReadableFile } from '../../../../platform/storage/files.ts';
import { createCsvReader, detectSeparator, SEPARATORS, type Separator } from './csv.ts';
import { decodeText, detectEncoding, type Encoding } from './encoding.ts';
import { readXlsx, type SheetRow, XlsxFault } from './xlsx-read.ts';

/** How a file is to be read; found out once and kept with the import, so that resuming reads the same rows. */
export type Dialect =
  | { readonly format: 'xlsx' }
  | {
      readonly format: 'csv';
      readonly encoding: Encoding;
      readonly separator: Separator;
      /** Characters at the beginning that are no row: `sep=;`. */
      readonly skip: number;
    };

/** Why a file is no table: `old_excel` is a workbook of before 2007. */
export type TableFault = 'old_excel' | 'not_a_table' | 'damaged';

/** What the separator is found out from. */
const HEAD_CHARS = 64 * 1024;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const OLD_EXCEL: ReadonlySet<string> = new Set(['application/vnd.ms-excel', 'application/x-cfb']);

export async function detectDialect(
  { file, body }: ReadableFile,
  wish: Separator | undefined,
): Promise<Dialect | TableFault> {
  if (file.mime === XLSX) return { format: 'xlsx' };
  if (OLD_EXCEL.has(file.mime)) return 'old_excel';
  const encoding = await detectEncoding(body());
  if (!file.mime.startsWith('text/') && !encoding.startsWith('utf-16')) return 'not_a_table';
  let head = '';
  for await (const text of decodeText(body(), encoding)) {
    head += text;
    if (head.length >= HEAD_CHARS) break;
  }
  const found = detectSeparator(head);
  return { format: 'csv', encoding, separator: wish ?? found.separator, skip: found.skip };
}

/** Rows with anything in them, many at a time, numbered as a spreadsheet shows them. Throws `XlsxFault`. */
export async function* rowsOf(
  { file, body }: ReadableFile,
  dialect: Dialect,
): AsyncGenerator<readonly SheetRow[]> {
  if (dialect.format === 'xlsx') {
    yield* readXlsx(body, file.size);
    return;
  }
  const reader = createCsvReader(dialect.separator);
  let skip = dialect.skip;
  let row = skip > 0 ? 1 : 0;
  const numbered = (records: readonly string[][]): SheetRow[] =>
    records
      .map((cells) => ({ row: ++row, cells }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  for await (const text of decodeText(body(), dialect.encoding)) {
    const rows = numbered(reader.push(skip > 0 ? text.slice(skip) : text));
    skip = Math.max(0, skip - text.length);
    if (rows.length > 0) yield rows;
  }
  const rest = numbered(reader.end());
  if (rest.length > 0) yield rest;
}

export { type SheetRow, SEPARATORS, type Separator, XlsxFault };
