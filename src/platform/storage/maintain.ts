import type { Database } from '../db.ts';
import type { Logger } from '../log.ts';
import { repeat, type Repeated } from '../repeat.ts';
import { purgeExpired } from './files.ts';

const EVERY_MS = 600_000;
const FIRST_MS = 60_000;

export interface StorageMaintenanceDeps {
  /** Worker role. */
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => number;
}

/** Purges files every ten minutes, the first time after one. */
export const startStorageMaintenance = ({ db, log, now }: StorageMaintenanceDeps): Repeated =>
  repeat({
    everyMs: EVERY_MS,
    firstMs: FIRST_MS,
    run: () => purgeExpired(db, new Date(now())),
    log,
    failure: 'purging files waits for the database',
  });
