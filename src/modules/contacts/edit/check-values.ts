import { uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import type { FieldValue, FieldValues } from '../contract.ts';
import { contactsErrors } from '../errors.ts';
import { type FieldRow, listFields } from '../queries/fields.ts';
import { findTags } from '../queries/tags.ts';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Whether a value fits its field: numbers are finite, dates are ISO 8601 days that exist, choices are among the options. */
export function fitsField({ type, options }: Pick<FieldRow, 'type' | 'options'>, value: FieldValue): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'select':
      return typeof value === 'string' && options.includes(value);
    case 'date':
      return typeof value === 'string' && DATE.test(value) && isDay(value);
    case 'text':
      return typeof value === 'string';
  }
}

const isDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

/** Throws for a field that is not there, and for a value that does not fit its field. Empty texts say nothing and are left out. */
export async function checkFields(
  tx: Transaction,
  workspaceId: string,
  given: Readonly<Record<string, FieldValue | null>>,
): Promise<Readonly<Record<string, FieldValue | null>>> {
  if (Object.keys(given).length === 0) return given;
  const known = new Map((await tx.query(listFields, [workspaceId])).map((row) => [row.key, row]));
  const checked: Record<string, FieldValue | null> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = known.get(key);
    const at = { field: `fields.${key}` };
    if (field === undefined) throw new Problem(contactsErrors.field_not_found, at);
    const said = typeof value === 'string' && value.trim() === '' ? null : value;
    if (said !== null && !fitsField(field, said)) throw new Problem(contactsErrors.field_value_invalid, at);
    checked[key] = said;
  }
  return checked;
}

/** `changes` over `fields`; null removes. */
export function applyFields(
  fields: FieldValues,
  changes: Readonly<Record<string, FieldValue | null>>,
): FieldValues {
  const entries = Object.entries({ ...fields, ...changes });
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
  );
}

/** UUIDs of tags; throws for one that is not there. */
export async function checkTags(
  tx: Transaction,
  workspaceId: string,
  publicIds: readonly string[],
): Promise<string[]> {
  const ids = publicIds.map((id) => uuidOfPublicId('tag', id));
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const known = new Set((await tx.query(findTags, [workspaceId, wanted])).map(({ id }) => id));
  ids.forEach((id, i) => {
    if (id === undefined || !known.has(id))
      throw new Problem(contactsErrors.tag_not_found, { field: `tags[${i}]` });
  });
  return wanted;
}
