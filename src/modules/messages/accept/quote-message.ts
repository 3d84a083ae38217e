import type { z } from 'zod';
import { ok } from '../../../lib/result.ts';
import { countSegments } from '../../../lib/segments.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { type Money, priceOf } from '../../billing/index.ts';
import { type MessageRoute, routingErrors } from '../../routing/index.ts';
import { chargedAs } from '../content/charged-as.ts';
import { openUntil } from '../content/conversation-window.ts';
import { gatherFacts } from '../content/gather-facts.ts';
import type { Quote, QuoteMessage, SendMessage } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { chooseWay } from './choose-way.ts';
import type { DraftContext } from './draft.ts';
import { sayOn } from './draft-message.ts';
import { pricesOf, priceOfWays } from './price-draft.ts';
import { type Body, readBody } from './read-body.ts';
import { readTarget, type Target } from './read-target.ts';
import type { Refusal } from './refusal.ts';

type Wish = z.output<typeof SendMessage>;

/**
 * Segments and price of a message while it is being written. Without a whole number the price is the one for other
 * operators; a text is quoted as SMS while nothing can carry it.
 */
export async function quoteMessage(
  deps: MessagesDeps,
  actor: Actor,
  input: z.output<typeof QuoteMessage>,
): Promise<Quote> {
  const workspaceId = requireWorkspace(actor);
  const wish: Wish = { ...input, class: input.class ?? 'transactional' };
  const [table, prices, facts] = await Promise.all([
    deps.tables.of(workspaceId),
    deps.priceLists.of(workspaceId),
    gatherFacts(deps, workspaceId, [{ ok: true, value: wish }]),
  ]);
  const context = { now: deps.clock.now(), table, prices, sandboxOnly: false, facts };
  const body = bodyOf(wish, context);
  const target = targetOf(wish, context);
  const messageClass = body.template?.classFor(wish.class) ?? wish.class;
  const way = chooseWay(table, {
    target,
    body,
    from: undefined,
    sandboxOnly: false,
    class: messageClass,
    priceOf: priceOfWays(context, body, messageClass),
  });
  if (!way.ok) return withoutWay(way.error, { body, target, messageClass }, context);
  const { route, address, operator } = way.value;
  const priced = priceOn(route, { body, target, messageClass, operator }, context);
  const { price, priceInWindow, ...rest } = priced;
  if (priceInWindow === undefined) return { ...rest, operator, price, inWindow: null };
  const open = address !== '' && (await isOpen(deps, workspaceId, route.channel.id, address));
  return {
    ...rest,
    operator,
    price: open ? priceInWindow : price,
    inWindow: { open, price: priceInWindow },
  };
}

/** A text is quoted as SMS before there is a channel. */
function withoutWay(
  refusal: Refusal,
  { body, target, messageClass }: Omit<Sized, 'operator'>,
  { prices, now }: DraftContext,
): Quote {
  if (!isText(body) || refusal.code === routingErrors.channel_unknown) throw refused(refusal);
  const { operator = null } = target.addresses[0] ?? {};
  const size = sizeOf(body.text);
  const wanted = { segments: size.segments, class: messageClass, operator, at: new Date(now) };
  const price = priceOf(prices, { medium: 'sms', ...wanted });
  return { ...size, operator, price, category: null, inWindow: null };
}

const isText = ({ template, content }: Body): boolean => template === null && content === null;

function sizeOf(text: string): Pick<Quote, 'encoding' | 'units' | 'segments'> {
  const { encoding, units, segments } = countSegments(text);
  return { encoding, units, segments };
}

const refused = ({ code, field, detail }: Refusal): Problem =>
  new Problem(code, { field, ...(detail === undefined ? {} : { detail }) });

function bodyOf(wish: Wish, { facts }: Pick<DraftContext, 'facts'>): Body {
  // An empty text is one that is about to be written.
  if (wish.text !== undefined) return { text: wish.text, content: null, template: null };
  const body = readBody(wish, facts);
  if (!body.ok) throw refused(body.error);
  return body.value;
}

/** A number that is not whole yet is anybody's. */
function targetOf(wish: Wish, context: DraftContext): Target {
  const target = wish.to === undefined ? undefined : readTarget(wish, context);
  if (target?.ok === true) return target.value;
  return {
    addresses: [{ kind: 'phone', address: '', operator: null }],
    channel: wish.channel,
    reply: null,
  };
}

interface Sized {
  readonly body: Body;
  readonly target: Target;
  readonly messageClass: Wish['class'];
  readonly operator: string | null;
}

type Priced = Pick<Quote, 'encoding' | 'units' | 'segments' | 'price' | 'category'> & {
  readonly priceInWindow: Money | null | undefined;
};

function priceOn(
  route: MessageRoute,
  { body, target, messageClass, operator }: Sized,
  { prices, facts, now }: DraftContext,
): Priced {
  const { channel } = route;
  // A text that is too long yet is quoted all the same.
  const said = isText(body) ? ok(body) : sayOn(route, body, target.channel !== 'auto', facts);
  if (!said.ok) throw refused(said.error);
  const size = sizeOf(said.value.text);
  const category = chargedAs(channel.type.medium, said.value.content);
  const { price, priceInWindow } = pricesOf(
    prices,
    {
      type: channel.type,
      segments: size.segments,
      class: messageClass,
      at: new Date(now),
      operator,
      channelId: channel.id,
    },
    category,
  );
  return {
    ...size,
    category,
    price: moneyOf(price),
    priceInWindow: priceInWindow === undefined ? undefined : moneyOf(priceInWindow),
  };
}

const moneyOf = (price: Money | null): Money | null =>
  price === null ? null : { amount: price.amount, currency: price.currency };

const isOpen = (deps: MessagesDeps, workspaceId: string, channelId: string, party: string) =>
  deps.db.inWorkspace(workspaceId, async (tx) => {
    const until = await openUntil(tx, workspaceId, [{ channelId, party }]);
    return until(channelId, party) > deps.clock.now();
  });
