import type { RouteReason, SkipReason } from '../contract.ts';
import type { GoneChannel, RoutedChannel, RouteWish } from './decision.ts';

export interface PickedChannel {
  /** Undefined when none may be used. */
  readonly channel: RoutedChannel | undefined;
  /** Those that may step in, the fittest first. */
  readonly rest: readonly RoutedChannel[];
  /** Those that would have been taken before it, and why they were not. */
  readonly skipped: RouteReason['skipped'];
}

/** The channel type that reaches no provider. */
export const isSandbox = ({ type }: RoutedChannel): boolean => type.type === 'sandbox';

/** Takes the first healthy channel, or the cheapest healthy one; a sick one only when there is no other. */
export function pickChannel(
  channels: readonly (RoutedChannel | GoneChannel)[],
  strategy: 'ordered' | 'cheapest',
  wish: Pick<RouteWish, 'sandboxOnly' | 'priceOf'>,
): PickedChannel {
  const skipped: RouteReason['skipped'] = [];
  const usable: RoutedChannel[] = [];
  for (const channel of channels) {
    const barred = whyBarred(channel, wish.sandboxOnly);
    if (barred !== undefined) skipped.push({ channel: channel.publicId, why: barred });
    else if (!('gone' in channel)) usable.push(channel);
  }
  const healthy = usable.filter((one) => one.healthy);
  const inOrder = strategy === 'cheapest' ? byPrice(healthy, wish.priceOf) : healthy;
  const sick = usable.filter((one) => !one.healthy);
  const [channel, ...rest] = [...inOrder, ...sick];
  if (channel === undefined) return { channel: undefined, rest: [], skipped };
  const before = strategy === 'cheapest' ? usable : usable.slice(0, usable.indexOf(channel));
  for (const one of before) {
    if (one === channel) continue;
    const why = sicknessOf(one) ?? (strategy === 'cheapest' ? 'more_expensive' : undefined);
    if (why !== undefined) skipped.push({ channel: one.publicId, why });
  }
  return { channel, rest, skipped };
}

/** Why a channel that may be used should not be, if it can be helped. */
export function sicknessOf(channel: RoutedChannel): 'breaker_open' | 'unhealthy' | undefined {
  if (channel.healthy) return undefined;
  return channel.breakerOpen ? 'breaker_open' : 'unhealthy';
}

function whyBarred(channel: RoutedChannel | GoneChannel, sandboxOnly: boolean): SkipReason | undefined {
  if ('gone' in channel) return 'deleted';
  if (!channel.enabled) return 'disabled';
  return sandboxOnly && !isSandbox(channel) ? 'test_key' : undefined;
}

/** Lowest price first, in the given order where prices are equal, unknown ones last. */
function byPrice(channels: readonly RoutedChannel[], priceOf: RouteWish['priceOf']): RoutedChannel[] {
  return channels
    .map((channel) => ({ channel, price: priceOf?.(channel.id) ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => (a.price === b.price ? 0 : a.price - b.price))
    .map(({ channel }) => channel);
}
