/** KILLS=200 SEED=7 npx vitest run --project slow testing/faults/kill: the same at length, or once more. */
import { randomInt } from 'node:crypto';
import { loadavg, tmpdir } from 'node:os';
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
/** From starting the process again to its first good answer. */
const READY_WITHIN_MS = 10_000;

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
      findingsOf(verdict, { duplicatesPerKill: MOST_UNRECORDED, readyMs: READY_WITHIN_MS }),
      path,
    ).toEqual([]);
  },
  60_000 + KILLS * 30_000,
);
