import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { Contact } from '../contract.ts';
import type { ContactsCore, ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { seesWhole } from '../mask.ts';
import { contactIdOf } from '../own/load.ts';
import { findMergedFrom, findRoot } from '../queries/contacts.ts';
import { fieldsView, identityView, summaryView } from './contact-view.ts';
import { loadContacts } from './load-summaries.ts';

/** A contact that became part of another one is shown with where it went; an erased one is not found. */
export async function getContact(deps: ContactsDeps, actor: Actor, publicId: string): Promise<Contact> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const found = await contactsOf(deps, tx, workspaceId, [id], !seesWhole(actor));
    const contact = found[0];
    if (contact === undefined) throw new Problem(contactsErrors.contact_not_found);
    return contact;
  });
}

/** In the order asked for; those that are not there are left out. */
export async function contactsOf(
  deps: Pick<ContactsCore, 'publicIds'>,
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
  masked: boolean,
): Promise<Contact[]> {
  const wholes = await loadContacts(tx, workspaceId, ids);
  const contacts: Contact[] = [];
  for (const id of ids) {
    const whole = wholes.get(id);
    if (whole === undefined || whole.row.deleted_at !== null) continue;
    const { row, identities, tags } = whole;
    const parts = await tx.query(findMergedFrom, [workspaceId, id]);
    const [root] = row.merged_into === null ? [] : await tx.query(findRoot, [workspaceId, id]);
    contacts.push({
      ...summaryView(deps, row, identities, tags, masked),
      identities: identities.map((one) => identityView(deps, one, masked)),
      fields: fieldsView(row.fields, masked),
      note: row.note,
      mergedInto: root === undefined ? null : deps.publicIds.encode('con', BigInt(root.id)),
      mergedFrom: parts.map((part) => deps.publicIds.encode('con', BigInt(part.id))),
    });
  }
  return contacts;
}
