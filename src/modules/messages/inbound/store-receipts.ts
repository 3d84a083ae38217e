import type { Database } from '../../../platform/db.ts';
import { countParts, insertEvents, insertNewEvents } from '../queries/record.ts';
import { type EventRow, eventColumns, type FreshEvent, optimistically } from '../dispatch/recorder.ts';
import { RANK } from '../status.ts';

export interface ReceiptRow extends EventRow {
  /** Parts the text was sent in; 0 where only the evidence of its sending, stored by then, can tell. */
  readonly parts: number;
}

/** Stores receipts; a long text gets a status of its own once its parts agree. Returns what was new about whole messages. */
export async function storeReceipts(db: Database, rows: readonly ReceiptRow[]): Promise<FreshEvent[]> {
  const parts = rows.filter((row) => row.part > 0);
  if (parts.length === 0) {
    const columns = eventColumns(rows);
    return freshOf(
      await optimistically(
        () => db.query(insertNewEvents, [...columns]),
        () => db.query(insertEvents, [...columns]),
      ),
    );
  }
  return db.transaction(async (tx) => {
    const fresh = freshOf(await tx.query(insertEvents, [...eventColumns(rows)]));
    const counts = await tx.query(countParts, [
      parts.map((row) => row.workspaceId),
      parts.map((row) => row.id.toString()),
      parts.map((row) => row.attempt),
    ]);
    const wholes = parts.flatMap((row) => wholeOf(row, counts));
    if (wholes.length === 0) return fresh;
    return [...fresh, ...freshOf(await tx.query(insertEvents, [...eventColumns(wholes)]))];
  });
}

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

function freshOf(
  rows: readonly {
    readonly workspace_id: string;
    readonly message_id: string;
    readonly status: number;
    readonly part: number;
  }[],
): FreshEvent[] {
  return rows
    .filter((row) => row.part === 0)
    .map((row) => ({ workspaceId: row.workspace_id, id: BigInt(row.message_id), status: row.status }));
}
