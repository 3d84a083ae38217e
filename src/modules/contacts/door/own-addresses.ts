import type { Transaction } from '../../../platform/db.ts';
import type { NewIdentity } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { type IdentityRow, insertWritingIdentities } from '../queries/identities.ts';
import { keyOf, type Person } from './people.ts';

/** A contact that is about to get addresses which nobody has, as far as we saw. */
export interface Owning {
  readonly person: Person;
  readonly contactId: string;
  readonly addresses: readonly NewIdentity[];
}

/** Fewer rows than asked for where somebody else was faster. By address, see `keyOf`. */
export async function ownAddresses(
  tx: Transaction,
  deps: ContactsCore,
  workspaceId: string,
  owning: readonly Owning[],
): Promise<ReadonlyMap<string, IdentityRow>> {
  const rows = owning.flatMap(({ person, contactId, addresses }) =>
    addresses.map((one) => ({ ...one, person, contactId })),
  );
  if (rows.length === 0) return new Map();
  const made = await tx.query(insertWritingIdentities, [
    workspaceId,
    rows.map(() => deps.ids.next().toString()),
    rows.map(({ contactId }) => contactId),
    rows.map(({ kind }) => kind),
    rows.map(({ address }) => address),
    rows.map(({ person }) => person.name),
    rows.map(({ person }) => person.firstAt),
    rows.map(({ person }) => person.lastAt),
  ]);
  return new Map(made.map((row) => [keyOf(row), row]));
}
