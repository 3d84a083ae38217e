import type { Clock } from '../../../channels/channel.ts';
import type { Database } from '../../../platform/db.ts';
import { findCoverage } from '../queries/balances.ts';
import { listPrices } from '../queries/prices.ts';
import { createPriceTable, type PriceTable } from './price-table.ts';

/** Another node's new price or billing mode is used after this long at most. */
const FRESH_MS = 5_000;
const MOST_WORKSPACES = 10_000;

export interface PriceLists {
  of(workspaceId: string): Promise<PriceTable>;
  forget(workspaceId: string): void;
}

export function createPriceLists(deps: { readonly db: Database; readonly clock: Clock }): PriceLists {
  const known = new Map<string, { readonly at: number; readonly table: Promise<PriceTable> }>();

  const load = (workspaceId: string): Promise<PriceTable> =>
    deps.db.inWorkspace(workspaceId, async (tx) => {
      const rows = tx.query(listPrices, [workspaceId]);
      const [coverage] = await tx.query(findCoverage, [workspaceId]);
      const covered = coverage?.prepaid === true ? null : new Set(coverage?.limited);
      return createPriceTable(await rows, covered);
    });

  return {
    of(workspaceId) {
      const now = deps.clock.monotonic();
      const entry = known.get(workspaceId);
      if (entry !== undefined && now - entry.at < FRESH_MS) return entry.table;
      const table = load(workspaceId);
      table.catch(() => known.delete(workspaceId));
      if (known.size >= MOST_WORKSPACES) known.clear();
      known.set(workspaceId, { at: now, table });
      return table;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  };
}
