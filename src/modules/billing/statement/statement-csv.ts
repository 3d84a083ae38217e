import type { StatementRow } from '../contract.ts';

const COLUMNS = [
  'day',
  'medium',
  'channel',
  'channel_id',
  'operator',
  'class',
  'category',
  'currency',
  'messages',
  'amount',
] as const;

/** Spreadsheets run what begins with these as a formula (OWASP, CSV injection); an apostrophe makes it a text. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * RFC 4180 with CRLF and a byte order mark, so that spreadsheets read UTF-8. Amounts in major units with two decimals:
 * with a comma where semicolons separate, as Indonesian spreadsheets read numbers, else with a point.
 */
export function statementCsv(rows: readonly StatementRow[], separator: 'semicolon' | 'comma'): string {
  const between = separator === 'semicolon' ? ';' : ',';
  const line = (cells: readonly string[]): string => `${cells.join(between)}\r\n`;
  const body = rows.map((row) =>
    line([
      ...[
        ...[row.day, row.medium, row.channel?.name, row.channel?.id, row.operator, row.class],
        ...[row.category, row.currency],
      ].map((text) => textCell(text ?? '')),
      String(row.messages),
      amountCell(row.amount, separator === 'semicolon' ? ',' : '.'),
    ]),
  );
  return `\uFEFF${line(COLUMNS)}${body.join('')}`;
}

/** Quoted wherever any reader could take a character for a separator. */
export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Written by us and never negative, so no formula hides in it. */
function amountCell(minor: number, point: ',' | '.'): string {
  return `${Math.trunc(minor / 100)}${point}${String(minor % 100).padStart(2, '0')}`;
}
