/**
 * What is promised about webhooks: everything arrives although a receiver fails, and a dead or slow
 * endpoint delays nobody else. The product's own queue and sender on an embedded PostgreSQL in its
 * default durability; the receivers share the process with them.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { startRuntime, type Runtime } from '../src/apps/compose.ts';
import { createWorkspace } from '../src/modules/accounts/index.ts';
import { createEndpoint, removeEndpoint } from '../src/modules/webhooks/endpoints.ts';
import { startWebhookSender, type WebhookSender } from '../src/modules/webhooks/send/webhook-sender.ts';
import { type Database, openDatabase } from '../src/platform/db.ts';
import { createAddressGuard } from '../src/platform/http-client/address-guard.ts';
import { createEgress } from '../src/platform/http-client/egress.ts';
import { createLogger } from '../src/platform/log.ts';
import { type Receiver, startReceiver } from '../testing/webhook-receiver.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage, median } from './figure.ts';
import { leavingNothing } from './leaving-nothing.ts';
import { startDatabase } from './start-database.ts';

const EVENTS = 10_000;
const KEYS = 2_000;
/** Facts of one call of `enqueue`. */
const QUEUED = 500;
/** Retries of the arrival case, so that a bench does not take 27 hours. */
const QUICK = [200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_000, 1_000, 1_000];
const HEALTHY = 8;
const EVENTS_PER_SECOND = 200;
/** Alone and beside in turn, because other programs on the machine come and go. */
const PAIRS = 3;
const PHASE_SECONDS = 8;
/** the p99 of the others may rise by a fifth. */
const MOST_RISE = 1.2;

export const webhooksBench: Bench = {
  notes: [
    'queue: what `enqueue` takes of a transaction of the pipeline, 500 facts at a time (median of 9).',
    `arrive: ${EVENTS.toLocaleString('en')} events under ${KEYS.toLocaleString('en')} keys to a receiver that answers 500, breaks the connection or says 429 one time in five, with retries after 0.2 to 1 s instead of 5 s to 10 h. Every call is checked by the official verifier of Standard Webhooks.`,
    `isolation: ${EVENTS_PER_SECOND} events a second to ${HEALTHY} healthy endpoints, from queueing to arrival; ${PAIRS} times ${PHASE_SECONDS} s alone and ${PHASE_SECONDS} s beside one endpoint that is dead and one that answers after 30 s, which get as many. Medians of the p99 of each.`,
    'The timer of queueing has steps of 1 ms.',
  ],
  run: (options) => withBase((base) => measure(base, options)),
};

interface Base {
  readonly runtime: Runtime;
  readonly db: Database;
  workspace(): Promise<string>;
  startSender(schedule?: readonly number[]): WebhookSender;
  receiver(...args: Parameters<typeof startReceiver>): Promise<Receiver>;
}

const withBase = <T>(work: (base: Base) => Promise<T>): Promise<T> =>
  leavingNothing(async (undo) => {
    const { url } = await startDatabase(undo, (message) => process.stderr.write(`${message}\n`));
    const log = createLogger('silent');
    const runtime = await startRuntime({
      databaseUrl: url,
      log,
      publicUrl: 'http://127.0.0.1:3000',
      secretKey: Buffer.alloc(32, 7),
      alone: true,
      egressAllow: ['127.0.0.1'],
      sends: false,
      works: false,
    });
    undo.push(() => runtime.stop());
    const db = openDatabase({ url, role: 'titian_worker', max: 8, applicationName: 'bench' });
    undo.push(() => db.close());
    const egress = createEgress({ guard: createAddressGuard({ allowPrivate: ['127.0.0.1'] }) });
    undo.push(() => egress.close());
    const { accounts, webhooks } = runtime.routeDeps;
    return await work({
      runtime,
      db,
      workspace: () =>
        createWorkspace(accounts, { name: 'Toko Uji', timeZone: 'Asia/Jakarta', locale: 'id', trial: true }),
      startSender: (schedule) =>
        startWebhookSender({
          db,
          log,
          egress,
          bus: webhooks.bus,
          targets: webhooks.targets,
          publicId: (id) => webhooks.publicIds.encode('whd', id),
          now: Date.now,
          monotonic: () => performance.now(),
          random: () => randomInt(2 ** 32) / 2 ** 32,
          ...(schedule === undefined ? {} : { schedule }),
        }),
      async receiver(...args) {
        const receiver = await startReceiver(...args);
        undo.push(() => receiver.stop());
        return receiver;
      },
    });
  });

async function measure(base: Base, options: BenchOptions): Promise<Figure[]> {
  options.onProgress('queue');
  const queued = await measureQueue(base);
  options.onProgress('isolation');
  const isolated = await measureIsolation(base, options);
  options.onProgress('arrive');
  return [...queued, ...isolated, ...(await measureArrival(base))];
}

const endpointOf = async (base: Base, workspaceId: string, url: string) =>
  createEndpoint(
    base.runtime.routeDeps.webhooks,
    { kind: 'system', workspaceId, name: 'bench' },
    { url, description: '', types: ['message.status_changed'], enabled: true },
  );

/** Queues and wakes as the pipeline of one process does. */
async function enqueue(base: Base, sender: WebhookSender, facts: readonly Fact[]): Promise<void> {
  const { queue, targets } = base.runtime.routeDeps.webhooks;
  await base.db.transaction((tx) =>
    queue.enqueue(
      tx,
      facts.map((fact) => ({ ...fact, type: 'message.status_changed' })),
    ),
  );
  sender.wake(targets.all().map(({ id }) => id));
}
interface Fact {
  readonly workspaceId: string;
  readonly key: string;
  readonly data: { readonly id: string; readonly n: number; readonly at: number };
}
const factOf = (workspaceId: string, id: string, n: number): Fact => ({
  workspaceId,
  key: id,
  data: { id, n, at: Date.now() },
});

/** What the pipeline pays for it, in its own transactions. */
async function measureQueue(base: Base): Promise<Figure[]> {
  const { queue } = base.runtime.routeDeps.webhooks;
  const workspaceId = await base.workspace();
  const batchOf = (run: number) =>
    Array.from({ length: QUEUED }, (_, n) => ({
      ...factOf(workspaceId, `msg_${run}_${n}`, n),
      type: 'message.status_changed',
    }));
  const microseconds = async (): Promise<number> => {
    const runs: number[] = [];
    for (let run = 0; run < 9; run++) {
      const facts = batchOf(run);
      await base.db.transaction(async (tx) => {
        const started = performance.now();
        await queue.enqueue(tx, facts);
        runs.push(((performance.now() - started) * 1_000) / QUEUED);
      });
    }
    return median(runs);
  };
  const nobody = await microseconds();
  const endpoint = await endpointOf(base, workspaceId, 'https://toko.example/hook');
  const one = await microseconds();
  const actor = { kind: 'system', workspaceId, name: 'bench' } as const;
  await removeEndpoint(base.runtime.routeDeps.webhooks, actor, endpoint.id);
  const load = loadAverage();
  return [
    { name: 'webhooks.queue.nobody_listens', value: nobody, unit: 'µs/fact', load },
    { name: 'webhooks.queue.one_endpoint', value: one, unit: 'µs/fact', load },
  ];
}

async function measureArrival(base: Base): Promise<Figure[]> {
  const answers = [204, 200, 204, 204, 200, 204, 200, 204, 500, 'cut', 204, 429, 204, 204, 204] as const;
  const flaky = await base.receiver(() => answers[randomInt(answers.length)] ?? 204);
  const workspaceId = await base.workspace();
  const { secret } = await endpointOf(base, workspaceId, `${flaky.url}/hook`);
  const sender = base.startSender(QUICK);
  const started = performance.now();
  for (let n = 0; n < EVENTS / KEYS; n++) {
    for (let from = 0; from < KEYS; from += 250) {
      const facts = Array.from({ length: 250 }, (_, k) => factOf(workspaceId, `msg_${from + k}`, n));
      await enqueue(base, sender, facts);
    }
  }
  const took = await lastSuccess(flaky, started);
  await sender.stop();
  const verifier = new Webhook(secret);
  const next = new Map<string, number>();
  const ids = new Set<string>();
  let disorder = 0;
  for (const { body, headers, status } of flaky.heard) {
    verifier.verify(body, headers);
    if (status < 200 || status >= 300) continue;
    ids.add(headers['webhook-id'] ?? '');
    const { data } = JSON.parse(body) as { data: Fact['data'] };
    if (data.n !== (next.get(data.id) ?? 0)) disorder++;
    next.set(data.id, data.n + 1);
  }
  const load = loadAverage();
  const bar = { ratio: ids.size / EVENTS, against: `${EVENTS} events` };
  return [
    { name: 'webhooks.arrive.delivered', value: ids.size, unit: 'events', ...bar, load },
    { name: 'webhooks.arrive.out_of_order', value: disorder, unit: 'events', load },
    { name: 'webhooks.arrive.calls', value: flaky.heard.length, unit: 'calls', load },
    { name: 'webhooks.arrive.rate', value: (EVENTS * 1_000) / took, unit: 'events/s', load },
  ];
}

/** Milliseconds until everything was answered well; gives up after two minutes and reports what there is. */
async function lastSuccess({ heard }: Receiver, started: number): Promise<number> {
  const ids = new Set<string>();
  let seen = 0;
  while (ids.size < EVENTS && performance.now() - started < 120_000) {
    for (const { headers, status } of heard.slice(seen)) {
      seen++;
      if (status >= 200 && status < 300) ids.add(headers['webhook-id'] ?? '');
    }
    await sleep(20);
  }
  return performance.now() - started;
}

async function measureIsolation(base: Base, options: BenchOptions): Promise<Figure[]> {
  const latencies: number[] = [];
  const healthy = await base.receiver(({ body }) => {
    const { data } = JSON.parse(body) as { data: Fact['data'] };
    latencies.push(Date.now() - data.at);
    return 204;
  });
  const slow = await base.receiver(() => sleep(30_000, 204 as const, { ref: false }));
  const gone = await startReceiver();
  await gone.stop();
  const quietOnes: string[] = [];
  for (let n = 0; n < HEALTHY; n++) {
    const workspaceId = await base.workspace();
    await endpointOf(base, workspaceId, `${healthy.url}/${n}`);
    quietOnes.push(workspaceId);
  }
  const troubled = await base.workspace();
  const sender = base.startSender();
  const phase = async (seconds: number, withTrouble: boolean): Promise<number> => {
    const from = latencies.length;
    let n = 0;
    // One commit per event, every 5 ms: bursts would measure themselves.
    for (const end = performance.now() + seconds * 1_000; performance.now() < end; n++) {
      const workspaceId = quietOnes[n % HEALTHY] ?? '';
      const facts = [factOf(workspaceId, `msg_${from}_${n}`, n)];
      if (withTrouble) facts.push(factOf(troubled, `msg_${from}_${n}`, n));
      await enqueue(base, sender, facts);
      await sleep(1_000 / EVENTS_PER_SECOND);
    }
    await sleep(1_000);
    const taken = latencies.slice(from);
    const p99 = quantile(taken, 0.99);
    options.onProgress(`isolation: ${taken.length} of ${n} arrived, p99 ${p99} ms`);
    if (taken.length < n) throw new Error(`${n - taken.length} events did not arrive`);
    return p99;
  };
  await endpointOf(base, troubled, `${slow.url}/`);
  await endpointOf(base, troubled, `${gone.url}/`);
  const alone: number[] = [];
  const beside: number[] = [];
  await phase(4, true);
  for (let pair = 0; pair < PAIRS; pair++) {
    await turn(base, troubled, false);
    alone.push(await phase(PHASE_SECONDS, false));
    await turn(base, troubled, true);
    beside.push(await phase(PHASE_SECONDS, true));
  }
  await sender.stop();
  const load = loadAverage();
  return [
    { name: 'webhooks.isolation.p99_alone', value: median(alone), unit: 'ms', load },
    {
      name: 'webhooks.isolation.p99_beside',
      value: median(beside),
      unit: 'ms',
      ratio: (median(alone) * MOST_RISE) / median(beside),
      against: `bar ${MOST_RISE} × alone`,
      load,
    },
  ];
}

/** As a member who switches both off and on again. */
async function turn(base: Base, workspaceId: string, enabled: boolean): Promise<void> {
  const text = 'update webhooks.endpoint set enabled = $2, change = change + 1 where workspace_id = $1';
  await base.db.query({ name: 'bench.turn', text }, [workspaceId, enabled]);
  await base.runtime.routeDeps.webhooks.targets.refresh();
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
