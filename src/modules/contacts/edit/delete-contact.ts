import type { Transaction } from '../../../platform/db.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { ContactsDeps } from '../deps.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { contactIdOf, keyedOf, type Loaded, loadLocked, requireLive } from '../own/load.ts';
import { recordChange } from '../own/record-change.ts';
import { emptyChanges } from '../queries/changes.ts';
import { eraseContacts, findMergedFrom } from '../queries/contacts.ts';
import { deleteIdentities } from '../queries/identities.ts';
import { deleteSuggestionsOf } from '../queries/suggestions.ts';
import { deleteContactTags } from '../queries/tags.ts';

/**
 * Erases a person (UU 27/2022, article 43): addresses are freed, names, fields, notes, tags and the history's contents
 * go, also of the contacts that were merged into it, and what providers brought about them unasked. Empty rows stay for what points at them, and the audit trail says
 * that it was done, by whom and when.
 */
export async function deleteContact(deps: ContactsDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const parts = await tx.query(findMergedFrom, [workspaceId, id]);
    const all = [id, ...parts.map((part) => part.id)];
    const found = await loadLocked(tx, workspaceId, all);
    requireLive(found, id);
    // What became part of it while we waited for the locks is asked for again.
    const late = await tx.query(findMergedFrom, [workspaceId, id]);
    const missed = late.map((part) => part.id).filter((one) => !found.has(one));
    const more = missed.length === 0 ? [] : await loadLocked(tx, workspaceId, missed);
    const ours = [...found.values(), ...more.values()].filter(isOurs(late, id));
    await deps.forgetPerson(
      tx,
      workspaceId,
      ours.flatMap(({ identities }) => identities),
    );
    await erase(tx, workspaceId, ours);
    await recordChange(deps, tx, {
      workspaceId,
      actor: actorRef(actor),
      kind: 'deleted',
      contactId: id,
      data: {},
    });
  });
}

/** A part that was given back while we waited is a person of its own again. */
const isOurs =
  (late: readonly { readonly id: string }[], id: string) =>
  ({ row }: Loaded): boolean =>
    row.id === id || late.some((part) => part.id === row.id);

async function erase(tx: Transaction, workspaceId: string, contacts: readonly Loaded[]): Promise<void> {
  const ids = contacts.map(({ row }) => row.id);
  await writeKeys(tx, workspaceId, contacts.map(keyedOf), []);
  for (const { row, identities, tags } of contacts) {
    if (identities.length > 0)
      await tx.query(deleteIdentities, [workspaceId, identities.map((one) => one.id)]);
    if (tags.length > 0) await tx.query(deleteContactTags, [workspaceId, row.id, tags.map((one) => one.id)]);
  }
  await tx.query(deleteSuggestionsOf, [workspaceId, ids]);
  await tx.query(emptyChanges, [workspaceId, ids]);
  await tx.query(eraseContacts, [workspaceId, ids]);
}
