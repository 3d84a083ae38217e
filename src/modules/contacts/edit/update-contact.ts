import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { FieldValue, UpdateContact } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { contactIdOf, keyedOf, type Loaded, loadLocked, requireLive, valuesOf } from '../own/load.ts';
import { namedValues } from '../own/merge-values.ts';
import { recordChange } from '../own/record-change.ts';
import type { ChangeData, Values } from '../own/state.ts';
import { writeValues } from '../own/write-values.ts';
import { findTags, type TagRow } from '../queries/tags.ts';
import { suggestFor } from '../suggest/suggest-for.ts';
import { applyFields, checkFields, checkTags } from './check-values.ts';

/** Only what is given changes. Saying again what is so already changes nothing. */
export async function updateContact(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: UpdateContact,
): Promise<string> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const contact = requireLive(await loadLocked(tx, workspaceId, [id]), id);
    const before = valuesOf(contact);
    const fields = await checkFields(tx, workspaceId, input.fields ?? {});
    const after: Values = {
      name: input.name === undefined ? before.name : input.name,
      language: input.language === undefined ? before.language : input.language,
      note: input.note ?? before.note,
      fields: applyFields(before.fields, fields),
      tags: input.tags === undefined ? before.tags : await checkTags(tx, workspaceId, input.tags),
    };
    const tags = await tx.query(findTags, [workspaceId, [...after.tags]]);
    const edits = editsOf(contact, before, after, tags);
    if (edits.length === 0) return;
    await writeValues(tx, workspaceId, id, before, after);
    const whole = { ...keyedOf(contact), name: after.name, fields: after.fields };
    await writeKeys(tx, workspaceId, [keyedOf(contact)], [whole]);
    const actorNow = actorRef(actor);
    await recordChange(deps, tx, {
      workspaceId,
      actor: actorNow,
      kind: 'edited',
      contactId: id,
      data: { edits },
    });
    if (edits.some(({ what }) => what === 'name' || what.startsWith('fields.')))
      await suggestFor(deps, tx, workspaceId, [whole]);
  });
  return id;
}

function editsOf(
  contact: Loaded,
  before: Values,
  after: Values,
  tagsAfter: readonly TagRow[],
): ChangeData['edits'] {
  const was = new Map<string, FieldValue>(namedValues(before));
  const is = new Map<string, FieldValue>(namedValues(after));
  if (before.note !== '') was.set('note', before.note);
  if (after.note !== '') is.set('note', after.note);
  if (contact.tags.length > 0) was.set('tags', namesOf(contact.tags));
  if (tagsAfter.length > 0) is.set('tags', namesOf(tagsAfter));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((what) => ({ what, before: was.get(what) ?? null, after: is.get(what) ?? null }))
    .filter((edit) => edit.before !== edit.after);
}

const namesOf = (tags: readonly TagRow[]): string =>
  tags
    .map(({ name }) => name)
    .sort()
    .join(', ');
