import { Problem } from '../../../platform/problem.ts';
import type { FieldValue } from '../contract.ts';
import { contactsErrors } from '../errors.ts';
import type { Values } from './state.ts';

/** Values by `name`, `language` and `fields.<key>`. */
export function namedValues({ name, language, fields }: Values): ReadonlyMap<string, FieldValue> {
  const named = new Map<string, FieldValue>();
  if (name !== null) named.set('name', name);
  if (language !== null) named.set('language', language);
  for (const [key, value] of Object.entries(fields)) named.set(`fields.${key}`, value);
  return named;
}

export interface Part {
  readonly id: string;
  readonly values: Values;
}

/**
 * The contact that stays keeps its values, and takes from the others, in order, what it has none of; `take` names
 * for a value the contact it comes from. Notes are put below each other, tags are united.
 */
export function mergeValues(stays: Part, others: readonly Part[], take: ReadonlyMap<string, string>): Values {
  const all = [stays, ...others];
  const merged = new Map<string, FieldValue>();
  for (const { values } of all.toReversed())
    for (const [what, value] of namedValues(values)) merged.set(what, value);
  for (const [what, from] of take) {
    const value = all.find(({ id }) => id === from);
    if (value === undefined)
      throw new Problem(contactsErrors.merge_choice_invalid, { field: `take.${what}` });
    const chosen = namedValues(value.values).get(what);
    if (chosen === undefined) merged.delete(what);
    else merged.set(what, chosen);
  }
  const name = merged.get('name');
  const language = merged.get('language');
  return {
    name: typeof name === 'string' ? name : null,
    language: typeof language === 'string' ? language : null,
    note: joinNotes(all.map(({ values }) => values.note)),
    fields: Object.fromEntries(
      [...merged].flatMap(([what, value]) =>
        what.startsWith('fields.') ? [[what.slice('fields.'.length), value] as const] : [],
      ),
    ),
    tags: [...new Set(all.flatMap(({ values }) => values.tags))],
  };
}

const MAX_NOTE = 5000;

const joinNotes = (notes: readonly string[]): string =>
  [...new Set(notes.map((note) => note.trim()).filter(Boolean))].join('\n\n').slice(0, MAX_NOTE);

/** Back to `before`, except where somebody has written something else since `after`. */
export function restoreValues(now: Values, before: Values, after: Values): Values {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const back = <T>(is: T, was: T, became: T): T => (same(is, became) ? was : is);
  const keys = new Set([...Object.keys(now.fields), ...Object.keys(before.fields)]);
  const fields = [...keys].flatMap((key) => {
    const value = back(now.fields[key], before.fields[key], after.fields[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
  const gained = after.tags.filter((id) => !before.tags.includes(id));
  return {
    name: back(now.name, before.name, after.name),
    language: back(now.language, before.language, after.language),
    note: back(now.note, before.note, after.note),
    fields: Object.fromEntries(fields),
    tags: now.tags.filter((id) => !gained.includes(id)),
  };
}
