import { fail, ok, type Result } from '../../../lib/result.ts';
import {
  type Fitness,
  type MessageRoute,
  narrowTable,
  type RoutedChannel,
  type RoutingTable,
  resolveRoute,
  routingErrors,
} from '../../routing/index.ts';
import { CONTENT_WORDS, reaches } from '../content/rich.ts';
import type { MessageClass } from '../contract.ts';
import { messagesErrors } from '../errors.ts';
import type { Body } from './read-body.ts';
import type { Target } from './read-target.ts';
import type { Refusal } from './refusal.ts';

export interface WayWish {
  readonly target: Target;
  readonly body: Body;
  readonly from: string | undefined;
  readonly sandboxOnly: boolean;
  readonly class: MessageClass;
  readonly priceOf: (channelId: string, operator: string | null) => number | null;
}

interface Way {
  readonly route: MessageRoute;
  readonly address: string;
  readonly operator: string | null;
}

type Place = Target['addresses'][number];

/** Channel, sender and address of a message: the best of the person's addresses that some channel reaches with it. */
export function chooseWay(table: RoutingTable, wish: WayWish): Result<Way, Refusal> {
  let refusal: Result<never, Refusal> = fail({ code: messagesErrors.recipient_unreachable, field: 'to' });
  for (const [at, place] of wish.target.addresses.entries()) {
    const way = wayTo(table, place, wish);
    if (way.ok) return way;
    if (at === 0) refusal = way;
  }
  return refusal;
}

function wayTo(table: RoutingTable, place: Place, wish: WayWish): Result<Way, Refusal> {
  const { address, operator, kind } = place;
  const { target, body, from, sandboxOnly, class: messageClass } = wish;
  const open = target.channel === 'auto';
  const candidates = open
    ? narrowTable(table, keyOf(kind, body), sandboxOnly, (channel) => fitnessOf(channel, kind, body))
    : table;
  const route = resolveRoute(candidates, {
    channel: target.channel,
    from,
    sandboxOnly,
    to: kind === 'phone' ? address : undefined,
    operator,
    class: messageClass,
    priceOf: (channelId) => wish.priceOf(channelId, operator),
  });
  if (!route.ok) {
    const narrow = candidates !== table && route.error.code === routingErrors.no_channel;
    return narrow ? fail(whyNone(table, kind, body)) : route;
  }
  if (!open && !reaches(route.value.channel.type, kind))
    return fail({
      code: messagesErrors.recipient_unreachable,
      field: 'to',
      detail: `The channel "${route.value.channel.name}" does not reach this kind of address.`,
    });
  return ok({ route: route.value, address, operator });
}

/** What decides which channels are fit; a template counts for itself, because each is approved for itself. */
const keyOf = (kind: Place['kind'], { content, template }: Body): string =>
  template === null
    ? content === null
      ? kind
      : `${kind} ${content.type}`
    : `${kind} template ${template.key}`;

function fitnessOf(channel: RoutedChannel, kind: Place['kind'], { content, template }: Body): Fitness {
  if (!reaches(channel.type, kind)) return 'no';
  const { capabilities } = channel.type;
  const carries =
    (content === null || capabilities.content?.includes(content.type) === true) &&
    (template === null || template.fits(channel));
  if (carries) return 'fits';
  return capabilities.text ? 'stands_in' : 'no';
}

function whyNone(table: RoutingTable, kind: Place['kind'], { content, template }: Body): Refusal {
  const reached = table.channels.some((channel) => channel.enabled && reaches(channel.type, kind));
  if (!reached) return { code: messagesErrors.recipient_unreachable, field: 'to' };
  if (template !== null) return { code: messagesErrors.template_not_here, field: 'template.id' };
  const what = content === null ? 'texts' : CONTENT_WORDS[content.type];
  return {
    code: messagesErrors.content_not_carried,
    field: 'content.type',
    detail: `No channel that reaches this person takes ${what}.`,
  };
}
