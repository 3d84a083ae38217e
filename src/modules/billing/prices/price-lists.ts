import type { Clock } from '../../../channels/channel.ts';
import type { Database } from '../../../platform/db.ts';
import { createFreshCache, type FreshCache } from '../../../platform/fresh-cache.ts';
import { findCoverage } from '../queries/balances.ts';
import { listPrices } from '../queries/prices.ts';
import { createPriceTable, type PriceTable } from './price-table.ts';

/** Another node's new price or billing mode is used after this long at most. */
const FRESH_MS = 5_000;

export type PriceLists = FreshCache<PriceTable>;

export function createPriceLists(deps: { readonly db: Database; readonly clock: Clock }): PriceLists {
  const load = (workspaceId: string): Promise<PriceTable> =>
    deps.db.inWorkspace(workspaceId, async (tx) => {
      const rows = tx.query(listPrices, [workspaceId]);
      const [coverage] = await tx.query(findCoverage, [workspaceId]);
      const covered = coverage?.prepaid === true ? null : new Set(coverage?.limited);
      return createPriceTable(await rows, covered);
    });

  return createFreshCache({ freshMs: FRESH_MS, now: deps.clock.monotonic, load });
}
