/** What a message costs on a channel; also asked by quotes, which send nothing. */
import type { ChannelType } from '../../../channels/channel.ts';
import { countSegments } from '../../../lib/segments.ts';
import { chargeOf, priceOf, type Wanted } from '../../billing/index.ts';
import type { MessageClass } from '../contract.ts';
import type { Draft, DraftContext } from './draft.ts';
import type { Body } from './read-body.ts';

/** Price of a message on each channel that might take it, before it is known in how many segments. */
export function priceOfWays(
  { table, prices, now }: Pick<DraftContext, 'table' | 'prices' | 'now'>,
  body: Body,
  messageClass: MessageClass,
): (channelId: string, operator: string | null) => number | null {
  return (channelId, operator) => {
    const type = table.channels.find(({ id }) => id === channelId)?.type;
    if (type === undefined) return null;
    // Here, because hardly any way is chosen by its price, and this runs for every message.
    const { segments } = countSegments(body.text);
    const at = new Date(now);
    const category = type.medium === 'whatsapp' ? (body.template?.category ?? 'service') : undefined;
    const priced = { type, segments, class: messageClass, at, operator, channelId };
    return priceOf(prices, wantedOf(priced, category))?.amount ?? null;
  };
}

/** What a person has to write before is never sent outside the window; templates are, and may cost less within it. */
export function pricesOf(
  prices: DraftContext['prices'],
  priced: Priced,
  category: string | null,
): Pick<Draft, 'price' | 'priceInWindow'> {
  if (category === null) return { price: chargeOf(prices, wantedOf(priced)), priceInWindow: undefined };
  const inWindow = chargeOf(prices, wantedOf(priced, category, true));
  if (category === 'service') return { price: inWindow, priceInWindow: undefined };
  const price = chargeOf(prices, wantedOf(priced, category));
  return { price, priceInWindow: isSamePrice(price, inWindow) ? undefined : inWindow };
}

const isSamePrice = (a: Draft['price'], b: Draft['price']): boolean =>
  a?.amount === b?.amount && a?.currency === b?.currency && a?.chargeOn === b?.chargeOn;

interface Priced {
  readonly type: ChannelType;
  readonly segments: number;
  readonly class: MessageClass;
  readonly at: Date;
  readonly operator: string | null;
  readonly channelId: string;
}

/** How a text is priced on a channel. */
const wantedOf = (
  { type: { medium, capabilities }, segments, class: messageClass, at, operator, channelId }: Priced,
  category?: string,
  inWindow = false,
): Wanted => ({
  medium,
  segments: capabilities.segments ? segments : 1,
  class: messageClass,
  at,
  operator,
  channelId,
  category,
  inWindow,
});
