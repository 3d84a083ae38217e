import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/log.ts';
import { repeat, type Repeated } from '../../platform/repeat.ts';
import { purgeRaw } from './queries/kept.ts';
import { ensurePartitions, foldCounts, purgeIdempotencyKeys, purgeInboundKeys } from './queries/maintain.ts';

const FOLD_MS = 2_000;
const FOLD_ROWS = 5_000;
const HOURLY_MS = 3_600_000;

/** Folds counters every two seconds; once an hour makes partitions ahead of time and forgets old keys. */
export function startMaintenance({ db, log }: { readonly db: Database; readonly log: Logger }): Repeated {
  let lastHourly = 0;

  async function round(isStopped: () => boolean): Promise<void> {
    for (;;) {
      const [row] = await db.query(foldCounts, [FOLD_ROWS]);
      if (row === undefined || row.folded < FOLD_ROWS || isStopped()) break;
    }
    const now = performance.now();
    if (lastHourly !== 0 && now - lastHourly < HOURLY_MS) return;
    await db.query(ensurePartitions, []);
    await db.query(purgeIdempotencyKeys, []);
    await db.query(purgeInboundKeys, []);
    await db.query(purgeRaw, []);
    lastHourly = now;
  }

  const failure = 'maintenance waits for the database';
  return repeat({ everyMs: FOLD_MS, firstMs: 100, run: round, log, failure });
}
