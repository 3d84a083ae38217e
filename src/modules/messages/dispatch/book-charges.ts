/** Books what messages cost together with the evidence that decides it, in the same transaction. */
import type { Transaction } from '../../../platform/db.ts';
import {
  type ChargeEvidence,
  chargeStep,
  closeCharges,
  type MessageCharge,
  type OpenCharge,
  openCharges,
  recordCharges,
  tellCharges,
  type ToldCharge,
} from '../../billing/index.ts';
import type { RoutingTable } from '../../routing/index.ts';
import type { TakenRow } from '../queries/outbox.ts';
import { classOfLane, statusOfRank } from '../status.ts';
import type { Outgoing } from './hand-off.ts';
import { chargeOfRow, type OutgoingCharge } from './outgoing-charge.ts';

/** What booking needs to know of a message. */
export type Booked = Pick<
  Outgoing,
  'workspaceId' | 'id' | 'channelId' | 'medium' | 'operator' | 'lane' | 'category'
> & { readonly charge: OutgoingCharge };

/** Whether there is anything to book. */
export const isBooked = <Message extends Pick<Outgoing, 'charge'>>(
  message: Message,
): message is Message & { readonly charge: OutgoingCharge } => message.charge !== null;

/** Of a message that left the outbox without having been sent; null when there is nothing to book. */
export function bookedOfRow(
  workspaceId: string,
  row: TakenRow,
  table: Pick<RoutingTable, 'channels'>,
): Booked | null {
  const charge = chargeOfRow(row);
  if (charge === null) return null;
  const channel = table.channels.find(({ id }) => id === row.channel_id);
  return {
    workspaceId,
    id: BigInt(row.id),
    channelId: row.channel_id,
    // A deleted channel: what was reserved is given back all the same.
    medium: channel?.type.medium ?? 'sms',
    operator: row.operator,
    lane: row.lane,
    // Nothing is charged for what never left.
    category: null,
    charge,
  };
}

type OutcomeStatus = Extract<ChargeEvidence, { readonly from: 'outcome' }>['status'];
const OUTCOMES: ReadonlySet<string> = new Set<OutcomeStatus>([
  'sent',
  'unknown',
  'failed',
  'expired',
  'canceled',
]);
const isOutcome = (status: string): status is OutcomeStatus => OUTCOMES.has(status);

const chargeRow = (message: Booked): MessageCharge => ({
  workspaceId: message.workspaceId,
  currency: message.charge.currency,
  amount: message.charge.amount,
  held: message.charge.held,
  medium: message.medium,
  channelId: message.channelId,
  operator: message.operator,
  class: classOfLane(message.lane),
  category: message.category,
});

/** What is charged on delivery has its open charge since it was accepted; here it can only be let go. */
export async function bookOutcomes(
  tx: Transaction,
  outcomes: readonly { readonly message: Booked; readonly rank: number }[],
  now: number,
): Promise<void> {
  const settled: MessageCharge[] = [];
  const released: MessageCharge[] = [];
  const open: OpenCharge[] = [];
  const closed: { workspaceId: string; messageId: bigint; act: 'release' }[] = [];
  const elsewhere: ToldCharge[] = [];
  for (const { message: booked, rank } of outcomes) {
    const status = statusOfRank(rank);
    if (!isOutcome(status)) continue;
    const message = sentElsewhere(booked, status);
    if (message !== booked) {
      letGo(booked, released, closed);
      elsewhere.push(toldRow(message));
      if (message.charge.amount === 0) continue;
    }
    const { chargeOn } = message.charge;
    const act = chargeStep('open', chargeOn, { from: 'outcome', status });
    if (act === 'settle') settled.push(chargeRow(message));
    else if (act === 'release' && chargeOn === 'delivered')
      closed.push({ workspaceId: message.workspaceId, messageId: message.id, act });
    else if (act === 'release') released.push(chargeRow(message));
    else if (status === 'unknown' && chargeOn === 'sent') open.push(openRow(message));
    else if (message !== booked && act === 'nothing') open.push(openRow(message));
  }
  recordCharges(tx, { settled, released });
  // First what is open for the channel before, then for the one that sent it: one row per message.
  await closeCharges(tx, closed);
  openCharges(tx, open, now);
  tellCharges(tx, elsewhere);
}

const toldRow = ({ workspaceId, id, category, charge: { amount, currency } }: Booked): ToldCharge => ({
  workspaceId,
  messageId: id,
  category,
  amount,
  currency,
});

const openRow = (message: Booked): OpenCharge => ({
  ...chargeRow(message),
  messageId: message.id,
  chargeOn: message.charge.chargeOn,
});

/** What may have left over the channel that it fell back to costs that channel's price, which nobody has reserved. */
function sentElsewhere(message: Booked, status: OutcomeStatus): Booked {
  const { moved } = message.charge;
  if (moved === undefined || (status !== 'sent' && status !== 'unknown')) return message;
  return { ...message, charge: { ...moved, held: false } };
}

/** The first channel's price is owed no more. */
function letGo(
  message: Booked,
  released: MessageCharge[],
  closed: { workspaceId: string; messageId: bigint; act: 'release' }[],
): void {
  if (message.charge.chargeOn === 'sent') released.push(chargeRow(message));
  else closed.push({ workspaceId: message.workspaceId, messageId: message.id, act: 'release' });
}

/** Remembers messages that cost their price once they are delivered, and only such. */
export function openOnDelivery(tx: Transaction, messages: readonly Booked[], now: number): void {
  const open = messages.map((message) => ({
    ...chargeRow(message),
    messageId: message.id,
    chargeOn: message.charge.chargeOn,
  }));
  openCharges(tx, open, now);
}
