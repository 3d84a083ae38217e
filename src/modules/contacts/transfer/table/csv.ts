/**
 * Reads separated values as programs and people write them: RFC 4180, any line ends, any of four separators, and
 * quotes that were forgotten. Text goes in piece by piece, records come out.
 */

/** Excel keeps 32,767 characters in a cell; a quote that is not closed by then is no quote. */
export const MAX_CELL = 32_767;
/** A line that goes on for longer has no end. */
const MAX_RECORD = 1_000_000;
const QUOTE = 34;
const LF = 10;
const CR = 13;

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

export interface CsvReader {
  /** The records that are complete now. */
  push(text: string): string[][];
  /** What is left after the last piece. */
  end(): string[][];
}

export function createCsvReader(separator: Separator): CsvReader {
  let buffer = '';
  const read = (final: boolean): string[][] => {
    const records: string[][] = [];
    let at = 0;
    while (at < buffer.length) {
      const record = readRecord(buffer, at, separator, final);
      if (record === undefined) break;
      records.push(record.cells);
      at = record.next;
    }
    buffer = buffer.slice(at);
    return records;
  };
  return {
    push(text) {
      buffer += text;
      return read(false);
    },
    end: () => read(true),
  };
}

interface Read<T> {
  readonly value: T;
  readonly next: number;
}

/** Undefined when the text ends before the record does. */
function readRecord(
  text: string,
  start: number,
  separator: Separator,
  final: boolean,
): { readonly cells: string[]; readonly next: number } | undefined {
  const cells: string[] = [];
  const ends = final || text.length - start > MAX_RECORD;
  for (let at = start; ; ) {
    const quoted = text.charCodeAt(at) === QUOTE ? readQuoted(text, at, ends) : NONE;
    if (quoted === 'more') return undefined;
    const rest = readPlain(text, quoted.next < 0 ? at : quoted.next, separator);
    cells.push(quoted.next < 0 ? rest.value : quoted.value + rest.value);
    at = rest.next;
    if (at >= text.length) return ends ? { cells, next: text.length } : undefined;
    const code = text.charCodeAt(at);
    if (code === LF) return { cells, next: at + 1 };
    if (code === CR) {
      if (at + 1 < text.length) return { cells, next: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1 };
      return ends ? { cells, next: at + 1 } : undefined;
    }
    at += 1;
  }
}

const NONE: Read<string> = { value: '', next: -1 };

/** A cell in quotes, with doubled ones inside; `NONE` when the quote is never closed and so is part of the text. */
function readQuoted(text: string, at: number, final: boolean): Read<string> | 'more' {
  for (let from = at + 1; ; ) {
    const close = text.indexOf('"', from);
    const length = (close < 0 ? text.length : close) - at;
    if (length > MAX_CELL * 2) return NONE;
    if (close < 0) return final ? NONE : 'more';
    if (close + 1 === text.length && !final) return 'more';
    if (text.charCodeAt(close + 1) !== QUOTE)
      return { value: text.slice(at + 1, close).replaceAll('""', '"'), next: close + 1 };
    from = close + 2;
  }
}

/** Up to the next separator, line end, or the end of the text. */
function readPlain(text: string, start: number, separator: Separator): Read<string> {
  const wanted = separator.charCodeAt(0);
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === wanted || code === LF || code === CR) break;
    at += 1;
  }
  return { value: text.slice(start, at), next: at };
}

/** Excel's own hint, `sep=;` as first line; it is no row. */
const HINT = /^sep=([,;\t|])\r?\n/i;

/** The separator that divides the first records most evenly into most columns. */
export function detectSeparator(head: string): { readonly separator: Separator; readonly skip: number } {
  const hint = HINT.exec(head);
  const hinted = SEPARATORS.find((one) => one === hint?.[1]);
  if (hint !== null && hinted !== undefined) return { separator: hinted, skip: hint[0].length };
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const widths = createCsvReader(separator)
      .push(head)
      .filter((cells) => cells.length > 1 || cells[0] !== '')
      .slice(0, 20)
      .map(({ length }) => length);
    const width = widths[0] ?? 1;
    const even = widths.filter((one) => one === width).length / Math.max(1, widths.length);
    const score = width > 1 ? even * 100 + Math.min(width, 50) : 0;
    if (score > best.score) best = { separator, score };
  }
  return { separator: best.separator, skip: 0 };
}

/** Spreadsheets run cells that begin with these as formulas (OWASP, CSV injection); an apostrophe makes them text. */
const FORMULA = /^[=+\-@\t\r]/;
/** An international phone number is harmless and useless with an apostrophe. */
const HARMLESS = /^[+-]?\d[\d\s().•-]*$/;

export const withoutFormula = (cell: string): string =>
  FORMULA.test(cell) && !HARMLESS.test(cell) ? `'${cell}` : cell;

/** One record, harmless to whoever opens it, with its line end. */
export function csvLine(cells: readonly string[], separator: Separator = ','): string {
  const parts = cells.map((cell) => {
    const safe = withoutFormula(cell);
    return /["\r\n,;\t|]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${parts.join(separator)}\r\n`;
}
