import type { Transaction } from '../../../platform/db.ts';
import { updateContact } from '../queries/contacts.ts';
import { deleteContactTags, insertContactTags } from '../queries/tags.ts';
import type { Values } from './state.ts';

/** Makes a contact say what `after` says; keys are written apart, because owners may change in the same step. */
export async function writeValues(
  tx: Transaction,
  workspaceId: string,
  contactId: string,
  before: Values,
  after: Values,
): Promise<void> {
  const { name, language, note, fields } = after;
  await tx.query(updateContact, [workspaceId, contactId, name, language, note, JSON.stringify(fields)]);
  const gone = before.tags.filter((id) => !after.tags.includes(id));
  const fresh = after.tags.filter((id) => !before.tags.includes(id));
  if (gone.length > 0) await tx.query(deleteContactTags, [workspaceId, contactId, gone]);
  if (fresh.length > 0) {
    await tx.query(insertContactTags, [workspaceId, fresh.map(() => contactId), fresh]);
  }
}
