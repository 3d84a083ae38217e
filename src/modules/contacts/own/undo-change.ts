import type { Transaction } from '../../../platform/db.ts';
import type { ActorRef } from '../../../platform/events/event.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { ContactsCore, ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { type ChangeRow, findChange, markUndone } from '../queries/changes.ts';
import { setMergedInto } from '../queries/contacts.ts';
import { findIdentities, moveIdentities } from '../queries/identities.ts';
import { decidePairs } from '../queries/suggestions.ts';
import { contactIdOf, keyedOf, type Loaded, loadLocked, valuesOf } from './load.ts';
import { restoreValues } from './merge-values.ts';
import { recordChange } from './record-change.ts';
import { type ChangeData, readChangeData } from './state.ts';
import { writeValues } from './write-values.ts';

/**
 * Takes a merge or a split back: every identity it moved returns to the owner it had, and so does what has replaced it
 * since. Refused when something later stands in the way, so that nobody gets an identity that was meant for another.
 */
export async function undoChange(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  changeId: string,
): Promise<string> {
  const workspaceId = requireWorkspace(actor);
  const contactId = contactIdOf(deps, publicId);
  const id = deps.publicIds.decode('chg', changeId)?.toString();
  if (id === undefined) throw new Problem(contactsErrors.change_not_found);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [seen] = await tx.query(findChange, [workspaceId, id]);
    if (seen === undefined) throw new Problem(contactsErrors.change_not_found);
    const involved = involvedIn(seen);
    if (!involved.includes(contactId)) throw new Problem(contactsErrors.change_not_found);
    const found = await loadLocked(tx, workspaceId, involved);
    // Again, past the locks: somebody may have undone it meanwhile.
    const [change] = await tx.query(findChange, [workspaceId, id]);
    if (change === undefined || change.undone_by !== null) return;
    const undo = { workspaceId, actor: actorRef(actor), change, found };
    if (change.kind === 'merged') return undoMerge(deps, tx, undo);
    if (change.kind === 'split') return undoSplit(deps, tx, undo);
    throw new Problem(contactsErrors.not_undoable);
  });
  return contactId;
}

const involvedIn = (change: ChangeRow): string[] => [
  change.contact_id,
  ...readChangeData(change.data).others.map(({ id }) => id),
];

interface Undo {
  readonly workspaceId: string;
  readonly actor: ActorRef;
  readonly change: ChangeRow;
  readonly found: ReadonlyMap<string, Loaded>;
}

const blocked = (): Problem => new Problem(contactsErrors.undo_blocked);

async function undoMerge(deps: ContactsCore, tx: Transaction, undo: Undo): Promise<void> {
  const { workspaceId, actor, change, found } = undo;
  const data = readChangeData(change.data);
  const stays = requireLiveOrBlocked(found, change.contact_id);
  const others = data.others.map(({ id }) => found.get(id));
  const back: Loaded[] = [];
  for (const other of others) {
    if (other === undefined || other.row.merged_into !== stays.row.id || other.row.deleted_at !== null)
      throw blocked();
    back.push(other);
  }
  if (data.before === undefined || data.after === undefined) throw blocked();
  await tx.query(setMergedInto, [workspaceId, back.map(({ row }) => row.id), null]);
  const returned = await giveBack(tx, workspaceId, data, stays);
  const now = valuesOf(stays);
  const restored = restoreValues(now, data.before, data.after);
  await writeValues(tx, workspaceId, stays.row.id, now, restored);
  const ownerOf = new Map(returned.map(({ id, to }) => [id, to]));
  const after = [
    { id: stays.row.id, name: restored.name, fields: restored.fields },
    ...back.map(({ row: { id, name, fields } }) => ({ id, name, fields })),
  ].map((one) => ({
    ...one,
    identities: stays.identities.filter(({ id }) => (ownerOf.get(id) ?? stays.row.id) === one.id),
  }));
  await writeKeys(tx, workspaceId, [keyedOf(stays)], after);
  // Whoever takes a merge back has said that they are not the same.
  const ids = back.map(({ row }) => row.id);
  await tx.query(decidePairs, [workspaceId, stays.row.id, ids, 'dismissed', actor.id]);
  await finish(deps, tx, undo, { others: data.others, identities: returned });
}

async function undoSplit(deps: ContactsCore, tx: Transaction, undo: Undo): Promise<void> {
  const { workspaceId, change, found } = undo;
  const data = readChangeData(change.data);
  const source = requireLiveOrBlocked(found, change.contact_id);
  const made = requireLiveOrBlocked(found, data.others[0]?.id ?? '');
  const returned = await giveBack(tx, workspaceId, data, made);
  const gone = new Set(returned.map(({ id }) => id));
  const kept = made.identities.filter(({ id }) => !gone.has(id));
  const whole = {
    ...keyedOf(source),
    identities: [...source.identities, ...made.identities.filter(({ id }) => gone.has(id))],
  };
  // What wrote to the new contact since the split stays with it; without any it is part of the old one.
  const stays = kept.length > 0 ? [{ ...keyedOf(made), identities: kept }] : [];
  if (kept.length === 0) await tx.query(setMergedInto, [workspaceId, [made.row.id], source.row.id]);
  await writeKeys(tx, workspaceId, [keyedOf(source), keyedOf(made)], [whole, ...stays]);
  await finish(deps, tx, undo, { others: data.others, identities: returned });
}

function requireLiveOrBlocked(found: ReadonlyMap<string, Loaded>, id: string): Loaded {
  const loaded = found.get(id);
  if (loaded === undefined || loaded.row.deleted_at !== null || loaded.row.merged_into !== null)
    throw blocked();
  return loaded;
}

/** Moves what the change moved back to its former owners. An identity that was removed since is no hindrance. */
async function giveBack(
  tx: Transaction,
  workspaceId: string,
  data: ChangeData,
  holder: Loaded,
): Promise<ChangeData['identities']> {
  const held = new Map(holder.identities.map((identity) => [identity.id, identity]));
  const elsewhere = data.identities.map(({ id }) => id).filter((id) => !held.has(id));
  if ((await tx.query(findIdentities, [workspaceId, elsewhere])).length > 0) throw blocked();
  const returned: ChangeData['identities'] = [];
  for (const move of data.identities) {
    let identity = held.get(move.id);
    // A user id or number that was replaced since: its successor is the same person's.
    while (identity !== undefined) {
      const { id, kind, address, replaced_by } = identity;
      held.delete(id);
      returned.push({ id, kind, address, from: holder.row.id, to: move.from });
      identity = replaced_by === null ? undefined : held.get(replaced_by);
    }
  }
  for (const owner of new Set(returned.flatMap(({ to }) => to ?? []))) {
    const ids = returned.filter(({ to }) => to === owner).map(({ id }) => id);
    await tx.query(moveIdentities, [workspaceId, ids, owner]);
  }
  return returned;
}

async function finish(
  deps: ContactsCore,
  tx: Transaction,
  { workspaceId, actor, change }: Undo,
  data: Pick<ChangeData, 'others' | 'identities'>,
): Promise<void> {
  const undoneBy = await recordChange(deps, tx, {
    workspaceId,
    actor,
    kind: 'undone',
    contactId: change.contact_id,
    data: { ...data, undoes: change.id },
  });
  await tx.query(markUndone, [workspaceId, change.id, undoneBy]);
}
