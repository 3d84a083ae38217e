/** What one message is charged, for whoever looks at it. */
import type { Transaction } from '../../../platform/db.ts';
import { findMessageCharge, keepTold } from '../queries/charges.ts';

export interface ChargeOfMessage {
  /** Minor units */
  readonly amount: number;
  readonly currency: string;
  /** As the provider charges it; null where it knows no categories. */
  readonly category: string | null;
  /** Not booked yet: it waits for the evidence that it arrived. */
  readonly open: boolean;
}

/** Null where nothing is open and the provider told nothing else than its price. */
export async function chargeOfMessage(
  tx: Transaction,
  workspaceId: string,
  messageId: bigint,
): Promise<ChargeOfMessage | null> {
  const [row] = await tx.query(findMessageCharge, [workspaceId, messageId.toString()]);
  if (row === undefined) return null;
  const { amount, currency, category, open } = row;
  return { amount: Number(amount), currency, category: category === '*' ? null : category, open };
}

export interface ToldCharge {
  /** UUID */
  readonly workspaceId: string;
  /** Internal id of the message. */
  readonly messageId: bigint;
  readonly category: string | null;
  /** Minor units */
  readonly amount: number;
  readonly currency: string;
}

/** Keeps what messages really cost, where that is not the price they were accepted with. The last word counts. */
export function tellCharges(tx: Transaction, told: readonly ToldCharge[]): void {
  if (told.length === 0) return;
  // A statement may not touch a row twice.
  const last = [...new Map(told.map((one) => [`${one.workspaceId} ${one.messageId}`, one])).values()];
  tx.send(keepTold, [
    last.map(({ workspaceId }) => workspaceId),
    last.map(({ messageId }) => messageId.toString()),
    last.map(({ category }) => category ?? '*'),
    last.map(({ amount }) => amount.toString()),
    last.map(({ currency }) => currency),
  ]);
}
