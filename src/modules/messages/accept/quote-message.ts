import type { z } from 'zod';
import { countSegments } from '../../../lib/segments.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { priceOf } from '../../billing/index.ts';
import { chargedAs } from '../content/charged-as.ts';
import { resolveRoute, routingErrors } from '../../routing/index.ts';
import type { Quote, QuoteMessage } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { readRecipient } from './read-recipient.ts';

/** Segments and price of a text while it is being written. Without a whole number the price is the one for other operators. */
export async function quoteMessage(
  deps: MessagesDeps,
  actor: Actor,
  input: z.output<typeof QuoteMessage>,
): Promise<Quote> {
  const workspaceId = requireWorkspace(actor);
  const [table, prices] = await Promise.all([deps.tables.of(workspaceId), deps.priceLists.of(workspaceId)]);
  const recipient = input.to === undefined ? undefined : readRecipient(input.to);
  const operator = recipient?.ok === true ? recipient.value.operator : null;
  const to = recipient?.ok === true ? recipient.value.e164 : undefined;
  const route = resolveRoute(table, {
    channel: input.channel,
    from: undefined,
    sandboxOnly: false,
    ...(to === undefined ? {} : { to, operator }),
  });
  if (!route.ok && route.error.code === routingErrors.channel_unknown)
    throw new Problem(route.error.code, { field: route.error.field });
  const medium = route.ok ? route.value.channel.type.medium : 'sms';
  const { encoding, units, segments } = countSegments(input.text);
  return {
    encoding,
    units,
    segments,
    operator,
    price: priceOf(prices, {
      medium,
      operator,
      segments,
      at: new Date(deps.clock.now()),
      ...(route.ok ? { channelId: route.value.channel.id } : {}),
      // A text that is being written is no template.
      ...(chargedAs(medium, null) === null ? {} : { category: 'service', inWindow: true }),
    }),
  };
}
