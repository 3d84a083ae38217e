/** Reads the first sheet of an Excel workbook (ECMA-376 part 1, SpreadsheetML) row by row, as a stream. */
import { attribute, readXml, XmlFault, type XmlTag } from './xml.ts';
import { decodeText } from './encoding.ts';
import { readDirectory, readEntry, type ReadFrom, type ZipEntry, ZipFault } from './zip.ts';

/** 50 MiB of archive hold about 1 GiB of rows; more is a bomb. */
const MAX_SHEET_BYTES = 2 * 1024 ** 3;
const MAX_PART_BYTES = 256 * 1024 ** 2;
/** Texts are kept in memory while the rows are read: 64 Mi characters at most. */
const MAX_SHARED_CHARS = 64 * 1024 ** 2;
const MAX_COLUMNS = 16_384;

export class XlsxFault extends Error {
  override readonly name = 'XlsxFault';
}

/** Row number as the spreadsheet shows it, counted from 1, and its cells as text. */
export interface SheetRow {
  readonly row: number;
  readonly cells: string[];
}

interface Workbook {
  readonly read: ReadFrom;
  readonly sheet: ZipEntry;
  readonly shared: readonly string[];
  /** By style number: whether it shows a number as a date. */
  readonly dates: readonly boolean[];
}

/** Rows in order, many at a time; blank ones are left out. Throws `XlsxFault` when it is no workbook. */
export async function* readXlsx(read: ReadFrom, size: number): AsyncGenerator<readonly SheetRow[]> {
  try {
    yield* readSheet(await openWorkbook(read, size));
  } catch (error) {
    if (error instanceof ZipFault || error instanceof XmlFault) throw new XlsxFault(error.message);
    throw error;
  }
}

async function openWorkbook(read: ReadFrom, size: number): Promise<Workbook> {
  const entries = await readDirectory(read, size);
  const sheet = entries.get(await pathOfFirstSheet(read, entries));
  if (sheet === undefined) throw new XlsxFault('there is no sheet in the workbook');
  const strings = entries.get('xl/sharedStrings.xml');
  const styles = entries.get('xl/styles.xml');
  return {
    read,
    sheet,
    shared: strings === undefined ? [] : await readShared(textOf(read, strings)),
    dates: styles === undefined ? [] : await readDateStyles(textOf(read, styles)),
  };
}

const textOf = (read: ReadFrom, entry: ZipEntry, max = MAX_PART_BYTES): AsyncIterable<string> =>
  decodeText(readEntry(read, entry, max), 'utf-8');

async function* tagsOf(text: AsyncIterable<string>): AsyncGenerator<XmlTag> {
  for await (const parts of readXml(text)) {
    for (const part of parts) if (part.kind === 'open') yield part;
  }
}

/** The first sheet in the order of the tabs, by way of the relation that the workbook names. */
async function pathOfFirstSheet(read: ReadFrom, entries: ReadonlyMap<string, ZipEntry>): Promise<string> {
  const book = entries.get('xl/workbook.xml');
  const relations = entries.get('xl/_rels/workbook.xml.rels');
  if (book === undefined || relations === undefined) throw new XlsxFault('this is no Excel workbook');
  let id: string | undefined;
  for await (const tag of tagsOf(textOf(read, book))) {
    if (tag.name === 'sheet' && id === undefined) id = attribute(tag, '(?:\\w+:)?id');
  }
  for await (const tag of tagsOf(textOf(read, relations))) {
    if (tag.name !== 'Relationship' || attribute(tag, 'Id') !== id) continue;
    const target = attribute(tag, 'Target') ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
  }
  throw new XlsxFault('there is no sheet in the workbook');
}

/** `<si>`: plain text, or runs of formatted text; what `<rPh>` holds is how it is read aloud. */
async function readShared(text: AsyncIterable<string>): Promise<string[]> {
  const shared: string[] = [];
  let current = '';
  let chars = 0;
  let inText = false;
  let phonetic = false;
  for await (const parts of readXml(text)) {
    for (const part of parts) {
      if (part.kind === 'text') {
        if (inText && !phonetic) current += part.text;
        continue;
      }
      const opens = part.kind === 'open' && !part.empty;
      if (part.name === 't') inText = opens;
      else if (part.name === 'rPh') phonetic = opens;
      else if (part.name === 'si' && (part.kind === 'close' || part.empty)) {
        shared.push(current);
        chars += current.length;
        if (chars > MAX_SHARED_CHARS) throw new XlsxFault('the workbook holds too much text');
        current = '';
      }
    }
  }
  return shared;
}

/** Built-in formats for dates and times (ECMA-376 part 1, section 18.8.30). */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 45 && id <= 47);

async function readDateStyles(text: AsyncIterable<string>): Promise<boolean[]> {
  const custom = new Map<number, boolean>();
  const dates: boolean[] = [];
  let inCells = false;
  for await (const parts of readXml(text)) {
    for (const part of parts) {
      if (part.kind === 'text') continue;
      if (part.name === 'cellXfs') inCells = part.kind === 'open';
      if (part.kind !== 'open') continue;
      const id = Number(attribute(part, 'numFmtId') ?? -1);
      if (part.name === 'numFmt') {
        // Without what stands in quotes or brackets, a format with day or year is a date.
        const code = (attribute(part, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
        custom.set(id, /[dy]/i.test(code));
      } else if (part.name === 'xf' && inCells) {
        dates.push(custom.get(id) ?? isBuiltInDate(id));
      }
    }
  }
  return dates;
}

interface Cell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
}

async function* readSheet(book: Workbook): AsyncGenerator<readonly SheetRow[]> {
  let number = 0;
  let cells: string[] = [];
  let cell: Cell | undefined;
  let inValue = false;
  for await (const parts of readXml(textOf(book.read, book.sheet, MAX_SHEET_BYTES))) {
    const rows: SheetRow[] = [];
    for (const part of parts) {
      if (part.kind === 'text') {
        if (inValue && cell !== undefined) cell.value += part.text;
        continue;
      }
      const opens = part.kind === 'open' && !part.empty;
      switch (part.name) {
        case 'row':
          if (part.kind === 'open') {
            number = Number(attribute(part, 'r') ?? number + 1);
            cells = [];
          }
          if (!opens && cells.some((one) => one !== '')) rows.push({ row: number, cells });
          break;
        case 'c':
          if (part.kind === 'open') cell = cellOf(part, cells.length);
          if (!opens && cell !== undefined) {
            while (cells.length < cell.column) cells.push('');
            cells.push(textOfCell(cell, book));
            cell = undefined;
          }
          break;
        case 'v':
        case 't':
          inValue = opens;
          break;
      }
    }
    if (rows.length > 0) yield rows;
  }
}

function cellOf(tag: XmlTag, next: number): Cell {
  const column = columnOf(attribute(tag, 'r') ?? '') ?? next;
  // Backwards or beyond the last column: somebody else's idea of a spreadsheet.
  if (column < next || column >= MAX_COLUMNS) throw new XlsxFault('the cells are not in order');
  return { column, type: attribute(tag, 't') ?? 'n', style: Number(attribute(tag, 's') ?? 0), value: '' };
}

/** `AB12` → 27 */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function textOfCell({ type, value, style }: Cell, { shared, dates }: Workbook): string {
  switch (type) {
    case 's':
      return shared[Number(value)] ?? '';
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return dates[style] === true ? dateOf(Number(value)) : numberText(value);
    // What a formula could not work out, `#N/A`, is no value.
    case 'e':
      return '';
    default:
      return value;
  }
}

/** Numbers as people see them: `6.281234567E12` is a phone number. */
function numberText(value: string): string {
  if (!/e/i.test(value)) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? String(number) : value;
}

/** Days since 30 December 1899, which counts Excel's 29 February 1900 in. */
function dateOf(days: number): string {
  const date = new Date(Math.round((days - 25_569) * 86_400_000));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
