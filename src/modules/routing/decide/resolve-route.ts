import { fail, ok, type Result } from '../../../lib/result.ts';
import { FALLBACK_CAUSES, type RouteReason } from '../contract.ts';
import { routingErrors } from '../errors.ts';
import type { SenderRow } from '../queries.ts';
import { chooseSender } from './choose-sender.ts';
import { longestPrefix } from './compile-routes.ts';
import type {
  CompiledRoute,
  MessageRoute,
  RoutedChannel,
  RouteRefusal,
  RouteWish,
  RoutingTable,
} from './decision.ts';
import { type PolicyWish, policyOf } from './fallback-policy.ts';
import { matchRoute } from './match-route.ts';
import { isSandbox, type PickedChannel, pickChannel, sicknessOf } from './pick-channel.ts';

const BY_DEFAULT: PolicyWish = {
  fallbackOn: FALLBACK_CAUSES,
  missingReceiptSeconds: null,
  resendUnknown: null,
};

/**
 * Chooses channel, sender and fallbacks of one message, and says why. Decisions are remembered with the table,
 * so that a message costs a look-up; those that depend on prices are made anew.
 */
export function resolveRoute(table: RoutingTable, wish: RouteWish): Result<MessageRoute, RouteRefusal> {
  const { decisions, prefixLengths } = table.routes;
  const prefix =
    prefixLengths.length === 0 || wish.to === undefined ? '' : longestPrefix(table.routes, wish.to);
  const known = decisions.recall(wish, prefix);
  if (known !== undefined) return known;
  const { result, priced } = decide(table, wish, prefix);
  if (!priced) decisions.remember(wish, prefix, result);
  return result;
}

interface Decision {
  readonly result: Result<MessageRoute, RouteRefusal>;
  /** Prices were compared. */
  readonly priced: boolean;
}

function decide(table: RoutingTable, wish: RouteWish, prefix: string): Decision {
  if (wish.channel !== 'auto') return { result: byName(table, wish), priced: false };
  const skipped: RouteReason['skipped'] = [];
  let priced = false;
  for (const route of table.routes.routes) {
    const match = matchRoute(route, table, wish, prefix);
    if (match === undefined) continue;
    priced ||= route.strategy === 'cheapest';
    const pick = pickChannel(route.channels, route.strategy, wish);
    skipped.push(...pick.skipped);
    if (pick.channel === undefined) continue;
    const { channel } = pick;
    const sender = senderOn(table, channel, match.sender);
    if (!sender.ok) return { result: sender, priced };
    const reason = reasonOf(pick, channel, { by: 'route', route, matched: match.matched, skipped });
    return { result: ok(routed(channel, sender.value, { pick, reason, wish, policy: route })), priced };
  }
  return { result: byDefault(table, wish, skipped), priced };
}

/** A route may lead over several media; each has senders of its own. */
export const senderOn = (
  { senders }: Pick<RoutingTable, 'senders'>,
  channel: RoutedChannel,
  chosen: SenderRow,
): Result<SenderRow, RouteRefusal> =>
  chosen.medium === channel.type.medium
    ? ok(chosen)
    : chooseSender(senders, channel.type.medium, undefined, channel);

/** The message names its channel: nothing else will do, so nothing steps in either. */
function byName(table: RoutingTable, wish: RouteWish): Result<MessageRoute, RouteRefusal> {
  const channel = table.channels.find((one) => one.publicId === wish.channel);
  if (channel === undefined) return fail({ code: routingErrors.channel_unknown, field: 'channel' });
  const pick = pickChannel([channel], 'ordered', wish);
  if (!channel.enabled) return fail({ code: routingErrors.channel_disabled, field: 'channel' });
  if (pick.channel === undefined)
    return fail({ code: routingErrors.test_key_needs_sandbox, field: 'channel' });
  const sender = chooseSender(table.senders, channel.type.medium, wish.from, channel);
  if (!sender.ok) return sender;
  const reason = reasonOf(pick, channel, { by: 'named', matched: [], skipped: [] });
  return ok(routed(channel, sender.value, { pick, reason, wish, policy: BY_DEFAULT }));
}

/**
 * The enabled channel with the highest priority; a sick one only when there is no other. The sandbox never stands in
 * for a provider, nor a provider for the sandbox: a customer's message would end in the virtual phone, marked delivered.
 */
function byDefault(
  table: RoutingTable,
  wish: RouteWish,
  skippedByRoutes: RouteReason['skipped'],
): Result<MessageRoute, RouteRefusal> {
  const enabled = table.channels.filter(
    (one) => one.enabled && (wish.medium === undefined || one.type.medium === wish.medium),
  );
  const leader = enabled[0];
  const alike = wish.sandboxOnly
    ? enabled
    : enabled.filter((one) => isSandbox(one) === (leader !== undefined && isSandbox(leader)));
  const first = pickChannel(alike, 'ordered', wish);
  const { channel } = first;
  if (channel === undefined) return fail({ code: routingErrors.no_channel, field: 'channel' });
  const sender = chooseSender(table.senders, channel.type.medium, wish.from, channel);
  if (!sender.ok) return sender;
  const rest = table.routes.fallbackByDefault
    ? first.rest.filter((one) => one.type.medium === channel.type.medium)
    : [];
  const pick = { ...first, rest };
  const skipped = [...skippedByRoutes, ...first.skipped];
  const reason = reasonOf(pick, channel, { by: 'default', matched: [], skipped });
  return ok(routed(channel, sender.value, { pick, reason, wish, policy: BY_DEFAULT }));
}

interface ReasonParts {
  readonly by: RouteReason['by'];
  readonly route?: CompiledRoute;
  readonly matched: RouteReason['matched'];
  readonly skipped: RouteReason['skipped'];
}

const STRATEGIES = { named: 'named', default: 'priority' } as const;

function reasonOf(pick: PickedChannel, channel: RoutedChannel, parts: ReasonParts): RouteReason {
  const { by, route, matched, skipped } = parts;
  const despite = sicknessOf(channel);
  return {
    by,
    ...(route === undefined ? {} : { route: { id: route.publicId, name: route.name } }),
    matched,
    strategy: by === 'route' ? (route?.strategy ?? 'ordered') : STRATEGIES[by],
    channel: channel.publicId,
    ...(despite === undefined ? {} : { despite }),
    skipped,
    fallbacks: pick.rest.map(({ publicId }) => publicId),
  };
}

function routed(
  channel: RoutedChannel,
  sender: SenderRow,
  parts: {
    readonly pick: PickedChannel;
    readonly reason: RouteReason;
    readonly wish: RouteWish;
    readonly policy: PolicyWish;
  },
): MessageRoute {
  const { pick, reason, wish, policy } = parts;
  const usual =
    reason.by !== 'route' &&
    reason.despite === undefined &&
    reason.skipped.length === 0 &&
    reason.fallbacks.length === 0;
  return {
    channel,
    sender,
    fallbacks: pick.rest.map(({ id }) => id),
    // Whoever does not say what it sends gets the most careful answer.
    policy: policyOf(wish.class ?? 'transactional', policy, pick.rest.length > 0),
    reason,
    reasonJson: usual ? null : JSON.stringify(reason),
  };
}
