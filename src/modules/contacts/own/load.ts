import type { Transaction } from '../../../platform/db.ts';
import { Problem, type ProblemDetails } from '../../../platform/problem.ts';
import type { ContactsCore } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import type { Keyed } from '../keys/write-keys.ts';
import { type ContactRow, lockContacts } from '../queries/contacts.ts';
import { type IdentityRow, identitiesOfContacts } from '../queries/identities.ts';
import { tagsOfContacts, type TagRow } from '../queries/tags.ts';
import type { Values } from './state.ts';

/** A contact with everything that belongs to it. */
export interface Loaded {
  readonly row: ContactRow;
  readonly identities: readonly IdentityRow[];
  readonly tags: readonly TagRow[];
}

/** The internal id behind a public one; throws `contact_not_found` for anything else. */
export function contactIdOf(
  deps: Pick<ContactsCore, 'publicIds'>,
  publicId: string,
  details: ProblemDetails = {},
): string {
  const id = deps.publicIds.decode('con', publicId);
  if (id === undefined) throw new Problem(contactsErrors.contact_not_found, details);
  return id.toString();
}

/** Locks contacts until the transaction ends, so that owners change one after the other, and reads what is theirs. */
export async function loadLocked(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Loaded>> {
  const rows = await tx.query(lockContacts, [workspaceId, ids]);
  // Only now, past the locks: what others did while we waited is seen.
  const identities = await tx.query(identitiesOfContacts, [workspaceId, ids]);
  const tags = await tx.query(tagsOfContacts, [workspaceId, ids]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        row,
        identities: identities.filter(({ contact_id }) => contact_id === row.id),
        tags: tags.filter(({ contact_id }) => contact_id === row.id),
      },
    ]),
  );
}

/** Throws when it is gone, or part of another contact. */
export function requireLive(found: ReadonlyMap<string, Loaded>, id: string, field?: string): Loaded {
  const details = field === undefined ? {} : { field };
  const loaded = found.get(id);
  if (loaded === undefined || loaded.row.deleted_at !== null)
    throw new Problem(contactsErrors.contact_not_found, details);
  if (loaded.row.merged_into !== null) throw new Problem(contactsErrors.contact_merged, details);
  return loaded;
}

export const keyedOf = ({ row, identities }: Loaded): Keyed => ({
  id: row.id,
  name: row.name,
  fields: row.fields,
  identities,
});

export const valuesOf = ({ row, tags }: Loaded): Values => ({
  name: row.name,
  language: row.language,
  note: row.note,
  fields: row.fields,
  tags: tags.map(({ id }) => id),
});
