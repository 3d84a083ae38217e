/** What the pipeline tells the ledger, inside its own transactions: one short statement per batch. */
import type { Executor, Transaction } from '../../../platform/db.ts';
import type { ChargeKind } from '../queries/charges.ts';
import { closeOpenCharges, insertCharges, insertOpenCharges } from '../queries/charges.ts';
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
}

/** Charges of many messages that go the same way. */
export interface ChargeRow extends Omit<MessageCharge, 'amount'> {
  readonly amount: bigint;
  readonly messages: number;
}

/** Sums up a batch: one row per workspace, currency and line of the statement. */
export function sumCharges(charges: Iterable<MessageCharge>): ChargeRow[] {
  const sums = new Map<string, { first: MessageCharge; amount: bigint; messages: number }>();
  for (const one of charges) {
    const key = `${one.workspaceId} ${one.currency} ${one.held} ${one.channelId} ${one.operator} ${one.class} ${one.medium}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { first: one, amount: BigInt(one.amount), messages: 1 });
    else {
      sum.amount += BigInt(one.amount);
      sum.messages += 1;
    }
  }
  return [...sums.values()].map(({ first, amount, messages }) => ({ ...first, amount, messages }));
}

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
    charges.map(({ workspaceId }) => workspaceId),
    charges.map(({ messageId }) => messageId.toString()),
    charges.map(({ currency }) => currency),
    charges.map(({ amount }) => String(amount)),
    charges.map(({ held }) => held),
    charges.map(({ medium }) => medium),
    charges.map(({ channelId }) => channelId),
    charges.map(({ operator }) => operator ?? '*'),
    charges.map((charge) => charge.class),
    charges.map(() => now + OPEN_CHARGE_MS),
    charges.map(({ chargeOn }) => actWhenOverdue(chargeOn)),
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
  const first = new Map<string, (typeof acts)[number]>();
  for (const one of acts) {
    const key = `${one.workspaceId} ${one.messageId.toString().padStart(19, '0')}`;
    if (!first.has(key)) first.set(key, one);
  }
  const sorted = [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  await tx.query(closeOpenCharges, [
    sorted.map(({ workspaceId }) => workspaceId),
    sorted.map(({ messageId }) => messageId.toString()),
    sorted.map(({ act }) => act),
  ]);
}
