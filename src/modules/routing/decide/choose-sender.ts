import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Medium } from '../contract.ts';
import { routingErrors } from '../errors.ts';
import type { SenderRow } from '../queries.ts';
import type { RoutedChannel, RouteRefusal, RoutingTable } from './decision.ts';

/** The named sender of a medium, or the medium's default. Where a channel is its own sender, it needs no other. */
export function chooseSender(
  all: readonly SenderRow[],
  medium: Medium,
  from: string | undefined,
  channel?: RoutedChannel,
): Result<SenderRow, RouteRefusal> {
  const senders = all.filter((sender) => sender.medium === medium);
  if (from === undefined) {
    if (senders.length === 0 && channel !== undefined && medium !== 'sms') return ok(itself(channel));
    const sender = senders.find((one) => one.is_default) ?? (senders.length === 1 ? senders[0] : undefined);
    return sender === undefined ? fail({ code: routingErrors.no_sender, field: 'from' }) : ok(sender);
  }
  const sender =
    senders.find((one) => one.address === from) ??
    senders.find((one) => one.address.toLowerCase() === from.toLowerCase());
  return sender === undefined ? fail({ code: routingErrors.sender_unknown, field: 'from' }) : ok(sender);
}

/** A WhatsApp number or an RCS agent is set up as a channel: messages leave under the channel's name. */
const itself = ({ id, name, type: { medium } }: RoutedChannel): SenderRow => ({
  id,
  address: name,
  medium,
  kind: 'alphanumeric',
  is_default: true,
  created_at: new Date(0),
});

/** As what a message leaves that falls back to a channel (UUID): as before where that is one of its medium's senders. */
export function senderAfterFallback(
  { channels, senders }: Pick<RoutingTable, 'channels' | 'senders'>,
  channelId: string,
  before: string,
): string {
  const channel = channels.find(({ id }) => id === channelId);
  if (channel === undefined) return before;
  const { medium } = channel.type;
  if (senders.some((one) => one.medium === medium && one.address === before)) return before;
  const sender = chooseSender(senders, medium, undefined, channel);
  return sender.ok ? sender.value.address : before;
}
