import { fail, ok, type Result } from '../../lib/result.ts';
import type { ErrorCode } from '../../platform/problem.ts';
import { routingErrors } from './errors.ts';
import type { SenderRow } from './queries.ts';
import type { RoutedChannel, RoutingTable } from './routing-table.ts';

export interface Route {
  readonly channel: RoutedChannel;
  readonly sender: SenderRow;
}

export interface RouteRefusal {
  readonly code: ErrorCode;
  readonly field: 'channel' | 'from';
}

/** The channel type that reaches no provider. */
const SANDBOX = 'sandbox';

export interface RouteWish {
  /** `auto` or a public id */
  readonly channel: string;
  readonly from: string | undefined;
  /** Nothing may leave through a real provider. */
  readonly sandboxOnly: boolean;
}

/** Chooses the channel and the sender of one message. */
export function resolveRoute(table: RoutingTable, wish: RouteWish): Result<Route, RouteRefusal> {
  const channel = wish.channel === 'auto' ? chooseChannel(table, wish) : nameChannel(table, wish);
  if (!channel.ok) return channel;
  const sender = chooseSender(table, channel.value, wish.from);
  return sender.ok ? ok({ channel: channel.value, sender: sender.value }) : sender;
}

function nameChannel(table: RoutingTable, wish: RouteWish): Result<RoutedChannel, RouteRefusal> {
  const channel = table.channels.find((one) => one.publicId === wish.channel);
  if (channel === undefined) return fail({ code: routingErrors.channel_unknown, field: 'channel' });
  if (!channel.enabled) return fail({ code: routingErrors.channel_disabled, field: 'channel' });
  if (wish.sandboxOnly && channel.type.type !== SANDBOX)
    return fail({ code: routingErrors.test_key_needs_sandbox, field: 'channel' });
  return ok(channel);
}

/** The enabled channel with the highest priority; a sick one only when there is no other. */
function chooseChannel(table: RoutingTable, wish: RouteWish): Result<RoutedChannel, RouteRefusal> {
  const enabled = table.channels.filter(
    (one) => one.enabled && (!wish.sandboxOnly || one.type.type === SANDBOX),
  );
  const channel = enabled.find((one) => one.healthy) ?? enabled[0];
  return channel === undefined ? fail({ code: routingErrors.no_channel, field: 'channel' }) : ok(channel);
}

function chooseSender(
  table: RoutingTable,
  channel: RoutedChannel,
  from: string | undefined,
): Result<SenderRow, RouteRefusal> {
  const senders = table.senders.filter((sender) => sender.medium === channel.type.medium);
  if (from === undefined) {
    const sender = senders.find((one) => one.is_default) ?? (senders.length === 1 ? senders[0] : undefined);
    return sender === undefined ? fail({ code: routingErrors.no_sender, field: 'from' }) : ok(sender);
  }
  const sender =
    senders.find((one) => one.address === from) ??
    senders.find((one) => one.address.toLowerCase() === from.toLowerCase());
  return sender === undefined ? fail({ code: routingErrors.sender_unknown, field: 'from' }) : ok(sender);
}
