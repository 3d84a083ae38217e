/** What the pipeline tells the ledger, inside its own transactions: one short statement per batch. */
import type { Executor, Transaction } from '../../../platform/db.ts';
import { bigintArray, textArray, uuidArray } from '../../../platform/pg-arrays.ts';
import type { ChargeKind } from '../queries/charges.ts';
import { closeOpenCharges, forgetTold, insertCharges, insertOpenCharges } from '../queries/charges.ts';
import { actWhenOverdue, OPEN_CHARGE_MS } from './charge-step.ts';
import type { ChargeOn } from '../contract.ts';

/** What one message costs and what statements tell it by. */
export interface MessageCharge {
  /** UUID */
  readonly workspaceId: string;
  readonly currency: string;
  /** Minor units */
  readonly amount: number;
  /** Whether `reserve` held it when it was accepted. */
  readonly held: boolean;
  readonly medium: string;
  /** UUID */
  readonly channelId: string;
  readonly operator: string | null;
  readonly class: string;
  /** What its provider charges it as; null where it knows no categories. */
  readonly category: string | null;
}

/** Charges of many messages that go the same way. */
export interface ChargeRow extends Omit<MessageCharge, 'amount'> {
  readonly amount: bigint;
  readonly messages: number;
}

/** Sums up a batch: one row per workspace, currency and line of the statement. */
export function sumCharges(charges: Iterable<MessageCharge>): ChargeRow[] {
  // A channel belongs to one workspace and has a handful of lines; comparing them is cheaper than making keys.
  const sums = new Map<string, Sum[]>();
  let latest: Sum | undefined;
  for (const one of charges) {
    const isNext = latest?.first.channelId === one.channelId && isSameLine(latest.first, one);
    const lines = isNext ? undefined : sums.get(one.channelId);
    const sum = isNext ? latest : lines?.find(({ first }) => isSameLine(first, one));
    latest = sum ?? { first: one, amount: 0, messages: 0 };
    latest.amount += one.amount;
    latest.messages += 1;
    if (sum !== undefined) continue;
    if (lines === undefined) sums.set(one.channelId, [latest]);
    else lines.push(latest);
  }
  return [...sums.values()]
    .flat()
    .map(({ first, amount, messages }) => ({ ...first, amount: BigInt(amount), messages }));
}

interface Sum {
  readonly first: MessageCharge;
  /** A batch of 2,000 of the dearest messages stays far below 2^53. */
  amount: number;
  messages: number;
}

const isSameLine = (a: MessageCharge, b: MessageCharge): boolean =>
  a.operator === b.operator &&
  a.class === b.class &&
  a.category === b.category &&
  a.held === b.held &&
  a.currency === b.currency &&
  a.medium === b.medium &&
  a.workspaceId === b.workspaceId;

/** The messages cost their price: what was held is spent. Not awaited; when it fails, the transaction fails. */
export const settle = (tx: Transaction, rows: readonly ChargeRow[]): void =>
  record(tx, [{ kind: 'settle', rows }]);

/** The messages cost nothing: what was held is free again within seconds. */
export const release = (tx: Transaction, rows: readonly ChargeRow[]): void =>
  record(tx, [{ kind: 'release', rows }]);

/** Both in one statement; none when there is nothing to say. Releases of what was never held say nothing. */
export function recordCharges(
  tx: Transaction,
  batch: { readonly settled: Iterable<MessageCharge>; readonly released: Iterable<MessageCharge> },
): void {
  record(tx, [
    { kind: 'settle', rows: sumCharges(batch.settled) },
    { kind: 'release', rows: sumCharges(batch.released) },
  ]);
}

function record(
  tx: Transaction,
  groups: readonly { readonly kind: ChargeKind; readonly rows: readonly ChargeRow[] }[],
): void {
  const rows = groups.flatMap(({ kind, rows: own }) =>
    own.filter(({ held }) => held || kind === 'settle').map((row) => ({ ...row, kind })),
  );
  if (rows.length === 0) return;
  tx.send(insertCharges, [
    rows.map(({ workspaceId }) => workspaceId),
    rows.map(({ kind }) => kind),
    rows.map(({ currency }) => currency),
    rows.map(({ messages }) => messages),
    rows.map(({ amount }) => amount.toString()),
    rows.map(({ held }) => held),
    rows.map(({ medium }) => medium),
    rows.map(({ channelId }) => channelId),
    rows.map(({ operator }) => operator ?? '*'),
    rows.map((row) => row.class),
    rows.map(({ category }) => category ?? '*'),
  ]);
}

export interface OpenCharge extends MessageCharge {
  /** Internal id of the message. */
  readonly messageId: bigint;
  readonly chargeOn: ChargeOn;
}

/**
 * Remembers messages whose cost outlives the outbox: those charged on delivery, at accept; those with an unknown
 * outcome, when it is recorded. After 72 hours time decides. Repeating it changes nothing.
 */
export function openCharges(tx: Transaction, charges: readonly OpenCharge[], now: number): void {
  if (charges.length === 0) return;
  tx.send(insertOpenCharges, [
    uuidArray(charges, ({ workspaceId }) => workspaceId),
    bigintArray(charges, ({ messageId }) => messageId),
    textArray(charges, ({ currency }) => currency),
    bigintArray(charges, ({ amount }) => BigInt(amount)),
    charges.map(({ held }) => held),
    textArray(charges, ({ medium }) => medium),
    uuidArray(charges, ({ channelId }) => channelId),
    textArray(charges, ({ operator }) => operator ?? '*'),
    textArray(charges, (charge) => charge.class),
    new Date(now + OPEN_CHARGE_MS),
    textArray(charges, ({ chargeOn }) => actWhenOverdue(chargeOn)),
    textArray(charges, ({ category }) => category ?? '*'),
  ]);
}

/**
 * Ends open charges of these messages; ids without one are none of ours. The first act named for a message counts.
 * Takes rows in the order of their keys, so that two batches with the same messages cannot lock each other.
 */
export async function closeCharges(
  tx: Executor,
  acts: readonly { readonly workspaceId: string; readonly messageId: bigint; readonly act: ChargeKind }[],
): Promise<void> {
  if (acts.length === 0) return;
  const sorted = acts.toSorted(
    (a, b) => compare(a.workspaceId, b.workspaceId) || compare(a.messageId, b.messageId),
  );
  // Sorting keeps the order of equals, so the first act that was named for a message comes first.
  const first = sorted.filter((one, at) => {
    const before = sorted[at - 1];
    return one.messageId !== before?.messageId || one.workspaceId !== before.workspaceId;
  });
  await tx.query(closeOpenCharges, [
    uuidArray(first, ({ workspaceId }) => workspaceId),
    bigintArray(first, ({ messageId }) => messageId),
    textArray(first, ({ act }) => act),
  ]);
  const released = first.filter(({ act }) => act === 'release');
  if (released.length === 0) return;
  await tx.query(forgetTold, [
    uuidArray(released, ({ workspaceId }) => workspaceId),
    bigintArray(released, ({ messageId }) => messageId),
  ]);
}

const compare = <Key extends string | bigint>(a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0);
