import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { SplitContact } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { findByRequestKey, insertContact } from '../queries/contacts.ts';
import { moveIdentities } from '../queries/identities.ts';
import { contactIdOf, keyedOf, loadLocked, requireLive } from './load.ts';
import { movesOf } from './merge-contacts.ts';
import { recordChange } from './record-change.ts';

/** Identities that belong to somebody else move to a new contact. Returns its internal id. */
export async function splitContact(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: SplitContact,
  requestKey: string | null,
): Promise<string> {
  const workspaceId = requireWorkspace(actor);
  const from = contactIdOf(deps, publicId);
  const wanted = new Set(input.identities.map((id) => deps.publicIds.decode('idn', id)?.toString()));
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const [made] = requestKey === null ? [] : await tx.query(findByRequestKey, [workspaceId, requestKey]);
    if (made !== undefined) return made.id;
    const source = requireLive(await loadLocked(tx, workspaceId, [from]), from);
    const moved = source.identities.filter(({ id }) => wanted.has(id));
    if (moved.length !== wanted.size)
      throw new Problem(contactsErrors.identity_not_found, { field: 'identities' });
    if (moved.length === source.identities.length)
      throw new Problem(contactsErrors.split_everything, { field: 'identities' });
    const to = deps.ids.next().toString();
    const name = input.name ?? null;
    const inserted = await tx.query(insertContact, [
      workspaceId,
      to,
      name,
      source.row.language,
      '',
      '{}',
      requestKey,
    ]);
    if (inserted.length === 0) return madeMeanwhile(tx, workspaceId, requestKey);
    await tx.query(moveIdentities, [workspaceId, [...wanted].flatMap((id) => id ?? []), to]);
    const kept = source.identities.filter(({ id }) => !wanted.has(id));
    await writeKeys(
      tx,
      workspaceId,
      [keyedOf(source)],
      [
        { ...keyedOf(source), identities: kept },
        { id: to, name, fields: {}, identities: moved },
      ],
    );
    await recordChange(deps, tx, {
      workspaceId,
      actor: actorRef(actor),
      kind: 'split',
      contactId: from,
      data: { others: [{ id: to, name }], identities: movesOf(moved, to) },
    });
    return to;
  });
}

/** The same request came twice at once, and the other one was first. */
export async function madeMeanwhile(
  tx: Transaction,
  workspaceId: string,
  requestKey: string | null,
): Promise<string> {
  const [made] = await tx.query(findByRequestKey, [workspaceId, requestKey ?? '']);
  if (made === undefined) throw new Error('a contact was neither made nor found');
  return made.id;
}
