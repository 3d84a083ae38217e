import type { Logger } from '../../../platform/log.ts';
import { purgeLineStates } from '../queries/pipeline.ts';
import { watchDeadLetters } from './watch-dead-letters.ts';
import { type WatchReceiptsDeps, watchReceipts } from './watch-receipts.ts';

/** Dead letters are told of within 60 s: half of it is for the one who carries the news. */
const DEAD_LETTERS_MS = 15_000;
/** Rounds of it: every minute. */
const RECEIPTS_EVERY = 4;
const PURGE_EVERY = 240;

/** The alarms of the pipeline, in the processes that work. */
export function startPipelineWatch(deps: WatchReceiptsDeps & { readonly log: Logger }): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let rounds = 0;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    rounds += 1;
    await watchDeadLetters(deps);
    if (rounds % RECEIPTS_EVERY === 0) await watchReceipts(deps);
    if (rounds % PURGE_EVERY === 0) await deps.db.query(purgeLineStates, []);
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      current = round()
        .catch((error: unknown) => deps.log.warn({ err: error }, 'the alarms wait for the database'))
        .finally(schedule);
    }, DEAD_LETTERS_MS);
  }
  schedule();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
