import type { Executor } from '../../../platform/db.ts';
import type { NewIdentity } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { findContacts } from '../queries/contacts.ts';
import { findIdentities } from '../queries/identities.ts';
import { identitiesOf, ownersOf } from './addresses.ts';

/**
 * Where the people behind `con_…` and `idn_…` can be reached, the address used last first; what nobody has, or is not
 * theirs any more, is missing. `db` is a transaction of the workspace.
 */
export async function addressesByReference(
  deps: Pick<ContactsCore, 'publicIds'>,
  db: Executor,
  workspaceId: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, readonly NewIdentity[]>> {
  const reached = new Map<string, readonly NewIdentity[]>();
  const identities = new Map<string, string>();
  for (const reference of references) {
    const contact = deps.publicIds.decode('con', reference);
    const identity = deps.publicIds.decode('idn', reference);
    if (identity !== undefined) identities.set(identity.toString(), reference);
    if (contact === undefined) continue;
    const own = await identitiesOf(db, workspaceId, contact.toString());
    if (own.length > 0) reached.set(reference, own);
  }
  if (identities.size === 0) return reached;
  for (const row of await db.query(findIdentities, [workspaceId, [...identities.keys()]])) {
    const reference = identities.get(row.id);
    if (reference !== undefined && row.ended_at === null) reached.set(reference, [row]);
  }
  return reached;
}

/** The contact that has this address now, by public id. */
export async function contactAt(
  deps: Pick<ContactsCore, 'publicIds'>,
  db: Executor,
  workspaceId: string,
  place: NewIdentity,
): Promise<{ readonly id: string; readonly name: string | null } | null> {
  const [owner] = await ownersOf(db, workspaceId, [place]);
  if (owner === undefined) return null;
  const [row] = await db.query(findContacts, [workspaceId, [owner.contactId]]);
  return row === undefined ? null : { id: deps.publicIds.encode('con', BigInt(row.id)), name: row.name };
}
