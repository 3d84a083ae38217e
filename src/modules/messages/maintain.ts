import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/log.ts';
import { ensurePartitions, foldCounts, purgeIdempotencyKeys, purgeInboundKeys } from './queries/maintain.ts';

const FOLD_MS = 2_000;
const FOLD_ROWS = 5_000;
const HOURLY_MS = 3_600_000;

/** Folds counters every two seconds; once an hour makes partitions ahead of time and forgets old keys. */
export function startMaintenance(deps: { readonly db: Database; readonly log: Logger }): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let lastHourly = 0;
  let current: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    for (;;) {
      const [row] = await deps.db.query(foldCounts, [FOLD_ROWS]);
      if (row === undefined || row.folded < FOLD_ROWS || stopped) break;
    }
    const now = performance.now();
    if (lastHourly !== 0 && now - lastHourly < HOURLY_MS) return;
    await deps.db.query(ensurePartitions, []);
    await deps.db.query(purgeIdempotencyKeys, []);
    await deps.db.query(purgeInboundKeys, []);
    lastHourly = now;
  }

  function schedule(delay: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      current = round()
        .catch((error: unknown) => deps.log.warn({ err: error }, 'maintenance waits for the database'))
        .finally(() => schedule(FOLD_MS));
    }, delay);
  }
  schedule(100);

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
