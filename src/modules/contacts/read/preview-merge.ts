import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { FieldValue, MergePreview } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { seesWhole } from '../mask.ts';
import { contactIdOf } from '../own/load.ts';
import { namedValues } from '../own/merge-values.ts';
import { contactsOf } from './get-contact.ts';

/** What each contact would bring, and where they disagree. Changes nothing. */
export async function previewMerge(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  others: readonly string[],
): Promise<MergePreview> {
  const workspaceId = requireWorkspace(actor);
  const ids = [
    contactIdOf(deps, publicId),
    ...others.map((id, i) => contactIdOf(deps, id, { field: `others[${i}]` })),
  ];
  if (new Set(ids).size < ids.length)
    throw new Problem(contactsErrors.merge_with_itself, { field: 'others' });
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const found = await contactsOf(deps, tx, workspaceId, ids, !seesWhole(actor));
    const [contact, ...rest] = found;
    if (contact === undefined || found.length < ids.length)
      throw new Problem(contactsErrors.contact_not_found, { field: 'others' });
    if (found.some(({ mergedInto }) => mergedInto !== null))
      throw new Problem(contactsErrors.contact_merged, { field: 'others' });
    return { contact, others: rest, conflicts: conflictsOf(found) };
  });
}

function conflictsOf(contacts: MergePreview['others']): MergePreview['conflicts'] {
  const values = new Map<string, { contact: string; value: FieldValue }[]>();
  for (const { id, name, language, fields } of contacts) {
    for (const [what, value] of namedValues({ name, language, fields, note: '', tags: [] })) {
      values.set(what, [...(values.get(what) ?? []), { contact: id, value }]);
    }
  }
  return [...values].flatMap(([what, list]) =>
    new Set(list.map(({ value }) => value)).size > 1 ? [{ what, values: list }] : [],
  );
}
