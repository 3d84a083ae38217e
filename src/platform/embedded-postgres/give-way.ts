import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** A third of the weight of a program with the usual priority: enough to let it pass, not so little that a busy machine stops storing. */
const NICENESS = 5;
/** Who is not root may lower one group every 100 ms. */
const AGAIN_MS = 110;
/** The connections of a start, and those of a restart beside them. */
const MOST_TRIES = 100;

/**
 * Lets the server go before a process of its own PostgreSQL where both want a processor. One thread feeds all
 * connections: while it waits for a processor they run out of work, and on two cores it waited for a third of the time
 * under load, with a sixth of the cores idle. It is a wish: where the system refuses, everything goes on as before.
 *
 * Linux may share the processor between sessions first, and by priority only within one (`autogroup`, sched(7)); each
 * process of PostgreSQL is a session of its own.
 */
export async function giveWay(processId: number): Promise<void> {
  try {
    setPriority(processId, NICENESS);
  } catch {
    // It has ended, or belongs to somebody else.
    return;
  }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      return await writeFile(`/proc/${processId}/autogroup`, String(NICENESS));
    } catch (error) {
      if (!isTooSoon(error)) return;
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  }
}

const isTooSoon = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EAGAIN';
