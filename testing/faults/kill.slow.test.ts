/** KILLS=200 SEED=7 npx vitest run --project slow testing/faults/kill: the same at length, or once more. */
import { randomInt } from 'node:crypto';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkHistory, findingsOf } from './check-history.ts';
import { writeHistory } from './history.ts';
import { runKills } from './kill-run.ts';

const KILLS = Number(process.env['KILLS'] ?? 10);
const SEED = Number(process.env['SEED'] ?? randomInt(1_000_000));
const CONNECTIONS = 16;
/** What a line may have submitted without having it recorded. */
const MOST_UNRECORDED = 500;
/** The promise is for a machine of its own, whose cores this load keeps busy twice over; others' work takes its share. */
const readyWithinMs = (): number => 10_000 * Math.max(1, (loadavg()[0] ?? 0) / (2 * availableParallelism()));

test(
  `${KILLS} kills of server and database lose nothing that was acknowledged`,
  async () => {
    console.log(`seed ${SEED}`);
    const history = await runKills({
      kills: KILLS,
      seed: SEED,
      connections: CONNECTIONS,
      onProgress: (line) => console.log(line),
    });
    const path = join(tmpdir(), `titian-kills-${SEED}.jsonl`);
    writeHistory(path, history);
    const verdict = checkHistory(history);
    console.log(
      `${verdict.acknowledged} acknowledged, ${verdict.lost.length} lost, ${verdict.duplicatesPerKill.join('+')} sent twice, ` +
        `${verdict.unknownButStored} stored without an answer, ready after ${Math.round(verdict.slowestReadyMs)} ms at most (load ${(loadavg()[0] ?? 0).toFixed(1)}); ${path}`,
    );
    expect(
      findingsOf(verdict, { duplicatesPerKill: MOST_UNRECORDED, readyMs: readyWithinMs() }),
      path,
    ).toEqual([]);
  },
  60_000 + KILLS * 30_000,
);
