import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Journal } from '../contract.ts';
import type { JournalRow } from '../queries/ledger.ts';

export const journalView = (row: JournalRow): Journal => ({
  id: publicIdOfUuid('jrn', row.id),
  at: row.at.toISOString(),
  kind: row.kind,
  currency: row.currency,
  hour: row.hour?.toISOString() ?? null,
  messages: Number(row.messages),
  changes: {
    available: Number(row.available),
    reserved: Number(row.reserved),
    spent: Number(row.spent),
    funding: Number(row.funding),
    trial: Number(row.trial),
    credit: Number(row.credit),
  },
  reference: row.reference,
  note: row.note,
  actor: row.actor,
});
