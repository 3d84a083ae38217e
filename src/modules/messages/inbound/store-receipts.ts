import type { ReceiptEvent } from '../../../channels/channel.ts';
import type { Database, Transaction } from '../../../platform/db.ts';
import {
  type ChargeEvidence,
  chargeStep,
  closeCharges,
  followProvider,
  type ProviderVerdict,
} from '../../billing/index.ts';
import { countParts, insertAlikeEvents, insertEvents, insertNewEvents } from '../queries/record.ts';
import { alikeColumns, countColumns, eventColumns } from '../dispatch/event-columns.ts';
import type { EventRow, FreshEvent } from '../dispatch/evidence.ts';
import { type FreshSink, freshEvents, isWanted, optimistically, publishFresh } from '../dispatch/recorder.ts';
import { RANK, statusOfRank } from '../status.ts';

export interface ReceiptRow extends EventRow {
  /** Whether its cost may still be open; false where memory knows that it was booked with the sending. */
  readonly mayBeOpen: boolean;
  /** Parts the text was sent in; 0 where only the evidence of its sending, stored by then, can tell. */
  readonly parts: number;
  /** Follows from another receipt, and may be known already. */
  readonly implied: boolean;
  /** What the provider says it charges; null where it does not say. */
  readonly billing: ReceiptEvent['billing'] | null;
}

export interface StoreReceiptsDeps {
  /** Worker role; every row names its workspace. */
  readonly db: Database;
  readonly sink: FreshSink;
}

/** Stores receipts; a long text gets a status of its own once its parts agree. Returns what was new about whole messages. */
export async function storeReceipts(
  deps: StoreReceiptsDeps,
  rows: readonly ReceiptRow[],
): Promise<readonly FreshEvent[]> {
  const parts = rows.filter((row) => row.part > 0);
  if (parts.length === 0 && !rows.some((row) => row.implied || row.mayBeOpen) && !isWanted(deps.sink, rows)) {
    return optimistically<readonly FreshEvent[]>(
      async () => {
        const alike = alikeColumns(rows);
        if (alike === undefined)
          await deps.db.query(insertNewEvents, [...eventColumns(rows), ...countColumns(rows)]);
        else await deps.db.query(insertAlikeEvents, [...alike]);
        return rows;
      },
      async () => freshEvents(await deps.db.query(insertEvents, [...eventColumns(rows)])),
    );
  }
  return deps.db.transaction(async (tx) => {
    const fresh = freshEvents(await tx.query(insertEvents, [...eventColumns(rows)]));
    if (parts.length > 0) fresh.push(...(await storeWholes(tx, parts)));
    await followProvider(tx, verdictsIn(rows, fresh));
    await closeCharges(tx, closingActs(rows, fresh));
    await publishFresh(deps.sink, tx, fresh, rows);
    return fresh;
  });
}

async function storeWholes(tx: Transaction, parts: readonly ReceiptRow[]): Promise<FreshEvent[]> {
  const counts = await tx.query(countParts, [
    parts.map((row) => row.workspaceId),
    parts.map((row) => row.id.toString()),
    parts.map((row) => row.attempt),
  ]);
  const wholes = parts.flatMap((row) => wholeOf(row, counts));
  return wholes.length === 0 ? [] : freshEvents(await tx.query(insertEvents, [...eventColumns(wholes)]));
}

/** What the provider says with new receipts about charges that are still open. */
function verdictsIn(rows: readonly ReceiptRow[], fresh: readonly FreshEvent[]): ProviderVerdict[] {
  const isFresh = new Set(fresh.map(({ id, status }) => `${id} ${status}`));
  return rows.flatMap(({ workspaceId, id, status, billing, mayBeOpen, implied }) =>
    billing && mayBeOpen && !implied && isFresh.has(`${id} ${status}`)
      ? [{ workspaceId, messageId: id, billable: billing.billable, category: billing.category ?? null }]
      : [],
  );
}

/** What new receipts do to charges that wait for them. */
function closingActs(rows: readonly ReceiptRow[], fresh: readonly FreshEvent[]) {
  const open = new Set(rows.filter((row) => row.mayBeOpen).map((row) => row.id));
  return fresh.flatMap(({ workspaceId, id, status }) => {
    const name = statusOfRank(status);
    if (!open.has(id) || !isReceipt(name)) return [];
    const act = chargeStep('open', 'delivered', { from: 'receipt', status: name });
    if (act === 'nothing') return [];
    // A receipt and what it implies are one piece of evidence.
    open.delete(id);
    return [{ workspaceId, messageId: id, act }];
  });
}

type ReceiptStatus = Extract<ChargeEvidence, { readonly from: 'receipt' }>['status'];
const RECEIPTS: ReadonlySet<string> = new Set<ReceiptStatus>([
  'sent',
  'delivered',
  'read',
  'failed',
  'expired',
]);
const isReceipt = (status: string): status is ReceiptStatus => RECEIPTS.has(status);

type PartCount = {
  readonly message_id: string;
  readonly attempt: number;
  readonly status: number;
  readonly parts: number;
};

/**
 * Delivered or read when every part is, also while a fast receipt overtakes the evidence of the sending; failed or expired as soon as one part is, because the person got no whole text.
 */
function wholeOf(row: ReceiptRow, counts: readonly PartCount[]): EventRow[] {
  const own = counts.filter(
    (count) => count.message_id === row.id.toString() && count.attempt === row.attempt,
  );
  const countOf = (status: number): number => own.find((count) => count.status === status)?.parts ?? 0;
  const complete =
    row.status < RANK.delivered || countOf(row.status) >= Math.max(row.parts, countOf(RANK.sent));
  return complete ? [{ ...row, part: 0, externalId: null, trace: null }] : [];
}
