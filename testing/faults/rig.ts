/** A whole installation under a send load, to be broken by a test, and what can be learned from it afterwards. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type BuiltTitian, buildTitian } from '../processes/built-titian.ts';
import { type Api, apiOf, connectSmpp } from '../processes/titian-api.ts';
import {
  createCustomer,
  dropDataDir,
  makeDataDir,
  startTitian,
  type TitianProcess,
} from '../processes/titian-process.ts';
import { type Smsc, startSmsc } from '../simulators/smsc/index.ts';
import type { History, SendRequest, Sighting } from './history.ts';
import type { Seeded } from './seeded.ts';
import { startSendLoad, tokenOf, trySend } from './send-load.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { type StatusWatch, watchStatuses } from './watch-statuses.ts';

export interface Rig {
  readonly built: BuiltTitian;
  readonly dataDir: string;
  readonly url: string;
  readonly apiKey: string;
  readonly api: Api;
  readonly smsc: Smsc;
  /** Between the server and its SMSC. */
  readonly smppProxy: TcpProxy;
  /** The server that runs now. */
  titian: TitianProcess;
  /** Starts the server again, where its clients find it. */
  restart(): Promise<void>;
  /** Ends the load, waits until nothing waits any more, and stops the server in an orderly way. */
  finish(): Promise<Pick<History, 'requests' | 'submissions' | 'stored' | 'sightings'>>;
}

export interface RigOptions {
  readonly connections: number;
  readonly chance: Seeded;
  /** For the server, e.g. `DATABASE_URL`. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * A fast bind that finds out about a dead peer within 2 s, as a test cannot wait for the usual 30 s. Its window is the largest
 * with which a line may have no more than 500 messages unrecorded.
 */
export const CHANNEL = {
  messagesPerSecond: 10_000,
  window: 125,
  reconnectMinSeconds: 0.1,
  reconnectMaxSeconds: 1,
  enquireLinkSeconds: 1,
  responseTimeoutSeconds: 2,
};
/** So long after the last receipt that was owed, there are none left. */
const REPORTED_MS = 1_000;
/** Without a new one for so long, what is owed never comes: one for an unknown message holds up others for 10 s. */
const STUCK_MS = 12_000;
const READY_TIMEOUT_MS = 60_000;
const DRAIN_TIMEOUT_MS = 60_000;
/** Keyed requests that are made once more at the very end. */
const REPETITIONS = 200;

/** Leaves no process and no file behind, however `work` ends. */
export async function withRig<T>(options: RigOptions, work: (rig: Rig) => Promise<T>): Promise<T> {
  const built = await buildTitian();
  const dataDir = makeDataDir();
  const smsc = await startSmsc({ script: { deliverWindow: 200, receipts: { delayMs: 100 } } });
  const smppProxy = await startTcpProxy({ host: '127.0.0.1', port: smsc.port });
  const { environment = {} } = options;
  let rig: Rig | undefined;
  let watch: StatusWatch | undefined;
  try {
    const titian = await startTitian({ built, dataDir, environment });
    const { url } = titian;
    const { apiKey } = await createCustomer({ built, dataDir, environment });
    const api = apiOf(url, apiKey);
    await connectSmpp(api, smppProxy.port, CHANNEL);
    const load = startSendLoad({ url, apiKey, connections: options.connections, chance: options.chance });
    const watching = watchStatuses(api, load.requests);
    watch = watching;
    const running: Rig = {
      built,
      dataDir,
      url,
      apiKey,
      api,
      smsc,
      smppProxy,
      titian,
      async restart() {
        running.titian = await startTitian({ built, dataDir, environment, port: Number(new URL(url).port) });
      },
      async finish() {
        await load.stop();
        const sightings: readonly Sighting[] = await watching.stop();
        await untilDrained(api);
        await repeatSome(running, load.requests);
        await untilReported(smsc);
        // Before the list is read: what is taken while it is read may be missing in it.
        const reported = new Set(smsc.reported);
        const stored = await listAll(api);
        await running.titian.stop();
        const submissions = smsc.received.map(({ text, at, messageId }) => ({
          token: tokenOf(text),
          at,
          reported: reported.has(messageId),
        }));
        return { requests: load.requests, submissions, stored, sightings };
      },
    };
    rig = running;
    return await work(running);
  } finally {
    await watch?.stop();
    rig?.titian.child.kill('SIGKILL');
    await smppProxy.stop();
    await smsc.stop();
    await dropDataDir(dataDir);
    built.remove();
  }
}

/** Resolves when the server takes requests. */
export async function untilReady(url: string): Promise<void> {
  for (const end = performance.now() + READY_TIMEOUT_MS; performance.now() < end; await sleep(25)) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    );
    if (answer?.status === 200) return;
  }
  throw new Error(`not ready within ${READY_TIMEOUT_MS} ms`);
}

const Summary = z.object({ waiting: z.number() });

/** Until the outbox is empty: nothing waits for the SMSC any more. */
export async function untilDrained(api: Api): Promise<void> {
  for (const end = performance.now() + DRAIN_TIMEOUT_MS; performance.now() < end; await sleep(250)) {
    const { waiting } = Summary.parse((await api.call('GET', '/v1/messages/summary')).body);
    if (waiting === 0) return;
  }
  // What still waits is judged as waiting.
}

/** Until the SMSC has no receipt left to give. */
export async function untilReported(smsc: Pick<Smsc, 'counts' | 'receiptsOwed'>): Promise<void> {
  let stored = smsc.counts.receiptsStored;
  for (let since = performance.now(); ; await sleep(100)) {
    const quietMs = performance.now() - since;
    if (quietMs > STUCK_MS || (quietMs > REPORTED_MS && smsc.receiptsOwed === 0)) return;
    if (smsc.counts.receiptsStored > stored) since = performance.now();
    stored = smsc.counts.receiptsStored;
  }
}

/** The same key must give the same ids for 72 hours, whatever was killed in between. */
async function repeatSome(
  { url, apiKey }: Pick<Rig, 'url' | 'apiKey'>,
  requests: readonly SendRequest[],
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

/** Every message of the workspace, newest first. */
export async function listAll(api: Api): Promise<History['stored']> {
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
