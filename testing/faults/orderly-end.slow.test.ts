/** SIGTERM under load: what was asked before it is answered, the process ends by itself, and nothing is sent twice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Attempt } from './history.ts';
import { checkHistory, findingsOf } from './check-history.ts';
import { type Rig, untilReady, withRig } from './rig.ts';
import { seeded } from './seeded.ts';

const SEED = 20_261_122;
const ENDS = 3;
/** From SIGTERM until no new request is taken: 100 ms on an idle machine, and this beside the tests of others. */
const UNREADY_MS = 2_000;
const ENDS_WITHIN_MS = 30_000;
/** Between a client's clock and the moment its request is in the server's hands. */
const ON_THE_WAY_MS = 50;

/** Milliseconds until `/readyz` says no, or nobody answers any more. */
async function untilUnready(url: string): Promise<number> {
  const started = performance.now();
  for (;;) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    );
    if (answer?.status !== 200) return performance.now() - started;
  }
}

async function endOnce(
  rig: Rig,
): Promise<{ at: number; code: number | null; ms: number; unreadyMs: number }> {
  const at = Date.now();
  const started = performance.now();
  const ended = rig.titian.stop();
  const unreadyMs = await untilUnready(rig.url);
  const code = await ended;
  return { at, code, ms: performance.now() - started, unreadyMs };
}

const brokenBy = (attempts: readonly Attempt[], at: number): Attempt[] =>
  attempts.filter(
    ({ start, end, outcome, status }) =>
      start < at - ON_THE_WAY_MS && end >= at && outcome === 'unknown' && typeof status === 'string',
  );

test('SIGTERM under load (R-14)', () =>
  withRig({ connections: 16, chance: seeded(SEED) }, async (rig) => {
    const ends: Awaited<ReturnType<typeof endOnce>>[] = [];
    for (let count = 0; count < ENDS; count++) {
      await sleep(2_000);
      ends.push(await endOnce(rig));
      await rig.restart();
      await untilReady(rig.url);
    }
    await sleep(1_000);
    const history = { seed: SEED, kills: [], ...(await rig.finish()) };
    const attempts = history.requests.flatMap((request) => request.attempts);
    console.log(
      ends
        .map(({ ms, unreadyMs }) => `unready ${Math.round(unreadyMs)} ms, ended ${Math.round(ms)} ms`)
        .join('; '),
    );
    expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
    expect(ends.flatMap(({ at }) => brokenBy(attempts, at))).toEqual([]);
    for (const { ms, unreadyMs } of ends) {
      expect(ms).toBeLessThan(ENDS_WITHIN_MS);
      expect(unreadyMs).toBeLessThan(UNREADY_MS);
    }
    const verdict = checkHistory(history);
    console.log(`${verdict.acknowledged} acknowledged, ${verdict.lost.length} lost`);
    expect(findingsOf(verdict, { duplicatesPerKill: 0, readyMs: 0, mayBeUnknown: false })).toEqual([]);
  }));
