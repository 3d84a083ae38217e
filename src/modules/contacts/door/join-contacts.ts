import type { Transaction } from '../../../platform/db.ts';
import type { ContactsCore } from '../deps.ts';
import { recordChanges } from '../own/record-change.ts';
import { holdContacts } from '../queries/contacts.ts';
import { type IdentityRow, touchIdentities } from '../queries/identities.ts';
import { type Pair, storePairs } from '../suggest/suggest-for.ts';
import { ownAddresses } from './own-addresses.ts';
import { INBOUND, keyOf, moveTo, type Person, type ResolvedSender } from './people.ts';

/** Somebody of whose addresses at least one is known; in the order of `wanted`. */
interface Known {
  readonly person: Person;
  readonly found: readonly IdentityRow[];
}

/** One of them, and what became of the addresses that nobody had. */
interface Joined extends Known {
  readonly contactId: string;
  readonly made: readonly IdentityRow[];
}

/** Adds the other addresses to their contacts. Those are missing whose contact or addresses changed hands meanwhile. */
export async function joinContacts(
  tx: Transaction,
  deps: ContactsCore,
  workspaceId: string,
  people: readonly Known[],
): Promise<ReadonlyMap<Person, ResolvedSender>> {
  if (people.length === 0) return new Map();
  const joined = await addAddresses(tx, deps, workspaceId, people);
  await recordChanges(
    deps,
    tx,
    workspaceId,
    joined
      .filter(({ made }) => made.length > 0)
      .map(({ contactId, made }) => ({
        ...({ actor: INBOUND, kind: 'identity_added', contactId } as const),
        data: { identities: made.map((row) => moveTo(row, contactId)) },
      })),
  );
  const whole = joined.filter(
    ({ person, found, made }) => found.length + made.length === person.wanted.length,
  );
  await storePairs(deps, tx, workspaceId, whole.flatMap(strangersOf));
  const ours = whole.flatMap(({ person, found, contactId }) =>
    found.filter((row) => row.contact_id === contactId).map(({ id }) => ({ id, person })),
  );
  await tx.query(touchIdentities, [
    workspaceId,
    ours.map(({ id }) => id),
    ours.map(({ person }) => person.lastAt),
    ours.map(({ person }) => person.name),
  ]);
  return new Map(whole.map((one) => [one.person, resolvedOf(one)]));
}

async function addAddresses(
  tx: Transaction,
  deps: ContactsCore,
  workspaceId: string,
  people: readonly Known[],
): Promise<Joined[]> {
  const missingOf = ({ person, found }: Known) => {
    const known = new Set(found.map(keyOf));
    return person.wanted.filter((one) => !known.has(keyOf(one)));
  };
  const all = people.map((one) => ({
    ...one,
    contactId: one.found[0]?.contact_id ?? '',
    addresses: missingOf(one),
  }));
  const growing = all.filter(({ addresses }) => addresses.length > 0);
  const held = await holdLiving(
    tx,
    workspaceId,
    growing.map(({ contactId }) => contactId),
  );
  // The others were merged or erased while we looked.
  const owning = growing.filter(({ contactId }) => held.has(contactId));
  const rows = await ownAddresses(tx, deps, workspaceId, owning);
  return all
    .filter(({ addresses, contactId }) => addresses.length === 0 || held.has(contactId))
    .map(({ person, found, contactId, addresses }) => ({
      person,
      found,
      contactId,
      made: addresses.flatMap((one) => rows.get(keyOf(one)) ?? []),
    }));
}

async function holdLiving(
  tx: Transaction,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await tx.query(holdContacts, [workspaceId, [...new Set(contactIds)]]);
  const living = rows.filter(({ merged_into, deleted_at }) => merged_into === null && deleted_at === null);
  return new Set(living.map(({ id }) => id));
}

/** Addresses written with that are another contact's. */
const strangersOf = ({ found, contactId }: Joined): Pair[] =>
  found
    .filter((row) => row.contact_id !== contactId)
    .map((row) => ({
      one: contactId,
      other: row.contact_id,
      reason: 'written_together',
      evidence: `${found[0]?.address ?? ''} · ${row.address}`,
    }));

function resolvedOf({ person, found, made, contactId }: Joined): ResolvedSender {
  const [wrote] = person.wanted;
  const key = wrote === undefined ? '' : keyOf(wrote);
  const identity = [...found, ...made].find((row) => keyOf(row) === key);
  return { contactId, identityId: identity?.id ?? '', created: false, linked: made.length > 0 };
}
