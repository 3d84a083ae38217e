import type { Executor } from '../../../platform/db.ts';
import { lockSpendable, reserveBalance } from '../queries/balances.ts';

/** What a batch of one workspace will cost in one currency. */
export interface Reservation {
  readonly workspaceId: string;
  readonly currency: string;
  /** Minor units, of the whole batch */
  readonly amount: bigint;
  readonly messages: number;
}

export type Reserved =
  | { readonly ok: true }
  /** What there is; the balance stays locked, so `reserve` of no more than this succeeds in the same transaction. */
  | { readonly ok: false; readonly spendable: bigint };

/**
 * Holds the cost of a batch. Call it as late as the answer allows: until the commit, other batches of the workspace
 * wait. Currencies in alphabetical order, so that two batches cannot lock each other.
 */
export async function reserve(tx: Executor, wanted: Reservation): Promise<Reserved> {
  const [row] = await tx.query(reserveBalance, [
    wanted.workspaceId,
    wanted.currency,
    wanted.amount.toString(),
    wanted.messages,
  ]);
  if (row !== undefined) return { ok: true };
  const [left] = await tx.query(lockSpendable, [wanted.workspaceId, wanted.currency]);
  if (left === undefined) return { ok: false, spendable: 0n };
  // Topped up, or without limit, since a moment ago: what is locked now decides.
  const spendable = left.spendable === null ? wanted.amount : BigInt(left.spendable);
  return { ok: false, spendable: spendable < 0n ? 0n : spendable };
}

export interface Priced {
  readonly amount: number;
  readonly currency: string;
}

/**
 * Holds the cost of all of `items` that has to be covered, or of those that fit, in their order: a dear one that does
 * not fit leaves room for a cheaper one after it. Returns the indices of the items that must be refused with
 * `billing.balance_insufficient`. One statement per currency, two more where not all fits, none where nothing has to be
 * covered.
 */
export async function reserveAll(
  tx: Executor,
  workspaceId: string,
  items: readonly (Priced | null)[],
  covers: (currency: string) => boolean,
): Promise<ReadonlySet<number>> {
  const refused = new Set<number>();
  for (const [currency, indices] of byCurrency(items, covers)) {
    const amountAt = (index: number): bigint => BigInt(items[index]?.amount ?? 0);
    const total = indices.reduce((sum, index) => sum + amountAt(index), 0n);
    const whole = await reserve(tx, { workspaceId, currency, amount: total, messages: indices.length });
    if (whole.ok) continue;
    let left = whole.spendable;
    const fitting = indices.filter((index) => {
      const fits = amountAt(index) <= left;
      if (fits) left -= amountAt(index);
      else refused.add(index);
      return fits;
    });
    const amount = whole.spendable - left;
    if (fitting.length === 0 || amount === 0n) continue;
    const part = await reserve(tx, { workspaceId, currency, amount, messages: fitting.length });
    if (!part.ok) throw new Error('a locked balance lost money between two statements');
  }
  return refused;
}

/** Items that cost something in a currency that has to be covered, by currency in alphabetical order. */
function byCurrency(
  items: readonly (Priced | null)[],
  covers: (currency: string) => boolean,
): [string, number[]][] {
  const found = new Map<string, number[]>();
  for (const [index, item] of items.entries()) {
    if (item === null || item.amount === 0 || !covers(item.currency)) continue;
    const indices = found.get(item.currency);
    if (indices === undefined) found.set(item.currency, [index]);
    else indices.push(index);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}
