/** The disk of the database runs full under load: refusals instead of losses, and it goes on by itself once there is room. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { checkHistory, findingsOf } from '../check-history.ts';
import { withProxiedDatabase } from '../proxied-database.ts';
import { type Rig, untilReady, withRig } from '../rig.ts';
import { seeded } from '../seeded.ts';
import { trySend } from '../send-load.ts';
import { fill, mountDisk, unmount } from './small-disk.ts';

const SEED = 20_261_124;
const FULL_MS = 6_000;
const RESUMES_WITHIN_MS = 30_000;

/** Statuses of requests that are made while there is no room. */
async function askWhileFull(rig: Rig): Promise<(number | string)[]> {
  const statuses: (number | string)[] = [];
  for (const end = performance.now() + FULL_MS; performance.now() < end; await sleep(250)) {
    const { status } = await trySend(rig, { key: undefined, tokens: Array.from({ length: 40 }, () => 'T0') });
    statuses.push(status);
  }
  return statuses;
}

/** Skipped without the right to mount. */
const disk = mountDisk();

test.skipIf(disk === undefined)('a full disk (R-20)', async () => {
  if (disk === undefined) return;
  const dataDir = join(disk, 'data');
  try {
    await withProxiedDatabase(
      (database) =>
        withRig(
          { connections: 16, chance: seeded(SEED), environment: { DATABASE_URL: database.url } },
          async (rig) => {
            await sleep(2_000);
            const filler = fill(disk);
            const statuses = await askWhileFull(rig);
            expect(statuses, 'it never said that there is no room').toContain(503);
            expect(statuses.filter((status) => status !== 202 && status !== 503)).toEqual([]);
            expect((await fetch(`${rig.url}/healthz`)).status).toBe(200);
            rmSync(filler);
            const freed = performance.now();
            await untilReady(rig.url);
            while ((await trySend(rig, { key: undefined, tokens: ['T0'] })).status !== 202) await sleep(100);
            const resumedMs = performance.now() - freed;
            expect(resumedMs).toBeLessThan(RESUMES_WITHIN_MS);
            await sleep(1_000);
            expect(rig.titian.child.exitCode).toBeNull();
            const { requests, submissions, stored, sightings } = await rig.finish();
            const isJudged = ({ token }: { readonly token: string }): boolean => token !== 'T0';
            const verdict = checkHistory({
              seed: SEED,
              kills: [],
              requests,
              sightings,
              submissions: submissions.filter(isJudged),
              stored: stored.filter(isJudged),
            });
            console.log(
              `${verdict.acknowledged} acknowledged, ${verdict.lost.length} lost, resumed after ${Math.round(resumedMs)} ms; refused while full: ${statuses.filter((status) => status === 503).length} of ${statuses.length}`,
            );
            expect(findingsOf(verdict, { duplicatesPerKill: 0, readyMs: 0, mayBeUnknown: false })).toEqual(
              [],
            );
          },
        ),
      { dataDir },
    );
  } finally {
    unmount(disk);
  }
});
