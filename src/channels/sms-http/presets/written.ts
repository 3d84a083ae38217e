/** Short forms for profiles that stand in the source, where a mistake is ours and not a person's. */
import { type Path, parsePath } from '../paths.ts';
import type { JsonTemplate } from '../profile.ts';
import { parseJsonTemplate } from '../request.ts';
import {
  type ErrorMeaning,
  parseErrorTable,
  parseStatusTable,
  type ReceiptMeaning,
  type Table,
} from '../tables.ts';
import { template } from '../template.ts';

export function path(text: string): Path {
  const parsed = parsePath(text);
  if (parsed === undefined) throw new Error(`${text} is no path`);
  return parsed;
}

export function json(value: unknown): JsonTemplate {
  const parsed = parseJsonTemplate(value, template);
  if (typeof parsed === 'object' && parsed !== null && 'unknown' in parsed)
    throw new Error(`there is no JSON for ${parsed.unknown}`);
  return parsed;
}

export const errors = (text: string): Table<ErrorMeaning> => whole(parseErrorTable(text));
export const statuses = (text: string): Table<ReceiptMeaning> => whole(parseStatusTable(text));

function whole<Meaning>(table: Table<Meaning> | { readonly badLine: number }): Table<Meaning> {
  if ('badLine' in table) throw new Error(`line ${table.badLine} of a table cannot be read`);
  return table;
}
