import type { Transaction } from '../../../platform/db.ts';
import type { ContactsCore } from '../deps.ts';
import { findByAddresses, type IdentityRow } from '../queries/identities.ts';
import { joinContacts } from './join-contacts.ts';
import { makeContacts } from './make-contacts.ts';
import { disjointPeople, keyOf, type Person, peopleOf, type ResolvedSender, type Sender } from './people.ts';

/** Others may take an address between our look and our insert; each try then sees what they did. */
const TRIES = 4;

/**
 * Whose messages these are, in the order of `senders`; makes contacts when nobody has an address yet. Runs in the
 * transaction of the caller as titian_worker. The outcome is as if one had come after the other, in a number of
 * statements that does not grow with them. Two first messages at once make one contact. When a phone number and a user id
 * of two different contacts come together, nobody is merged: people are asked (a suggestion). Undefined where no
 * address is usable, such as a short code as sender.
 */
export async function resolveSenders(
  tx: Transaction,
  deps: ContactsCore,
  workspaceId: string,
  senders: readonly Sender[],
): Promise<(ResolvedSender | undefined)[]> {
  const resolved: (ResolvedSender | undefined)[] = senders.map(() => undefined);
  for (let rest = peopleOf(senders); rest.length > 0; ) {
    const { first, later } = disjointPeople(rest);
    for (const [{ members }, one] of await resolveDisjoint(tx, deps, workspaceId, first))
      members.forEach((sender, i) => {
        resolved[sender] = i === 0 ? one : { ...one, created: false, linked: false };
      });
    rest = later;
  }
  return resolved;
}

/** People of whom no two share an address. */
async function resolveDisjoint(
  tx: Transaction,
  deps: ContactsCore,
  workspaceId: string,
  people: readonly Person[],
): Promise<ReadonlyMap<Person, ResolvedSender>> {
  const resolved = new Map<Person, ResolvedSender>();
  let open = people;
  for (let attempt = 0; attempt < TRIES && open.length > 0; attempt++) {
    const owners = await findOwners(tx, workspaceId, open);
    const foundOf = (person: Person) => person.wanted.flatMap((one) => owners.get(keyOf(one)) ?? []);
    const known = open.map((person) => ({ person, found: foundOf(person) }));
    const strangers = known.filter(({ found }) => found.length === 0).map(({ person }) => person);
    const made = await makeContacts(tx, deps, workspaceId, strangers);
    const joined = await joinContacts(
      tx,
      deps,
      workspaceId,
      known.filter(({ found }) => found.length > 0),
    );
    for (const [person, one] of [...made, ...joined]) resolved.set(person, one);
    open = open.filter((person) => !resolved.has(person));
  }
  if (open.length > 0) throw new Error('the addresses of a sender kept changing owners');
  return resolved;
}

async function findOwners(
  tx: Transaction,
  workspaceId: string,
  people: readonly Person[],
): Promise<ReadonlyMap<string, IdentityRow>> {
  const wanted = people.flatMap((person) => person.wanted);
  const rows = await tx.query(findByAddresses, [
    workspaceId,
    wanted.map(({ kind }) => kind),
    wanted.map(({ address }) => address),
  ]);
  return new Map(rows.map((row) => [keyOf(row), row]));
}
