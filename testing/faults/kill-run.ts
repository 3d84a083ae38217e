/**
 * Kills the server, its database or both at random moments of a send load, starts them again, and
 * hands over what happened. SIGKILL proves process crashes; power loss rests on fdatasync, untested.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { signalTree, untilEnded } from '../processes/process-tree.ts';
import { postmasterOf } from '../processes/titian-process.ts';
import { type History, type Kill, KILL_TARGETS } from './history.ts';
import { type Rig, untilReady, withRig } from './rig.ts';
import { seeded } from './seeded.ts';

export interface KillRunOptions {
  readonly kills: number;
  readonly seed: number;
  readonly connections: number;
  readonly onProgress: (line: string) => void;
}

/** A kill comes so long after the service was ready. */
const CALM_MS = { low: 300, high: 2_500 };

export async function runKills(options: KillRunOptions): Promise<History> {
  const chance = seeded(options.seed);
  return withRig({ connections: options.connections, chance }, async (rig) => {
    const kills: Kill[] = [];
    for (let count = 1; count <= options.kills; count++) {
      await sleep(chance.between(CALM_MS.low, CALM_MS.high));
      const target = KILL_TARGETS[chance.between(0, KILL_TARGETS.length - 1)] ?? 'both';
      const at = Date.now();
      const started = performance.now();
      await kill(target, rig);
      if (target !== 'database') await rig.restart();
      await untilReady(rig.url);
      const readyMs = performance.now() - started;
      kills.push({ target, mayDouble: true, at, readyMs });
      options.onProgress(`kill ${count}: ${target}, ready after ${Math.round(readyMs)} ms`);
    }
    return { seed: options.seed, kills, ...(await rig.finish()) };
  });
}

/** Killing only the postmaster is an orderly stop for PostgreSQL: a crash takes its whole tree. */
async function kill(target: (typeof KILL_TARGETS)[number], { dataDir, titian }: Rig): Promise<void> {
  const postmaster = postmasterOf(dataDir);
  if (target !== 'database') titian.child.kill('SIGKILL');
  if (target !== 'app' && postmaster !== undefined) {
    signalTree(postmaster, 'SIGKILL');
    await untilEnded(postmaster, 5_000);
  }
  if (target !== 'database') await untilEnded(titian.pid, 5_000);
}
