import type { z } from 'zod';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { Price, PriceQuote, QuotePrice } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { listPrices } from '../queries/prices.ts';
import { findChannelId } from './create-price.ts';
import { findPrice } from './price-table.ts';
import { priceView } from './price-view.ts';

export async function listPriceViews(deps: BillingDeps, actor: Actor): Promise<Price[]> {
  const workspaceId = requireWorkspace(actor);
  return (await deps.db.queryInWorkspace(workspaceId, listPrices, [workspaceId])).map(priceView);
}

/** What so many segments would cost at a moment, and which price says so. */
export async function quotePrice(
  deps: BillingDeps,
  actor: Actor,
  input: z.output<typeof QuotePrice>,
): Promise<PriceQuote> {
  const workspaceId = requireWorkspace(actor);
  const channelId = await findChannelId(deps, workspaceId, input.channel ?? null);
  const at = input.at === undefined ? new Date(deps.clock.now()) : new Date(input.at);
  const found = findPrice(await deps.priceLists.of(workspaceId), {
    medium: input.medium,
    operator: input.operator === '*' ? null : input.operator,
    class: input.class,
    ...(input.category === '*' ? {} : { category: input.category, inWindow: input.inWindow }),
    at,
    ...(channelId === null ? {} : { channelId }),
  });
  if (found === undefined) return { total: null, price: null, at: at.toISOString() };
  const { row, amount } = found;
  return {
    total: { amount: amount * input.segments, currency: row.currency },
    price: priceView(row),
    at: at.toISOString(),
  };
}
