/** A provider says what it charges a message as: what is open is put right before it is settled. */
import type { Transaction } from '../../../platform/db.ts';
import { amendOpenCharges, insertCharges, lockMispriced, type MispricedRow } from '../queries/charges.ts';
import { tellCharges } from './message-charge.ts';

export interface ProviderVerdict {
  /** UUID */
  readonly workspaceId: string;
  /** Internal id of the message. */
  readonly messageId: bigint;
  /** False: it costs nothing. */
  readonly billable: boolean;
  /** Null where the provider does not say. */
  readonly category: string | null;
}

interface Amended {
  readonly workspaceId: string;
  readonly messageId: string;
  readonly category: string;
  readonly amount: number;
  readonly currency: string;
  readonly held: boolean;
  /** What was held for it and is free again, in the currency before. */
  readonly rest: { readonly amount: number; readonly currency: string };
}

/**
 * Of charges that are still open, the amount becomes what the provider charges: nothing, or the price of the category
 * it says, by the prices of when the message was accepted. Where it costs less, what was held for the rest is given
 * back; where it costs more, or another currency, all of it is, and the price is taken when it is settled, because it is
 * owed whatever the limit. Repeating it changes nothing. Call it before `closeCharges`, in the same transaction. One
 * statement where all agree.
 */
export async function followProvider(tx: Transaction, verdicts: readonly ProviderVerdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  // Of several verdicts on one message the last counts.
  const last = [...new Map(verdicts.map((one) => [`${one.workspaceId} ${one.messageId}`, one])).values()];
  const found = await tx.query(lockMispriced, [
    last.map(({ workspaceId }) => workspaceId),
    last.map(({ messageId }) => messageId.toString()),
    last.map(({ category }) => category ?? '*'),
    last.map(({ billable }) => billable),
  ]);
  const amended = found.map(amend);
  if (amended.length === 0) return;
  tx.send(amendOpenCharges, [
    amended.map(({ workspaceId }) => workspaceId),
    amended.map(({ messageId }) => messageId),
    amended.map(({ category }) => category),
    amended.map(({ amount }) => String(amount)),
    amended.map(({ currency }) => currency),
    amended.map(({ held }) => held),
  ]);
  tellCharges(
    tx,
    amended.map((one) => ({ ...one, messageId: BigInt(one.messageId) })),
  );
  giveBackRests(tx, amended);
}

function amend(row: MispricedRow): Amended {
  const before = Number(row.amount);
  const currency = row.billable ? (row.new_currency ?? row.currency) : row.currency;
  const amount = row.billable ? Number(row.new_amount ?? row.amount) : 0;
  const held = row.held && currency === row.currency && amount <= before;
  return {
    workspaceId: row.workspace_id,
    messageId: row.message_id,
    category: row.told,
    amount,
    currency,
    held,
    rest: { amount: row.held ? before - (held ? amount : 0) : 0, currency: row.currency },
  };
}

function giveBackRests(tx: Transaction, amended: readonly Amended[]): void {
  const rests = amended.filter(({ rest }) => rest.amount > 0);
  if (rests.length === 0) return;
  const none = rests.map(() => null);
  tx.send(insertCharges, [
    rests.map(({ workspaceId }) => workspaceId),
    rests.map(() => 'release' as const),
    rests.map(({ rest }) => rest.currency),
    rests.map(() => 1),
    rests.map(({ rest }) => String(rest.amount)),
    rests.map(() => true),
    none,
    none,
    none,
    none,
    none,
  ]);
}
