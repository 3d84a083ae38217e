import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import { MAX_IDENTITIES, type NewIdentity, type RevealedIdentity } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { contactIdOf, keyedOf, type Loaded, loadLocked, requireLive } from '../own/load.ts';
import { recordChange } from '../own/record-change.ts';
import { deleteIdentities, type IdentityRow } from '../queries/identities.ts';
import { suggestFor } from '../suggest/suggest-for.ts';
import { checkIdentities, ownIdentities } from './own-identities.ts';

/** An address that the contact has already is no fault and no change. */
export async function addIdentity(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: NewIdentity,
): Promise<string> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  const wanted = checkIdentities([input], 'address');
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const contact = requireLive(await loadLocked(tx, workspaceId, [id]), id);
    const fresh = wanted.filter((one) => !hasIdentity(contact, one));
    if (fresh.length === 0) return;
    if (contact.identities.length >= MAX_IDENTITIES) throw new Problem(contactsErrors.too_many_identities);
    const made = await ownIdentities(deps, tx, workspaceId, id, fresh);
    const whole = { ...keyedOf(contact), identities: [...contact.identities, ...made] };
    await writeKeys(tx, workspaceId, [keyedOf(contact)], [whole]);
    const identities = made.map((row) => ({ ...moveOf(row), from: null, to: id }));
    await recordChange(deps, tx, {
      workspaceId,
      actor: actorRef(actor),
      kind: 'identity_added',
      contactId: id,
      data: { identities },
    });
    await suggestFor(deps, tx, workspaceId, [whole]);
  });
  return id;
}

const hasIdentity = (contact: Loaded, { kind, address }: NewIdentity): boolean =>
  contact.identities.some((one) => one.kind === kind && one.address === address && one.ended_at === null);

const moveOf = ({ id, kind, address }: IdentityRow) => ({ id, kind, address });

/** The address is nobody's afterwards: whoever writes from it next is a new contact. */
export async function removeIdentity(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  identityId: string,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const contact = requireLive(await loadLocked(tx, workspaceId, [id]), id);
    const gone = identityOf(deps, contact, identityId);
    await tx.query(deleteIdentities, [workspaceId, [gone.id]]);
    const kept = contact.identities.filter((one) => one !== gone);
    await writeKeys(tx, workspaceId, [keyedOf(contact)], [{ ...keyedOf(contact), identities: kept }]);
    await recordChange(deps, tx, {
      workspaceId,
      actor: actorRef(actor),
      kind: 'identity_removed',
      contactId: id,
      data: { identities: [{ ...moveOf(gone), from: id, to: null }] },
    });
  });
}

function identityOf(deps: ContactsDeps, contact: Loaded, publicId: string): IdentityRow {
  const id = deps.publicIds.decode('idn', publicId)?.toString();
  const found = contact.identities.find((one) => one.id === id);
  if (found === undefined) throw new Problem(contactsErrors.identity_not_found, { field: 'identity' });
  return found;
}

/** Shows one whole address to somebody who sees them masked. The reason stands in the audit trail. */
export async function revealIdentity(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: { readonly identity: string; readonly reason: string },
): Promise<RevealedIdentity> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const contact = requireLive(await loadLocked(tx, workspaceId, [id]), id);
    const { kind, address, ...found } = identityOf(deps, contact, input.identity);
    await recordChange(deps, tx, {
      workspaceId,
      actor: actorRef(actor),
      kind: 'revealed',
      contactId: id,
      data: { identities: [{ id: found.id, kind, address, from: id, to: id }], reason: input.reason },
    });
    return { id: input.identity, kind, address };
  });
}
