import type { Executor, Transaction } from '../../../platform/db.ts';
import { lockSpendable, reserveBalance } from '../queries/balances.ts';
import { insertCharges } from '../queries/charges.ts';

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

/** Messages that came together. */
export interface PricedRequest {
  /** Null: has no price, or will not be stored. */
  readonly prices: readonly (Priced | null)[];
  /** All of them or none. */
  readonly whole: boolean;
}

/** What fits as one: a message, or all messages in one currency of a request that must stay whole. */
interface Unit extends Priced {
  readonly request: number;
  readonly indices: readonly number[];
}

/**
 * Holds the cost of all that has to be covered, or of what fits, in order; a request that must stay whole fits as a whole.
 * Returns, for each request, which of its messages must be refused with `billing.balance_insufficient`. One statement per
 * currency, two more where not all fits, none where nothing has to be covered.
 */
export async function reserveRequests(
  tx: Transaction,
  workspaceId: string,
  requests: readonly PricedRequest[],
  covers: (currency: string) => boolean,
): Promise<readonly ReadonlySet<number>[]> {
  const units = requests.flatMap((request, index) => unitsOf(request, index, covers));
  const refused = requests.map(() => new Set<number>());
  if (units.length === 0) return refused;
  const tooDear = await reserveUnits(tx, workspaceId, units);
  for (const unit of tooDear) for (const index of unit.indices) refused[unit.request]?.add(index);
  const broken = units.filter(
    (unit) =>
      !tooDear.has(unit) && requests[unit.request]?.whole === true && (refused[unit.request]?.size ?? 0) > 0,
  );
  giveBack(tx, workspaceId, broken);
  for (const unit of broken) for (const index of unit.indices) refused[unit.request]?.add(index);
  return refused;
}

/**
 * Gives back what `reserveRequests` held in this transaction for messages that are not stored after all. Free again
 * within seconds, as every release is.
 */
export function giveBack(tx: Transaction, workspaceId: string, items: readonly Priced[]): void {
  const sums = new Map<string, { amount: number; messages: number }>();
  for (const { currency, amount } of items) {
    const sum = sums.get(currency) ?? { amount: 0, messages: 0 };
    sums.set(currency, { amount: sum.amount + amount, messages: sum.messages + 1 });
  }
  if (sums.size === 0) return;
  const rows = [...sums];
  const none = rows.map(() => null);
  tx.send(insertCharges, [
    rows.map(() => workspaceId),
    rows.map(() => 'release' as const),
    rows.map(([currency]) => currency),
    rows.map(([, { messages }]) => messages),
    rows.map(([, { amount }]) => String(amount)),
    rows.map(() => true),
    none,
    none,
    none,
    none,
  ]);
}

function unitsOf(
  { prices, whole }: PricedRequest,
  request: number,
  covers: (currency: string) => boolean,
): Unit[] {
  const single = prices.flatMap((price, index) =>
    price === null || price.amount === 0 || !covers(price.currency)
      ? []
      : [{ ...price, request, indices: [index] }],
  );
  if (!whole) return single;
  const byCurrency = new Map<string, { amount: number; indices: number[] }>();
  for (const { currency, amount, indices } of single) {
    const sum = byCurrency.get(currency) ?? { amount: 0, indices: [] };
    byCurrency.set(currency, sum);
    sum.amount += amount;
    sum.indices.push(...indices);
  }
  return [...byCurrency].map(([currency, sum]) => ({ currency, request, ...sum }));
}

/** Returns the units that do not fit; a dear one leaves room for a cheaper one after it. */
async function reserveUnits(
  tx: Executor,
  workspaceId: string,
  units: readonly Unit[],
): Promise<ReadonlySet<Unit>> {
  const refused = new Set<Unit>();
  // In alphabetical order, so that two batches cannot lock each other.
  for (const currency of [...new Set(units.map((unit) => unit.currency))].sort()) {
    const own = units.filter((unit) => unit.currency === currency);
    const whole = await reserve(tx, { workspaceId, currency, ...sumOf(own) });
    if (whole.ok) continue;
    let left = whole.spendable;
    const fitting = own.filter((unit) => {
      const amount = BigInt(unit.amount);
      const fits = amount <= left;
      if (fits) left -= amount;
      else refused.add(unit);
      return fits;
    });
    if (fitting.length === 0) continue;
    const part = await reserve(tx, { workspaceId, currency, ...sumOf(fitting) });
    if (!part.ok) throw new Error('a locked balance lost money between two statements');
  }
  return refused;
}

const sumOf = (units: readonly Unit[]): { readonly amount: bigint; readonly messages: number } => ({
  amount: units.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
  messages: units.reduce((sum, { indices }) => sum + indices.length, 0),
});
