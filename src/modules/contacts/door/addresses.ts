import type { Executor } from '../../../platform/db.ts';
import type { IdentityKind, NewIdentity } from '../contract.ts';
import { findRoot } from '../queries/contacts.ts';
import { findByAddresses, type IdentityRow, identitiesOfContacts } from '../queries/identities.ts';

/** One address of a contact; ids are internal, 64 bits as text. */
export interface OwnedIdentity {
  readonly id: string;
  readonly contactId: string;
  readonly kind: IdentityKind;
  readonly address: string;
  readonly lastSeenAt: Date | null;
}

const owned = ({ id, contact_id, kind, address, last_seen_at }: IdentityRow): OwnedIdentity => ({
  id,
  contactId: contact_id,
  kind,
  address,
  lastSeenAt: last_seen_at,
});

/**
 * All addresses in use of a contact, or of the one that it became part of; the one most recently used first.
 * `db` is a transaction of the workspace, or the pipelines' connection.
 */
export async function identitiesOf(
  db: Executor,
  workspaceId: string,
  contactId: string,
): Promise<OwnedIdentity[]> {
  const [root] = await db.query(findRoot, [workspaceId, contactId]);
  if (root === undefined) return [];
  const rows = await db.query(identitiesOfContacts, [workspaceId, [root.id]]);
  return rows.filter(({ ended_at }) => ended_at === null).map(owned);
}

/** Whose these addresses are; those that nobody has are left out. Addresses in their one form (E.164, lower case). */
export async function ownersOf(
  db: Executor,
  workspaceId: string,
  identities: readonly NewIdentity[],
): Promise<OwnedIdentity[]> {
  const rows = await db.query(findByAddresses, [
    workspaceId,
    identities.map(({ kind }) => kind),
    identities.map(({ address }) => address),
  ]);
  return rows.map(owned);
}
