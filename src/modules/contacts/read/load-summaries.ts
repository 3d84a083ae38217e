import type { Transaction } from '../../../platform/db.ts';
import type { ContactSummary } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { type ContactRow, findContacts } from '../queries/contacts.ts';
import { type IdentityRow, identitiesOfContacts } from '../queries/identities.ts';
import { tagsOfContacts, type TagRow } from '../queries/tags.ts';
import { summaryView } from './contact-view.ts';

export interface Whole {
  readonly row: ContactRow;
  readonly identities: readonly IdentityRow[];
  readonly tags: readonly TagRow[];
}

/** Contacts with what belongs to them, by internal id: three statements, sent together. */
export async function loadContacts(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Whole>> {
  if (ids.length === 0) return new Map();
  const [rows, identities, tags] = await Promise.all([
    tx.query(findContacts, [workspaceId, ids]),
    tx.query(identitiesOfContacts, [workspaceId, ids]),
    tx.query(tagsOfContacts, [workspaceId, ids]),
  ]);
  const wholes = new Map(
    rows.map((row) => [row.id, { row, identities: new Array<IdentityRow>(), tags: new Array<TagRow>() }]),
  );
  for (const identity of identities) wholes.get(identity.contact_id)?.identities.push(identity);
  for (const tag of tags) wholes.get(tag.contact_id)?.tags.push(tag);
  return wholes;
}

export async function summariesOf(
  deps: Pick<ContactsCore, 'publicIds'>,
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
  masked: boolean,
): Promise<ReadonlyMap<string, ContactSummary>> {
  const wholes = await loadContacts(tx, workspaceId, ids);
  return new Map(
    [...wholes].map(([id, { row, identities, tags }]) => [
      id,
      summaryView(deps, row, identities, tags, masked),
    ]),
  );
}
