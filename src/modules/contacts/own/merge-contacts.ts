import type { Transaction } from '../../../platform/db.ts';
import type { ActorRef } from '../../../platform/events/event.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { MergeContacts } from '../contract.ts';
import type { ContactsCore, ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { setMergedInto } from '../queries/contacts.ts';
import { moveIdentities } from '../queries/identities.ts';
import { decidePairs } from '../queries/suggestions.ts';
import { suggestFor } from '../suggest/suggest-for.ts';
import { contactIdOf, keyedOf, type Loaded, loadLocked, requireLive, valuesOf } from './load.ts';
import { mergeValues } from './merge-values.ts';
import { recordChange } from './record-change.ts';
import { writeValues } from './write-values.ts';

/**
 * Several contacts become part of one. Nothing is deleted: those taken in stay as they were, without identities,
 * so that undoing it gives everything back. Asking again changes nothing.
 */
export async function mergeContacts(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: MergeContacts,
): Promise<string> {
  const workspaceId = requireWorkspace(actor);
  const into = contactIdOf(deps, publicId);
  const others = [...new Set(input.others.map((id, i) => contactIdOf(deps, id, { field: `others[${i}]` })))];
  if (others.includes(into)) throw new Problem(contactsErrors.merge_with_itself, { field: 'others' });
  const take = new Map(
    Object.entries(input.take ?? {}).map(([what, id]) => [
      what,
      contactIdOf(deps, id, { field: `take.${what}` }),
    ]),
  );
  await deps.db.inWorkspace(workspaceId, (tx) =>
    mergeInto(deps, tx, { workspaceId, actor: actorRef(actor), into, others, take }),
  );
  return into;
}

export interface MergeRequest {
  readonly workspaceId: string;
  readonly actor: ActorRef;
  readonly into: string;
  readonly others: readonly string[];
  readonly take: ReadonlyMap<string, string>;
}

async function mergeInto(deps: ContactsCore, tx: Transaction, request: MergeRequest): Promise<void> {
  const { workspaceId, actor, into, take } = request;
  const found = await loadLocked(tx, workspaceId, [into, ...request.others]);
  const stays = requireLive(found, into);
  const fresh = request.others.filter((id) => found.get(id)?.row.merged_into !== into);
  const taken = fresh.map((id) => requireLive(found, id, 'others'));
  if (taken.length === 0) return;
  const before = valuesOf(stays);
  const after = mergeValues(
    { id: into, values: before },
    taken.map((one) => ({ id: one.row.id, values: valuesOf(one) })),
    take,
  );
  const moved = taken.flatMap(({ identities }) => identities);
  await tx.query(moveIdentities, [workspaceId, moved.map(({ id }) => id), into]);
  await tx.query(setMergedInto, [workspaceId, fresh, into]);
  await writeValues(tx, workspaceId, into, before, after);
  const whole = {
    id: into,
    name: after.name,
    fields: after.fields,
    identities: [...stays.identities, ...moved],
  };
  await writeKeys(tx, workspaceId, [stays, ...taken].map(keyedOf), [whole]);
  await tx.query(decidePairs, [workspaceId, into, fresh, 'merged', actor.id]);
  await recordChange(deps, tx, {
    workspaceId,
    actor,
    kind: 'merged',
    contactId: into,
    data: { others: taken.map(otherOf), identities: movesOf(moved, into), before, after },
  });
  await suggestFor(deps, tx, workspaceId, [whole]);
}

export const otherOf = ({ row }: Loaded): { id: string; name: string | null } => ({
  id: row.id,
  name: row.name,
});

export const movesOf = (identities: Loaded['identities'], to: string) =>
  identities.map(({ id, kind, address, contact_id }) => ({ id, kind, address, from: contact_id, to }));
