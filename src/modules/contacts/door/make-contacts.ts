import type { Transaction } from '../../../platform/db.ts';
import type { ContactsCore } from '../deps.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { recordChanges } from '../own/record-change.ts';
import { deleteContacts } from '../queries/contacts.ts';
import { deleteIdentities, type IdentityRow } from '../queries/identities.ts';
import { suggestFor } from '../suggest/suggest-for.ts';
import { insertContacts } from '../transfer/queries/bulk.ts';
import { ownAddresses } from './own-addresses.ts';
import { INBOUND, keyOf, moveTo, type Person, type ResolvedSender } from './people.ts';

/** Contacts of people whom nobody knows. Those are missing of whom somebody else took an address meanwhile. */
export async function makeContacts(
  tx: Transaction,
  deps: ContactsCore,
  workspaceId: string,
  people: readonly Person[],
): Promise<ReadonlyMap<Person, ResolvedSender>> {
  if (people.length === 0) return new Map();
  const drafts = people.map((person) => ({
    person,
    contactId: deps.ids.next().toString(),
    addresses: person.wanted,
  }));
  const [, rows] = await Promise.all([
    tx.query(insertContacts, [
      workspaceId,
      drafts.map(({ contactId }) => contactId),
      drafts.map(({ person }) => person.name),
      drafts.map(() => '{}'),
    ]),
    ownAddresses(tx, deps, workspaceId, drafts),
  ]);
  const owners = drafts.map(
    ({ person, contactId }): Made => ({
      person,
      contactId,
      identities: person.wanted.flatMap((one) => rows.get(keyOf(one)) ?? []),
    }),
  );
  const isWhole = ({ person, identities }: Made) => identities.length === person.wanted.length;
  await takeBack(
    tx,
    workspaceId,
    owners.filter((one) => !isWhole(one)),
  );
  const made = owners.filter(isWhole);
  await introduce(tx, deps, workspaceId, made);
  return new Map(
    made.map(({ person, contactId, identities }) => [
      person,
      { contactId, identityId: identities[0]?.id ?? '', created: true, linked: false },
    ]),
  );
}

interface Made {
  readonly person: Person;
  readonly contactId: string;
  readonly identities: readonly IdentityRow[];
}

async function takeBack(tx: Transaction, workspaceId: string, raced: readonly Made[]): Promise<void> {
  if (raced.length === 0) return;
  const ids = raced.flatMap(({ identities }) => identities.map(({ id }) => id));
  await tx.query(deleteIdentities, [workspaceId, ids]);
  await tx.query(deleteContacts, [workspaceId, raced.map(({ contactId }) => contactId)]);
}

/** What they are found by, their history, and who they may be twice. */
async function introduce(
  tx: Transaction,
  deps: ContactsCore,
  workspaceId: string,
  made: readonly Made[],
): Promise<void> {
  if (made.length === 0) return;
  const contacts = made.map(({ person, contactId, identities }) => ({
    id: contactId,
    name: person.name,
    fields: {},
    identities,
  }));
  await writeKeys(tx, workspaceId, [], contacts);
  const changes = made.map(({ contactId, identities }) => ({
    ...({ actor: INBOUND, kind: 'created', contactId } as const),
    data: { identities: identities.map((row) => moveTo(row, contactId)) },
  }));
  await recordChanges(deps, tx, workspaceId, changes);
  await suggestFor(deps, tx, workspaceId, contacts);
}
