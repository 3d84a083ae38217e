/** The database goes away under load: 503 with a time to come back, the process stays, nothing acknowledged is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { checkHistory, findingsOf } from './check-history.ts';
import { withProxiedDatabase } from './proxied-database.ts';
import { type Rig, untilReady, withRig } from './rig.ts';
import { seeded } from './seeded.ts';
import { textOf } from './send-load.ts';

const SEED = 20_261_121;
const AWAY_MS = 4_000;
/** A statement is given up after 5 s; before it, the one that was under way. */
const SILENT_ANSWER_MS = 8_000;
/** Of the messages that the test itself sends; no part of the load that is judged. */
const PROBE = 'T0';

const ask = async (url: string, apiKey: string) => {
  const started = performance.now();
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ to: '+628123456789', text: textOf(PROBE) }),
    signal: AbortSignal.timeout(20_000),
  });
  const body: unknown = await response.json();
  return {
    status: response.status,
    retryAfter: Number(response.headers.get('retry-after')),
    type: response.headers.get('content-type') ?? '',
    body,
    tookMs: performance.now() - started,
  };
};

async function findingsAtTheEnd(rig: Rig): Promise<string[]> {
  const { requests, submissions, stored, sightings } = await rig.finish();
  const judged = <T extends { readonly token: string }>(all: readonly T[]): T[] =>
    all.filter(({ token }) => token !== PROBE);
  const verdict = checkHistory({
    seed: SEED,
    kills: [],
    requests,
    submissions: judged(submissions),
    stored: judged(stored),
    sightings,
  });
  console.log(`${verdict.acknowledged} acknowledged, ${verdict.unknownButStored} stored without an answer`);
  return findingsOf(verdict, { duplicatesPerKill: 0, readyMs: 0, mayBeUnknown: false });
}

test('a database that cannot be reached for seconds', () =>
  withProxiedDatabase(({ url: databaseUrl, proxy }) =>
    withRig(
      { connections: 16, chance: seeded(SEED), environment: { DATABASE_URL: databaseUrl } },
      async (rig) => {
        await sleep(1_500);
        proxy.refusing = true;
        proxy.reset();
        await sleep(300);
        for (const over = performance.now() + AWAY_MS; performance.now() < over; await sleep(250)) {
          const answer = await ask(rig.url, rig.apiKey);
          expect(answer).toMatchObject({
            status: 503,
            type: expect.stringMatching(/^application\/problem\+json/),
            body: { code: 'request.database_unavailable', retryable: true },
          });
          expect(answer.retryAfter).toBeGreaterThan(0);
          expect(answer.tookMs).toBeLessThan(10_000);
        }
        expect((await fetch(`${rig.url}/healthz`)).status).toBe(200);
        expect((await fetch(`${rig.url}/readyz`)).status).toBe(503);
        proxy.refusing = false;
        const back = performance.now();
        await untilReady(rig.url);
        expect(performance.now() - back).toBeLessThan(5_000);
        await sleep(1_500);
        expect(rig.titian.child.exitCode).toBeNull();
        expect(await findingsAtTheEnd(rig)).toEqual([]);
      },
    ),
  ));

test('a database that says nothing any more', () =>
  withProxiedDatabase(({ url: databaseUrl, proxy }) =>
    withRig(
      { connections: 16, chance: seeded(SEED), environment: { DATABASE_URL: databaseUrl } },
      async (rig) => {
        await sleep(1_500);
        proxy.frozen = true;
        const asked: ReturnType<typeof ask>[] = [];
        for (const over = performance.now() + AWAY_MS; performance.now() < over; await sleep(250))
          asked.push(ask(rig.url, rig.apiKey));
        const answers = await Promise.all(asked);
        console.log(
          `answered after ${Math.round(Math.max(...answers.map(({ tookMs }) => tookMs)))} ms at most`,
        );
        for (const answer of answers) {
          expect(answer).toMatchObject({ status: 503, body: { code: 'request.database_unavailable' } });
          expect(answer.tookMs).toBeLessThan(SILENT_ANSWER_MS);
        }
        proxy.frozen = false;
        const back = performance.now();
        await untilReady(rig.url);
        expect(performance.now() - back).toBeLessThan(10_000);
        await sleep(1_500);
        expect(rig.titian.child.exitCode).toBeNull();
        expect(await findingsAtTheEnd(rig)).toEqual([]);
      },
    ),
  ));
