import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { AdoptPriceList, Price } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { billingErrors } from '../errors.ts';
import { findChannelId } from '../prices/create-price.ts';
import { priceView } from '../prices/price-view.ts';
import { insertListedPrice, type PriceRow } from '../queries/prices.ts';
import { pricesFrom, READY_LISTS } from './list-entries.ts';

/**
 * Takes a published list over in rupiah. A dollar's cents cannot hold its prices (US$0.0411 is 4.11 cents), the
 * hundredths of a rupiah can. What has a price from the same moment on already stays as it is.
 */
export async function adoptPriceList(
  deps: BillingDeps,
  actor: Actor,
  listId: string,
  input: z.output<typeof AdoptPriceList>,
): Promise<{ readonly items: Price[] }> {
  const workspaceId = requireWorkspace(actor);
  const list = READY_LISTS.find(({ id }) => id === listId);
  if (list === undefined) throw new Problem(billingErrors.price_list_unknown, { field: 'key' });
  const channelId = await findChannelId(deps, workspaceId, input.channel);
  const from = input.validFrom === undefined ? new Date(deps.clock.now()) : new Date(input.validFrom);
  const rows = pricesFrom(list, from, input.rate).map(
    ({ category, inWindow, amount, validFrom }): PriceRow => ({
      id: randomUUID(),
      medium: list.medium,
      channel_id: channelId,
      operator: '*',
      class: '*',
      category,
      in_window: inWindow,
      amount: String(amount),
      currency: 'IDR',
      charge_on: list.chargeOn,
      valid_from: validFrom,
    }),
  );
  const stored = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const kept: PriceRow[] = [];
    for (const row of rows) {
      const [fresh] = await tx.query(insertListedPrice, [
        ...([workspaceId, row.id, row.medium, row.channel_id, row.operator, row.class] as const),
        ...([row.category, row.in_window, row.amount, row.currency, row.charge_on, row.valid_from] as const),
      ]);
      if (fresh !== undefined) kept.push(row);
    }
    await deps.bus.publish(
      tx,
      kept.map((row) => {
        const { id, ...data } = priceView(row);
        return {
          type: 'price.created',
          workspaceId,
          actor: actorRef(actor),
          resource: id,
          data: { ...data, list: list.id },
        };
      }),
    );
    return kept;
  });
  deps.priceLists.forget(workspaceId);
  return { items: stored.map(priceView) };
}

/** What stands ready to be taken over. */
export const listReadyLists = (): typeof READY_LISTS => READY_LISTS;
