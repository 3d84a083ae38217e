import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import type { NewIdentity } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { canonicalIdentity } from '../identity-address.ts';
import { findByAddresses, type IdentityRow, insertIdentity } from '../queries/identities.ts';

/** In their one form and each once; throws for one that is none of its kind. */
export function checkIdentities(given: readonly NewIdentity[], field: string): NewIdentity[] {
  const unique = new Map<string, NewIdentity>();
  given.forEach(({ kind, address }, i) => {
    const canonical = canonicalIdentity(kind, address);
    if (canonical === undefined) {
      throw new Problem(contactsErrors.identity_invalid, {
        field: given.length === 1 && field === 'address' ? 'address' : `${field}[${i}].address`,
      });
    }
    unique.set(`${kind} ${canonical}`, { kind, address: canonical });
  });
  // Sorted, so that two requests with the same addresses wait for each other instead of crossing.
  return [...unique.values()].sort((a, b) => (`${a.kind} ${a.address}` < `${b.kind} ${b.address}` ? -1 : 1));
}

/** Gives a contact addresses that nobody has; throws `identity_taken` naming whose they are. */
export async function ownIdentities(
  deps: ContactsCore,
  tx: Transaction,
  workspaceId: string,
  contactId: string,
  identities: readonly NewIdentity[],
): Promise<IdentityRow[]> {
  const made: IdentityRow[] = [];
  for (const { kind, address } of identities) {
    const id = deps.ids.next().toString();
    const [row] = await tx.query(insertIdentity, [workspaceId, id, contactId, kind, address, null, null]);
    if (row === undefined) throw await takenBy(deps, tx, workspaceId, { kind, address });
    made.push(row);
  }
  return made;
}

async function takenBy(
  deps: ContactsCore,
  tx: Transaction,
  workspaceId: string,
  { kind, address }: NewIdentity,
): Promise<Problem> {
  const [owner] = await tx.query(findByAddresses, [workspaceId, [kind], [address]]);
  const contact = owner === undefined ? '' : deps.publicIds.encode('con', BigInt(owner.contact_id));
  return new Problem(contactsErrors.identity_taken, {
    field: 'identities',
    detail: `The address belongs to ${contact}.`,
  });
}
