import type { Logger } from '../../../platform/log.ts';
import { repeat, type Repeated } from '../../../platform/repeat.ts';
import { purgeLineStates } from '../queries/pipeline.ts';
import { watchDeadLetters } from './watch-dead-letters.ts';
import { type WatchReceiptsDeps, watchReceipts } from './watch-receipts.ts';

/** Dead letters are told of within 60 s: half of it is for the one who carries the news. */
const DEAD_LETTERS_MS = 15_000;
/** Rounds of it: every minute. */
const RECEIPTS_EVERY = 4;
const PURGE_EVERY = 240;

/** The alarms of the pipeline, in the processes that work. */
export function startPipelineWatch(deps: WatchReceiptsDeps & { readonly log: Logger }): Repeated {
  let rounds = 0;

  async function round(): Promise<void> {
    rounds += 1;
    await watchDeadLetters(deps);
    if (rounds % RECEIPTS_EVERY === 0) await watchReceipts(deps);
    if (rounds % PURGE_EVERY === 0) await deps.db.query(purgeLineStates, []);
  }

  const failure = 'the alarms wait for the database';
  return repeat({ everyMs: DEAD_LETTERS_MS, run: round, log: deps.log, failure });
}
