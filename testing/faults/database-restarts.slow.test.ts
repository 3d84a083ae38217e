/** PostgreSQL is restarted again and again under load: the server stays, comes back by itself, and loses nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { untilEnded } from '../processes/process-tree.ts';
import { checkHistory, findingsOf } from './check-history.ts';
import { withProxiedDatabase } from './proxied-database.ts';
import { untilReady, withRig } from './rig.ts';
import { seeded } from './seeded.ts';

const SEED = 20_261_123;
const RESTARTS = 10;
/** From the moment when PostgreSQL takes connections again. */
const BACK_WITHIN_MS = 5_000;

test(`${RESTARTS} restarts of the database under load (R-19)`, () =>
  withProxiedDatabase((database) =>
    withRig(
      { connections: 16, chance: seeded(SEED), environment: { DATABASE_URL: database.url } },
      async (rig) => {
        const backMs: number[] = [];
        for (let count = 0; count < RESTARTS; count++) {
          await sleep(1_000);
          const before = database.postmaster();
          if (before === undefined) throw new Error('PostgreSQL does not run');
          process.kill(before, 'SIGINT');
          await untilEnded(before, 10_000);
          while (database.postmaster() === undefined) await sleep(10);
          const back = performance.now();
          await untilReady(rig.url);
          backMs.push(performance.now() - back);
          expect(rig.titian.child.exitCode).toBeNull();
        }
        const verdict = checkHistory({ seed: SEED, kills: [], ...(await rig.finish()) });
        console.log(
          `${verdict.acknowledged} acknowledged, ${verdict.lost.length} lost, back after ${Math.round(Math.max(...backMs))} ms at most`,
        );
        expect(findingsOf(verdict, { duplicatesPerKill: 0, readyMs: 0, mayBeUnknown: false })).toEqual([]);
        expect(Math.max(...backMs)).toBeLessThan(BACK_WITHIN_MS);
      },
    ),
  ));
