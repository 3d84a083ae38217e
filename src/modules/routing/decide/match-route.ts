import { OPERATORS, type RouteOperator, type RouteReason } from '../contract.ts';
import type { SenderRow } from '../queries.ts';
import { chooseSender } from './choose-sender.ts';
import type { CompiledRoute, RoutedChannel, RouteWish, RoutingTable } from './decision.ts';

interface RouteMatch {
  /** Conditions that the route had. */
  readonly matched: RouteReason['matched'];
  readonly sender: SenderRow;
}

/**
 * Whether a route applies to a message. A condition on something that the wish does not say is not met.
 * A route whose medium has no sender for the message does not apply either: it could not carry it.
 * `prefix` is the longest one of the number that any route asks for.
 */
export function matchRoute(
  route: CompiledRoute,
  table: Pick<RoutingTable, 'senders'>,
  wish: RouteWish,
  prefix: string,
): RouteMatch | undefined {
  const matched: RouteReason['matched'] = [];
  if (route.classes !== null) {
    if (wish.class === undefined || !route.classes.has(wish.class)) return undefined;
    matched.push('class');
  }
  if (route.operators !== null) {
    if (wish.operator === undefined || !route.operators.has(operatorOf(wish.operator))) return undefined;
    matched.push('operator');
  }
  if (route.prefixes !== null) {
    if (!route.prefixes.some((one) => prefix.startsWith(one))) return undefined;
    matched.push('prefix');
  }
  const first = firstOf(route);
  if (first === undefined) return undefined;
  const { medium } = first.type;
  if (wish.medium !== undefined && wish.medium !== medium) return undefined;
  const sender = chooseSender(table.senders, medium, wish.from, first);
  if (!sender.ok) return undefined;
  if (route.senders !== null) {
    if (!route.senders.has(sender.value.id)) return undefined;
    matched.push('sender');
  }
  if (route.medium !== null) {
    if (route.medium !== medium) return undefined;
    matched.push('medium');
  }
  return { matched, sender: sender.value };
}

const operatorOf = (operator: string | null): RouteOperator =>
  OPERATORS.find((known) => known === operator) ?? 'others';

/** Its first channel decides which messages it is for; undefined when all of them are gone. */
function firstOf(route: CompiledRoute): RoutedChannel | undefined {
  for (const channel of route.channels) if (!('gone' in channel)) return channel;
  return undefined;
}
