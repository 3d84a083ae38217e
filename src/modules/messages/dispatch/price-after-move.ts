/** A message that fell back costs what the channel asks that really sends it. */
import { chargeOf, type PriceTable } from '../../billing/index.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { chargedAs } from '../content/charged-as.ts';
import type { Rich } from '../content/rich.ts';
import type { ClaimedRow } from '../queries/outbox.ts';
import { classOfLane } from '../status.ts';
import { chargeOfRow, type OutgoingCharge } from './outgoing-charge.ts';

/** True when it waits for another channel than the one it was priced for, and something is left to be booked. */
export const needsPrice = (row: ClaimedRow, channel: Pick<OpenChannel, 'id'>): boolean =>
  row.first_channel_id !== channel.id && chargeOfRow(row) !== null;

/** By the prices of when it was accepted; without one on this channel it costs nothing. */
export function chargeAfterMove(
  row: ClaimedRow,
  channel: Pick<OpenChannel, 'id' | 'type'>,
  prices: PriceTable,
  content: Rich['content'],
): OutgoingCharge | null {
  const charge = chargeOfRow(row);
  if (charge === null) return null;
  const { medium, capabilities } = channel.type;
  const category = chargedAs(medium, content);
  const price = chargeOf(prices, {
    medium,
    channelId: channel.id,
    operator: row.operator,
    class: classOfLane(row.lane),
    segments: capabilities.segments === true ? row.segments : 1,
    at: row.created_at,
    ...(category === null ? {} : { category, inWindow: category === 'service' }),
  });
  return { ...charge, moved: price ?? { amount: 0, currency: charge.currency, chargeOn: 'sent' } };
}
