/** A run as one line for people, and what was wrong with it. */
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkHistory, findingsOf, type Promised } from './check-history.ts';
import { type History, writeHistory } from './history.ts';

/** What a line may have submitted without having it recorded. */
const MOST_UNRECORDED = 500;
/** From starting the process again, or the end of a fault, to the first good answer. */
const READY_WITHIN_MS = 10_000;

export const PROMISES = {
  kills: { duplicatesPerKill: MOST_UNRECORDED, readyMs: READY_WITHIN_MS, mayBeUnknown: false },
  // A killed PostgreSQL under load replays its log on the same two cores.
  chaos: { duplicatesPerKill: MOST_UNRECORDED, readyMs: 2 * READY_WITHIN_MS, mayBeUnknown: true },
} as const satisfies Record<string, Promised>;

/** Writes the history down, too; `grep` for a token or an id in it tells its story. */
export function judge(history: History, promised: Promised): { line: string; findings: string[] } {
  const path = join(tmpdir(), `titian-history-${history.seed}.jsonl`);
  writeHistory(path, history);
  const verdict = checkHistory(history);
  const doubled = verdict.duplicatesPerKill.reduce((sum, count) => sum + count, 0);
  const most = Math.max(0, ...verdict.duplicatesPerKill);
  const line =
    `${history.kills.length} faults, ${verdict.acknowledged} acknowledged, ${verdict.lost.length} lost, ` +
    `${doubled} sent twice (${most} at most for one fault), ${verdict.unknown.length} unknown, ` +
    `${verdict.unknownButStored} stored without an answer, ${history.sightings.length} statuses seen, ` +
    `ready after ${Math.round(verdict.slowestReadyMs)} ms at most (load ${(loadavg()[0] ?? 0).toFixed(1)}); ${path}`;
  return { line, findings: findingsOf(verdict, promised) };
}
