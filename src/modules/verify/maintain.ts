import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Query } from '../../platform/db.ts';
import type { Logger } from '../../platform/log.ts';
import { repeat, type Repeated } from '../../platform/repeat.ts';
import { PURGES } from './queries/maintain.ts';

const HOURLY_MS = 3_600_000;
const FIRST_MS = 90_000;
/** Short transactions, with a breath in between. */
const ROWS = 2_000;
const BREATH_MS = 50;

export interface VerifyMaintenanceDeps {
  /** Worker role. */
  readonly db: Database;
  readonly log: Logger;
}

type Purge = Query<[days: number, rows: number], { readonly purged: number }>;

/** Forgets what is past its time; returns how many rows. */
export async function purgeOldVerifications(
  deps: VerifyMaintenanceDeps,
  isStopped = (): boolean => false,
): Promise<number> {
  let total = 0;
  for (const { query, days } of PURGES) total += await purge(deps, query, days, isStopped);
  return total;
}

async function purge(
  { db }: VerifyMaintenanceDeps,
  query: Purge,
  days: number,
  isStopped: () => boolean,
): Promise<number> {
  let total = 0;
  for (let more = true; more && !isStopped(); ) {
    const [row] = await db.query(query, [days, ROWS]);
    total += row?.purged ?? 0;
    more = row?.purged === ROWS;
    if (more) await sleep(BREATH_MS);
  }
  return total;
}

/** Once an hour, the first time after a minute and a half. */
export const startVerifyMaintenance = (deps: VerifyMaintenanceDeps): Repeated =>
  repeat({
    everyMs: HOURLY_MS,
    firstMs: FIRST_MS,
    run: (isStopped) => purgeOldVerifications(deps, isStopped),
    log: deps.log,
    failure: 'verify maintenance waits for the database',
  });
