import type { Transaction } from '../../../../platform/db.ts';
import type { ActorRef } from '../../../../platform/events/event.ts';
import type { ContactsCore } from '../../deps.ts';
import { writeKeys } from '../../keys/write-keys.ts';
import { insertContactTags } from '../../queries/tags.ts';
import { suggestFor } from '../../suggest/suggest-for.ts';
import { insertChanges, insertContacts, insertIdentities, updateContacts } from '../queries/bulk.ts';
import { insertFaults } from '../queries/imports.ts';
import { ChangedMeanwhile } from './load-owners.ts';
import { editsOf, type Known, type Planned } from './plan-batch.ts';
import type { RowFault } from './read-row.ts';

interface Batch {
  readonly workspaceId: string;
  readonly actor: ActorRef;
  readonly nextId: () => string;
}

/** Contacts, identities, tags, what is derived from them, who they may be twice, and their history. */
export async function writePlanned(
  deps: Pick<ContactsCore, 'ids'>,
  tx: Transaction,
  batch: Batch,
  planned: readonly Planned[],
): Promise<void> {
  if (planned.length === 0) return;
  const { workspaceId, nextId } = batch;
  const fresh = planned.filter(({ before }) => before === undefined).map(({ after }) => after);
  const changed = planned.filter(({ before }) => before !== undefined).map(({ after }) => after);
  if (fresh.length > 0) tx.send(insertContacts, [workspaceId, ...columnsOf(fresh)]);
  if (changed.length > 0) tx.send(updateContacts, [workspaceId, ...columnsOf(changed)]);
  const gained = planned.flatMap(({ after, gained: some }) =>
    some.map((one) => ({ ...one, contactId: after.id })),
  );
  const made = await tx.query(insertIdentities, [
    workspaceId,
    gained.map(nextId),
    gained.map(({ contactId }) => contactId),
    gained.map(({ kind }) => kind),
    gained.map(({ address }) => address),
  ]);
  // A message from one of these addresses came in just now and made its contact.
  if (made.length < gained.length) throw new ChangedMeanwhile();
  const tags = planned.flatMap(({ before, after }) =>
    after.tags.filter((id) => !before?.tags.includes(id)).map((id) => ({ contactId: after.id, id })),
  );
  if (tags.length > 0) {
    tx.send(insertContactTags, [workspaceId, tags.map((one) => one.contactId), tags.map(({ id }) => id)]);
  }
  const before = planned.flatMap((one) => one.before ?? []);
  const after = planned.map((one) => one.after);
  await writeKeys(tx, workspaceId, before, after);
  await suggestFor(deps, tx, workspaceId, after);
  writeHistory(tx, batch, planned);
}

const columnsOf = (contacts: readonly Known[]) =>
  [
    contacts.map(({ id }) => id),
    contacts.map(({ name }) => name),
    contacts.map(({ fields }) => JSON.stringify(fields)),
  ] as const;

function writeHistory(
  tx: Transaction,
  { workspaceId, actor, nextId }: Batch,
  planned: readonly Planned[],
): void {
  tx.send(insertChanges, [
    workspaceId,
    planned.map(nextId),
    planned.map(({ before }) => (before === undefined ? 'created' : 'edited')),
    planned.map(({ after }) => after.id),
    planned.map(({ before, after }) =>
      JSON.stringify(before === undefined ? {} : { edits: editsOf(before, after) }),
    ),
    actor.kind,
    actor.id,
  ]);
}

export function writeFaults(
  tx: Transaction,
  workspaceId: string,
  importId: string,
  faults: readonly RowFault[],
): void {
  if (faults.length === 0) return;
  tx.send(insertFaults, [
    workspaceId,
    importId,
    faults.map(({ row }) => row),
    faults.map(({ column }) => column),
    faults.map(({ code }) => code),
    faults.map(({ value }) => value),
  ]);
}
