import type { z } from 'zod';
import { uuidOfPublicId } from '../../../lib/uuid.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { JournalPage, ListLedger } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { listJournals } from '../queries/ledger.ts';
import { journalView } from './journal-view.ts';

/** No journal has it: a cursor that is none of ours ends the list. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Newest first. */
export async function listLedger(
  deps: BillingDeps,
  actor: Actor,
  input: z.output<typeof ListLedger>,
): Promise<z.infer<typeof JournalPage>> {
  const workspaceId = requireWorkspace(actor);
  const { cursor, currency = null, kind = null, limit } = input;
  const after = cursor === undefined || cursor === '' ? null : (uuidOfPublicId('jrn', cursor) ?? NOWHERE);
  const rows = await deps.db.queryInWorkspace(workspaceId, listJournals, [
    workspaceId,
    after,
    currency,
    kind,
    limit + 1,
  ]);
  const items = rows.slice(0, limit).map(journalView);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
