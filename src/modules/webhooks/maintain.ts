import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../platform/db.ts';
import { firstIdAt } from '../../platform/ids.ts';
import type { Logger } from '../../platform/log.ts';
import { repeat, type Repeated } from '../../platform/repeat.ts';
import { purgeDeliveries } from './queries/deliveries.ts';
import { listAllEndpointIds } from './queries/endpoints.ts';

const KEPT_MS = 30 * 86_400_000;
const HOURLY_MS = 3_600_000;
/** Short transactions, with a breath in between. */
const ROWS = 1_000;
const BREATH_MS = 50;

export interface WebhookMaintenanceDeps {
  /** Worker role. */
  readonly db: Database;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Forgets deliveries after 30 days, and those of deleted endpoints; returns how many. */
export async function purgeOldDeliveries(
  deps: WebhookMaintenanceDeps,
  isStopped = (): boolean => false,
): Promise<number> {
  let purged = 0;
  for (const endpoint of await deps.db.query(listAllEndpointIds, [])) {
    const before = firstIdAt(deps.now() - (endpoint.deleted ? 0 : KEPT_MS)).toString();
    for (let more = true; more && !isStopped(); ) {
      const params = [endpoint.workspace_id, endpoint.id, before, ROWS] as const;
      const [row] = await deps.db.query(purgeDeliveries, [...params]);
      purged += row?.purged ?? 0;
      more = row?.purged === ROWS;
      if (more) await sleep(BREATH_MS);
    }
  }
  return purged;
}

/** Once an hour, the first time after a minute. */
export const startWebhookMaintenance = (deps: WebhookMaintenanceDeps): Repeated =>
  repeat({
    everyMs: HOURLY_MS,
    firstMs: 60_000,
    run: (isStopped) => purgeOldDeliveries(deps, isStopped),
    log: deps.log,
    failure: 'webhook maintenance waits for the database',
  });
