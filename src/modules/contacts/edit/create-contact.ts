import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { FieldValues } from '../contract.ts';
import type { CreateContact } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { recordChange } from '../own/record-change.ts';
import { madeMeanwhile } from '../own/split-contact.ts';
import { findByRequestKey, insertContact } from '../queries/contacts.ts';
import { insertContactTags } from '../queries/tags.ts';
import { suggestFor } from '../suggest/suggest-for.ts';
import { applyFields, checkFields, checkTags } from './check-values.ts';
import { checkIdentities, ownIdentities } from './own-identities.ts';

/** Returns the internal id; that of the first time when the request has the same `Idempotency-Key`. */
export async function createContact(
  deps: ContactsDeps,
  actor: Actor,
  input: CreateContact,
  requestKey: string | null,
): Promise<string> {
  const workspaceId = requireWorkspace(actor);
  const wanted = checkIdentities(input.identities, 'identities');
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const [known] = requestKey === null ? [] : await tx.query(findByRequestKey, [workspaceId, requestKey]);
    if (known !== undefined) return known.id;
    const fields: FieldValues = applyFields({}, await checkFields(tx, workspaceId, input.fields ?? {}));
    const tags = await checkTags(tx, workspaceId, input.tags ?? []);
    const id = deps.ids.next().toString();
    const name = input.name ?? null;
    const values = [name, input.language ?? null, input.note ?? '', JSON.stringify(fields)] as const;
    const made = await tx.query(insertContact, [workspaceId, id, ...values, requestKey]);
    if (made.length === 0) return madeMeanwhile(tx, workspaceId, requestKey);
    const identities = await ownIdentities(deps, tx, workspaceId, id, wanted);
    if (tags.length > 0) await tx.query(insertContactTags, [workspaceId, tags.map(() => id), tags]);
    const whole = { id, name, fields, identities };
    await writeKeys(tx, workspaceId, [], [whole]);
    await recordChange(deps, tx, {
      workspaceId,
      actor: actorRef(actor),
      kind: 'created',
      contactId: id,
      data: {
        identities: identities.map(({ id: one, kind, address }) => ({
          id: one,
          kind,
          address,
          from: null,
          to: id,
        })),
      },
    });
    await suggestFor(deps, tx, workspaceId, [whole]);
    return id;
  });
}
