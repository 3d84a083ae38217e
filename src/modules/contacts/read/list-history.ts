import type { z } from 'zod';
import type { Transaction } from '../../../platform/db.ts';
import { LARGEST_ID } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { ContactHistory, ListHistory } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { seesWhole } from '../mask.ts';
import { contactIdOf } from '../own/load.ts';
import { listChanges } from '../queries/changes.ts';
import { findContacts, findMergedFrom } from '../queries/contacts.ts';
import { changeView } from './change-view.ts';
import { readCursor } from './cursor.ts';

/** What happened to a contact and to those that are part of it, newest first. */
export async function listHistory(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof ListHistory>,
): Promise<ContactHistory> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  const before = readCursor(deps, input.cursor) ?? LARGEST_ID;
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const ids = await withParts(tx, workspaceId, id);
    const rows = await tx.query(listChanges, [workspaceId, ids, before.toString(), input.limit + 1]);
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1) : undefined;
    return {
      items: page.map((row) => changeView(deps, row, !seesWhole(actor))),
      next: last === undefined ? null : deps.publicIds.encode('cur', BigInt(last.id)),
    };
  });
}

/** A contact and all that are part of it; throws when it is gone. */
export async function withParts(tx: Transaction, workspaceId: string, id: string): Promise<string[]> {
  const [row] = await tx.query(findContacts, [workspaceId, [id]]);
  if (row === undefined || row.deleted_at !== null) throw new Problem(contactsErrors.contact_not_found);
  const parts = await tx.query(findMergedFrom, [workspaceId, id]);
  return [id, ...parts.map((part) => part.id)];
}
