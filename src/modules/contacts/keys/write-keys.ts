/** Keeps what is derived from contacts in step with them, in the same transaction. */
import type { Transaction } from '../../../platform/db.ts';
import type { FieldValues, IdentityKind } from '../contract.ts';
import {
  deleteFieldValues,
  deleteMatchKeys,
  deleteSearchKeys,
  insertFieldValues,
  insertMatchKeys,
  insertSearchKeys,
} from '../queries/keys.ts';
import { fieldKeys } from './field-keys.ts';
import { matchKeys } from './match-keys.ts';
import { nameKeys } from './name-keys.ts';

/** What keys are made of. */
export interface Keyed {
  readonly id: string;
  readonly name: string | null;
  readonly fields: FieldValues;
  readonly identities: readonly { readonly kind: IdentityKind; readonly address: string }[];
}

interface Pair {
  readonly contactId: string;
  readonly key: string;
}

const pairs = (contacts: readonly Keyed[], keysOf: (contact: Keyed) => readonly string[]): Pair[] =>
  contacts.flatMap((contact) => keysOf(contact).map((key) => ({ contactId: contact.id, key })));

const less = (all: readonly Pair[], without: readonly Pair[]): Pair[] => {
  const known = new Set(without.map(({ contactId, key }) => `${contactId} ${key}`));
  return all.filter(({ contactId, key }) => !known.has(`${contactId} ${key}`));
};

const columns = (list: readonly Pair[]) =>
  [list.map(({ contactId }) => contactId), list.map(({ key }) => key)] as const;

/** A field and its value as one text; keys hold no space. */
const joined = (contact: Keyed): string[] =>
  fieldKeys(contact.fields).map(({ field, value }) => `${field} ${value}`);

const fieldColumns = (list: readonly Pair[]) =>
  [
    list.map(({ contactId }) => contactId),
    list.map(({ key }) => key.slice(0, key.indexOf(' '))),
    list.map(({ key }) => key.slice(key.indexOf(' ') + 1)),
  ] as const;

/** From what they were to what they are; an empty list for contacts that are new, or gone. */
export async function writeKeys(
  tx: Transaction,
  workspaceId: string,
  before: readonly Keyed[],
  after: readonly Keyed[],
): Promise<void> {
  const names = [pairs(before, ({ name }) => nameKeys(name)), pairs(after, ({ name }) => nameKeys(name))];
  const matches = [pairs(before, matchKeys), pairs(after, matchKeys)];
  const values = [pairs(before, joined), pairs(after, joined)];
  const gone = ([old = [], now = []]: Pair[][]) => less(old, now);
  const fresh = ([old = [], now = []]: Pair[][]) => less(now, old);
  if (gone(names).length > 0) await tx.query(deleteSearchKeys, [workspaceId, ...columns(gone(names))]);
  if (fresh(names).length > 0) await tx.query(insertSearchKeys, [workspaceId, ...columns(fresh(names))]);
  if (gone(matches).length > 0) await tx.query(deleteMatchKeys, [workspaceId, ...columns(gone(matches))]);
  if (fresh(matches).length > 0) await tx.query(insertMatchKeys, [workspaceId, ...columns(fresh(matches))]);
  if (gone(values).length > 0)
    await tx.query(deleteFieldValues, [workspaceId, ...fieldColumns(gone(values))]);
  if (fresh(values).length > 0)
    await tx.query(insertFieldValues, [workspaceId, ...fieldColumns(fresh(values))]);
}
