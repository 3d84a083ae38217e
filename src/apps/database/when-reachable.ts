import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable, toDatabaseError } from '../../platform/db-errors.ts';
import type { Logger } from '../../platform/log.ts';

/** As long as the bundled PostgreSQL may take: recovery after a crash replays up to 2 GB of its log. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 250;

/**
 * A database that starts together with this process, or recovers, refuses connections for a while: `work`, which
 * must be safe to repeat, is tried again until it is there. Rejects with the last error after a minute, and at once
 * with an error that waiting does not mend, such as a wrong password.
 */
export async function whenReachable<T>(
  work: () => Promise<T>,
  log: Logger,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const started = performance.now();
  for (let hasTold = false; ; hasTold = true) {
    try {
      return await work();
    } catch (error) {
      const isAway = toDatabaseError(error) instanceof DatabaseUnavailable;
      if (!isAway || performance.now() - started > patienceMs) throw error;
      if (!hasTold) log.warn({ err: error }, 'waiting for the database');
      await sleep(PAUSE_MS);
    }
  }
}
