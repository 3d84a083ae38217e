/** SEED=7 npx vitest run --project slow testing/faults/kill: once more. At length: npm run chaos -- --kills 200 */
import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { runKills } from './kill-run.ts';
import { judge, PROMISES } from './report.ts';

const KILLS = 20;
const SEED = Number(process.env['SEED'] ?? randomInt(1_000_000));
const CONNECTIONS = 16;

test(
  `${KILLS} kills of server and database lose nothing that was acknowledged (R-01)`,
  async () => {
    console.log(`seed ${SEED}`);
    const onProgress = (line: string): void => console.log(line);
    const history = await runKills({ kills: KILLS, seed: SEED, connections: CONNECTIONS, onProgress });
    const { line, findings } = judge(history, PROMISES.kills);
    console.log(line);
    expect(findings, line).toEqual([]);
  },
  60_000 + KILLS * 30_000,
);
