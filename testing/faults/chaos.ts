/**
 * npm run chaos -- [--seed <number>] [--minutes <number>] [--kills <number>] [--restarts <number>] [--soak <minutes>]
 * Breaks a whole installation for so long, kills server and database so often, or restarts two servers in turn, and
 * judges what is left. A soak breaks nothing: it looks whether anything grows under steady load.
 * The seed is printed; the same one makes the same choices again. Exit code 1 when a promise was broken.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runChaos } from './chaos-run.ts';
import { runKills } from './kill-run.ts';
import { judge, PROMISES } from './report.ts';
import { runRestarts } from './nodes/restart-run.ts';
import { runSoak } from './soak/soak-run.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { seed: text, minutes: text, kills: text, restarts: text, soak: text },
});
const seed = Number(values.seed ?? randomInt(1_000_000));
const kills = Number(values.kills ?? 0);
const restarts = Number(values.restarts ?? 0);
const soak = Number(values.soak ?? 0);
const minutes = Number(values.minutes ?? (kills + restarts + soak > 0 ? 0 : 20));
if (![seed, kills, restarts, soak, minutes].every((one) => Number.isFinite(one) && one >= 0)) {
  process.stderr.write(
    'Usage: npm run chaos -- [--seed <number>] [--minutes <number>] [--kills <number>] [--restarts <number>] [--soak <minutes>]\n',
  );
  process.exit(2);
}
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const common = { seed, connections: 16, onProgress: print };
print(`seed ${seed}`);
const broken: string[] = [];
if (kills > 0) {
  const { line, findings } = judge(await runKills({ ...common, kills }), PROMISES.kills);
  print(line);
  broken.push(...findings);
}
if (restarts > 0) {
  const { line, findings } = await runRestarts({ ...common, restarts });
  print(line);
  broken.push(...findings);
}
if (soak > 0) broken.push(...(await runSoak({ minutes: soak, onProgress: print })).findings);
if (minutes > 0) {
  const until = performance.now() + minutes * 60_000;
  const history = await runChaos({ ...common, goesOn: () => performance.now() < until });
  const { line, findings } = judge(history, PROMISES.chaos);
  print(line);
  broken.push(...findings);
}
for (const finding of broken) print(`BROKEN: ${finding}`);
process.exit(broken.length > 0 ? 1 : 0);
