import type { Database } from '../db.ts';
import type { Logger } from '../log.ts';
import { purgeExpired } from './files.ts';

const EVERY_MS = 600_000;
const FIRST_MS = 60_000;

/** Purges files every ten minutes, the first time after one. */
export function startStorageMaintenance(deps: {
  /** Worker role. */
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => number;
}): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<unknown> = Promise.resolve();
  const schedule = (delay: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      current = purgeExpired(deps.db, new Date(deps.now()))
        .catch((error: unknown) => deps.log.warn({ err: error }, 'purging files waits for the database'))
        .finally(() => schedule(EVERY_MS));
    }, delay);
  };
  schedule(FIRST_MS);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
