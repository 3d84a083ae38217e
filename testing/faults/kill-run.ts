/**
 * Kills the server, its database or both at random moments of a send load, starts them again, and
 * hands over what happened. SIGKILL proves process crashes; power loss rests on fdatasync, untested.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { buildTitian } from '../processes/built-titian.ts';
import { signalTree, untilEnded } from '../processes/process-tree.ts';
import { type Api, apiOf, connectSmpp } from '../processes/titian-api.ts';
import {
  createCustomer,
  dropDataDir,
  makeDataDir,
  postmasterOf,
  startTitian,
  type TitianProcess,
} from '../processes/titian-process.ts';
import { startSmsc } from '../simulators/smsc/index.ts';
import { type Attempt, type History, type Kill, KILL_TARGETS } from './history.ts';
import { seeded } from './seeded.ts';
import { startSendLoad, tokenOf, trySend } from './send-load.ts';

export interface KillRunOptions {
  readonly kills: number;
  readonly seed: number;
  readonly connections: number;
  readonly onProgress: (line: string) => void;
}

/** A kill comes so long after the service was ready; the load of the first start warms up longer. */
const CALM_MS = { low: 300, high: 2_500 };
const READY_TIMEOUT_MS = 60_000;
const DRAIN_TIMEOUT_MS = 60_000;
/** Keyed requests that are made once more at the very end. */
const REPETITIONS = 200;

export async function runKills(options: KillRunOptions): Promise<History> {
  const chance = seeded(options.seed);
  const built = await buildTitian();
  const dataDir = makeDataDir();
  const smsc = await startSmsc({ script: { deliverWindow: 200, receipts: { delayMs: 100 } } });
  let titian: TitianProcess | undefined;
  try {
    titian = await startTitian({ built, dataDir });
    const { url } = titian;
    const port = Number(new URL(url).port);
    const { apiKey } = await createCustomer({ built, dataDir });
    const api = apiOf(url, apiKey);
    await connectSmpp(api, smsc.port, { messagesPerSecond: 10_000, window: 200, reconnectMinSeconds: 0.1 });
    const load = startSendLoad({ url, apiKey, connections: options.connections, chance });
    const kills: Kill[] = [];
    for (let count = 1; count <= options.kills; count++) {
      await sleep(chance.between(CALM_MS.low, CALM_MS.high));
      const target = KILL_TARGETS[chance.between(0, KILL_TARGETS.length - 1)] ?? 'both';
      const at = Date.now();
      const started = performance.now();
      await kill(target, titian, dataDir);
      if (target !== 'database') titian = await startTitian({ built, dataDir, port });
      await untilReady(url);
      const readyMs = performance.now() - started;
      kills.push({ target, at, readyMs });
      options.onProgress(`kill ${count}: ${target}, ready after ${Math.round(readyMs)} ms`);
    }
    await load.stop();
    await untilDrained(api);
    await repeatSome(url, apiKey, load.requests);
    const stored = await listAll(api);
    await titian.stop();
    const submissions = smsc.received.map(({ text, at }) => ({ token: tokenOf(text), at }));
    return { seed: options.seed, requests: load.requests, kills, submissions, stored };
  } finally {
    titian?.child.kill('SIGKILL');
    await smsc.stop();
    await dropDataDir(dataDir);
    built.remove();
  }
}

/** Killing only the postmaster is an orderly stop for PostgreSQL: a crash takes its whole tree. */
async function kill(target: Kill['target'], titian: TitianProcess, dataDir: string): Promise<void> {
  const postmaster = postmasterOf(dataDir);
  if (target !== 'database') titian.child.kill('SIGKILL');
  if (target !== 'app' && postmaster !== undefined) {
    signalTree(postmaster, 'SIGKILL');
    await untilEnded(postmaster, 5_000);
  }
  if (target !== 'database') await untilEnded(titian.pid, 5_000);
}

async function untilReady(url: string): Promise<void> {
  for (const end = performance.now() + READY_TIMEOUT_MS; performance.now() < end; await sleep(25)) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    );
    if (answer?.status === 200) return;
  }
  throw new Error(`not ready within ${READY_TIMEOUT_MS} ms after a kill`);
}

const Summary = z.object({ waiting: z.number() });

/** Until the outbox is empty: nothing waits for the SMSC any more. */
async function untilDrained(api: Api): Promise<void> {
  for (const end = performance.now() + DRAIN_TIMEOUT_MS; performance.now() < end; await sleep(250)) {
    const { waiting } = Summary.parse((await api.call('GET', '/v1/messages/summary')).body);
    if (waiting === 0) return;
  }
  // What still waits is judged as waiting.
}

/** The same key must give the same ids for 72 hours, whatever was killed in between. */
async function repeatSome(
  url: string,
  apiKey: string,
  requests: readonly {
    readonly key: string | undefined;
    readonly tokens: readonly string[];
    readonly attempts: Attempt[];
  }[],
): Promise<void> {
  const keyed = requests.filter(({ key }) => key !== undefined);
  const step = Math.max(1, Math.floor(keyed.length / REPETITIONS));
  for (const request of keyed.filter((_, index) => index % step === 0))
    request.attempts.push(await trySend({ url, apiKey }, request));
}

const Page = z.object({
  items: z.array(z.object({ id: z.string(), status: z.string(), text: z.string().nullable() })),
  next: z.string().nullable(),
});

async function listAll(api: Api): Promise<History['stored']> {
  const stored: { id: string; status: string; token: string }[] = [];
  for (let cursor = ''; ; ) {
    const answer = await api.call('GET', `/v1/messages?limit=100${cursor}`);
    if (answer.status === 429) {
      await sleep(1_000 * Number(answer.headers.get('retry-after') ?? 1));
      continue;
    }
    const page = Page.parse(answer.body);
    stored.push(...page.items.map(({ id, status, text }) => ({ id, status, token: tokenOf(text ?? '') })));
    if (page.next === null) return stored;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}
