import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Clock } from '../../channels/channel.ts';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { Database } from '../../platform/db.ts';
import { ConstraintViolation } from '../../platform/db-errors.ts';
import type { EventBus } from '../../platform/events/event.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { CreatePrice, Price } from './contract.ts';
import { billingErrors } from './errors.ts';
import { insertPrice, listPrices, type PriceRow } from './queries.ts';

/** Minor units of `currency`. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Another node's new price is used after this long at most. */
const FRESH_MS = 5_000;
const MOST_WORKSPACES = 10_000;

export interface PriceLists {
  of(workspaceId: string): Promise<readonly PriceRow[]>;
  forget(workspaceId: string): void;
}

export interface BillingDeps {
  readonly db: Database;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly priceLists: PriceLists;
}

export function createPriceLists(deps: { readonly db: Database; readonly clock: Clock }): PriceLists {
  const known = new Map<string, { readonly at: number; readonly rows: Promise<readonly PriceRow[]> }>();
  return {
    of(workspaceId) {
      const now = deps.clock.monotonic();
      const entry = known.get(workspaceId);
      if (entry !== undefined && now - entry.at < FRESH_MS) return entry.rows;
      const rows = deps.db.queryInWorkspace(workspaceId, listPrices, [workspaceId]);
      rows.catch(() => known.delete(workspaceId));
      if (known.size >= MOST_WORKSPACES) known.clear();
      known.set(workspaceId, { at: now, rows });
      return rows;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  };
}

/** Price of a text: the operator's own price, else the price for all others, times segments; null where none is set. */
export function priceOf(
  rows: readonly PriceRow[],
  wanted: {
    readonly medium: string;
    readonly operator: string | null;
    readonly segments: number;
    readonly at: Date;
  },
): Money | null {
  let best: PriceRow | undefined;
  for (const row of rows) {
    if (row.medium !== wanted.medium || row.valid_from > wanted.at) continue;
    if (row.operator !== wanted.operator && row.operator !== '*') continue;
    const closer = best === undefined || (best.operator === '*' && row.operator !== '*');
    const newer = best !== undefined && best.operator === row.operator && row.valid_from > best.valid_from;
    if (closer || newer) best = row;
  }
  return best === undefined
    ? null
    : { amount: Number(best.amount) * wanted.segments, currency: best.currency };
}

const priceView = (row: PriceRow): Price => ({
  id: publicIdOfUuid('prc', row.id),
  medium: row.medium,
  operator: row.operator,
  amount: Number(row.amount),
  currency: row.currency,
  validFrom: row.valid_from.toISOString(),
});

export async function listPriceViews(deps: BillingDeps, actor: Actor): Promise<Price[]> {
  const workspaceId = requireWorkspace(actor);
  return (await deps.db.queryInWorkspace(workspaceId, listPrices, [workspaceId])).map(priceView);
}

export async function createPrice(
  deps: BillingDeps,
  actor: Actor,
  input: z.output<typeof CreatePrice>,
): Promise<Price> {
  const workspaceId = requireWorkspace(actor);
  const id = randomUUID();
  const validFrom = input.validFrom === undefined ? new Date(deps.clock.now()) : new Date(input.validFrom);
  try {
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      await tx.query(insertPrice, [
        workspaceId,
        id,
        input.medium,
        input.operator,
        String(input.amount),
        input.currency,
        validFrom,
      ]);
      const { medium, operator, amount, currency } = input;
      await deps.bus.publish(tx, [
        {
          type: 'price.created',
          workspaceId,
          actor: actorRef(actor),
          resource: publicIdOfUuid('prc', id),
          data: { medium, operator, amount, currency },
        },
      ]);
    });
  } catch (error) {
    if (error instanceof ConstraintViolation)
      throw new Problem(billingErrors.price_exists, { field: 'validFrom' });
    throw error;
  }
  deps.priceLists.forget(workspaceId);
  return priceView({
    id,
    medium: input.medium,
    operator: input.operator,
    amount: String(input.amount),
    currency: input.currency,
    valid_from: validFrom,
  });
}
