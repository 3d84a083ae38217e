import { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import type { ContactsCore } from '../deps.ts';
import { contactsErrors } from '../errors.ts';

/** The id before which a page starts; undefined for the first page. */
export function readCursor(
  deps: Pick<ContactsCore, 'publicIds'>,
  cursor: string | undefined,
): bigint | undefined {
  if (cursor === undefined) return undefined;
  const id = deps.publicIds.decode('cur', cursor);
  if (id === undefined) throw new Problem(contactsErrors.cursor_invalid, { field: 'cursor' });
  return id;
}

/** Where a search goes on: which of its ranges, and the last key and contact that were looked at. */
export interface SearchPosition {
  readonly step: number;
  readonly key: string;
  readonly id: string;
}

const Position = z.tuple([z.int().min(0).max(20), z.string().max(400), z.string().regex(/^\d{1,19}$/)]);

export const writePosition = ({ step, key, id }: SearchPosition): string =>
  Buffer.from(JSON.stringify([step, key, id])).toString('base64url');

export function readPosition(cursor: string): SearchPosition {
  const parsed = Position.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data[1].includes('\0') || BigInt(parsed.data[2]) > 2n ** 63n - 1n)
    throw new Problem(contactsErrors.cursor_invalid, { field: 'cursor' });
  const [step, key, id] = parsed.data;
  return { step, key, id };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
