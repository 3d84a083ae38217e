import type { Executor, Transaction } from '../../../platform/db.ts';
import { holdBalance, lockSpendable, reserveBalance } from '../queries/balances.ts';
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
  if (row?.reserved === true) return { ok: true };
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
interface Unit {
  readonly request: number;
  readonly amount: bigint;
  readonly indices: readonly number[];
}

/**
 * Holds the cost of all that has to be covered, or of what fits, in order; a request that must stay whole fits as a whole.
 * Returns, for each request, which of its messages must be refused with `billing.balance_insufficient`; null when none, as
 * nearly always. One statement per currency, two more where not all fits, none where nothing has to be covered.
 */
export async function reserveRequests(
  tx: Transaction,
  workspaceId: string,
  requests: readonly PricedRequest[],
  covers: (currency: string) => boolean,
): Promise<readonly ReadonlySet<number>[] | null> {
  const tooDear = new Set<Unit>();
  const totals = totalsOf(requests, covers);
  // In alphabetical order, so that two batches cannot lock each other.
  for (const [currency, total] of [...totals].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const all = { workspaceId, currency, amount: BigInt(total.amount), messages: total.messages };
    const whole = await reserve(tx, all);
    if (whole.ok) continue;
    const units = requests.flatMap((request, index) => unitsOf(request, index, currency));
    for (const unit of await reserveFitting(tx, all, units, whole.spendable)) tooDear.add(unit);
  }
  if (tooDear.size === 0) return null;
  const refused = requests.map(() => new Set<number>());
  for (const unit of tooDear) for (const index of unit.indices) refused[unit.request]?.add(index);
  breakWhole(tx, workspaceId, { requests, refused, covers });
  return refused;
}

/**
 * As `reserveRequests` for a batch that will be covered, as nearly every one is: nothing is waited for, and other batches
 * of the workspace wait for this one only from here to its commit. Send it last. Where it is not covered the transaction
 * fails, `isBalanceShort` knows the error, and the batch is repeated with `reserveRequests`.
 */
export function holdRequests(
  tx: Transaction,
  workspaceId: string,
  requests: readonly PricedRequest[],
  covers: (currency: string) => boolean,
): void {
  // In alphabetical order, so that two batches cannot lock each other.
  for (const [currency, { amount, messages }] of [...totalsOf(requests, covers)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  ))
    tx.send(holdBalance, [workspaceId, currency, String(amount), messages]);
}

export const isBalanceShort = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'TT402';

/** Batches are summed without a look at single messages: a thousand of the dearest stay far below 2^53. */
function totalsOf(
  requests: readonly PricedRequest[],
  covers: (currency: string) => boolean,
): Map<string, { amount: number; messages: number }> {
  const totals = new Map<string, { amount: number; messages: number }>();
  for (const { prices } of requests)
    for (const price of prices) {
      if (price === null || price.amount === 0 || !covers(price.currency)) continue;
      const sum = totals.get(price.currency);
      if (sum === undefined) totals.set(price.currency, { amount: price.amount, messages: 1 });
      else {
        sum.amount += price.amount;
        sum.messages += 1;
      }
    }
  return totals;
}

/** A whole request that one currency refuses is refused in all; what another one held for it comes back. */
function breakWhole(
  tx: Transaction,
  workspaceId: string,
  state: {
    readonly requests: readonly PricedRequest[];
    readonly refused: readonly Set<number>[];
    readonly covers: (currency: string) => boolean;
  },
): void {
  const held: Priced[] = [];
  for (const [at, { prices, whole }] of state.requests.entries()) {
    const refused = state.refused[at];
    if (!whole || refused === undefined || refused.size === 0) continue;
    for (const [index, price] of prices.entries()) {
      if (refused.has(index)) continue;
      refused.add(index);
      if (price !== null && price.amount > 0 && state.covers(price.currency)) held.push(price);
    }
  }
  giveBack(tx, workspaceId, held);
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
    none,
  ]);
}

/** What of a request costs something in this currency. */
function unitsOf({ prices, whole }: PricedRequest, request: number, currency: string): Unit[] {
  const single = prices.flatMap((price, index) =>
    price === null || price.amount === 0 || price.currency !== currency
      ? []
      : [{ request, amount: BigInt(price.amount), indices: [index] }],
  );
  if (!whole || single.length === 0) return single;
  const amount = single.reduce((sum, unit) => sum + unit.amount, 0n);
  return [{ request, amount, indices: single.flatMap(({ indices }) => indices) }];
}

/** Returns the units that do not fit; a dear one leaves room for a cheaper one after it. */
async function reserveFitting(
  tx: Executor,
  { workspaceId, currency }: Reservation,
  units: readonly Unit[],
  spendable: bigint,
): Promise<readonly Unit[]> {
  const refused: Unit[] = [];
  let amount = 0n;
  let messages = 0;
  for (const unit of units) {
    if (amount + unit.amount > spendable) refused.push(unit);
    else {
      amount += unit.amount;
      messages += unit.indices.length;
    }
  }
  if (messages === 0) return refused;
  const part = await reserve(tx, { workspaceId, currency, amount, messages });
  if (!part.ok) throw new Error('a locked balance lost money between two statements');
  return refused;
}
