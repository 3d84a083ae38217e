/** How fast codes are sent and checked: HTTP → limits, guard and HMAC → PostgreSQL → SMPP, with everything switched on. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Bench, type BenchOptions, type Figure, loadAverage, median } from './figure.ts';
import { cpuOf, type Installation, withInstallation } from './installation.ts';
import { readSummary } from './read-summary.ts';
import { processorTicks, stolenSince } from './stolen-time.ts';

/** Callers who wait for each answer: few, and as many as the servers of a company keep open at most. */
const FEW_CONNECTIONS = 64;
const CONNECTIONS = 256;
const COUNT = 12_000;
const RUNS = 3;
const OPEN_SECONDS = 3;
/** Of each kind per run: a p99 over three seconds is one stall of the machine, or none. */
const OPEN_ROUNDS = 3;
/** A round during which the host gave more of the processors to other machines is repeated: 1 % is a stall of 60 ms. */
const MOST_STOLEN_PERCENT = 1;
const MOST_OPEN_ROUNDS = 6;
const BAR_PER_SECOND = 2_000;
const BAR_P99_MS = 25;
/** Until the last receipts are stored: they count to the phase that caused them, and are no load of the next one. */
const SETTLE_MS = 60_000;
/** The counters of a second are folded by then. */
const FOLDED_MS = 1_500;
const OPEN_COUNT = BAR_PER_SECOND * OPEN_SECONDS;

export const verifyBench: Bench = {
  notes: [
    `Medians of ${RUNS} runs after a warm-up run, each of ${COUNT.toLocaleString('en')} codes over ${FEW_CONNECTIONS} and over ${CONNECTIONS} connections in a closed loop, and ${OPEN_ROUNDS} times ${OPEN_COUNT.toLocaleString('en')} that are due at ${BAR_PER_SECOND.toLocaleString('en')} per second; everything on this machine.`,
    'start: answered 201, that is limits and guard decided, and the HMAC and the message committed. check: one wrong code for each; a right one writes as much, and the traces of its number when it is its first. A wrong one is answered 10 ms after it came in at the earliest, so that its time tells nothing.',
    `closed, few: ${CONNECTIONS} or ${FEW_CONNECTIONS} callers, each with its next request when it has its answer: the rate is the most that goes with so many, and the time is what a machine at its limit makes callers wait (${CONNECTIONS} callers at ${BAR_PER_SECOND.toLocaleString('en')}/s wait ${(CONNECTIONS * 1000) / BAR_PER_SECOND} ms on average whatever the server does). The times are not held against a bar, nor is the rate of a few.`,
    `open: requests are due at ${BAR_PER_SECOND.toLocaleString('en')} per second whatever the answers do, and each is timed from when it was due: what somebody waits who comes while the promised load is on.`,
    `open.stolen: the part of the time that the host of a virtual machine gave to others, which delays everything that was due then. Rounds with more than ${MOST_STOLEN_PERCENT} % are repeated, ${MOST_OPEN_ROUNDS} in all, and the ${OPEN_ROUNDS} with least of it count.`,
    'cpu.*: of the closed loop with the sending of its messages and the storing of their receipts, per code (/proc/<pid>/stat).',
    'The guard is in monitor mode: nobody enters these codes, so it would rightly stop them. It computes the same.',
  ],
  run: (options) => withInstallation(options, (installation) => measure(installation, options)),
};

const Report = z.object({
  rate: z.number(),
  p50: z.number(),
  p99: z.number(),
  statuses: z.record(z.string(), z.number()),
  cpuSeconds: z.number(),
});

const KINDS = ['start', 'check'] as const;

async function measure({ api, apiKey, url, pids }: Installation, options: BenchOptions): Promise<Figure[]> {
  const limits = {
    prefixHour: 10_000_000,
    workspaceHour: 100_000_000,
    spendHour: 1_000_000_000_000,
  };
  const made = await api.call('POST', '/v1/verify/services', {
    name: 'Bench',
    brand: 'Toko Uji',
    guard: 'monitor',
    limits,
  });
  const service = z.object({ id: z.string() }).parse(made.body).id;
  const client = openClient({ port: Number(new URL(url).port), apiKey, service });
  const runs: Record<string, number>[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const offset = run * (2 * COUNT + MOST_OPEN_ROUNDS * OPEN_COUNT);
    const result: Record<string, number> = {};
    for (const kind of KINDS) {
      const report = await client.run({
        kind,
        connections: FEW_CONNECTIONS,
        count: COUNT,
        perSecond: null,
        offset: offset + COUNT + MOST_OPEN_ROUNDS * OPEN_COUNT,
      });
      await settled(api);
      result[`${kind}.few.rate`] = report.rate;
    }
    for (const kind of KINDS) {
      const before = cpuOf(pids);
      const report = await client.run({
        kind,
        connections: CONNECTIONS,
        count: COUNT,
        perSecond: null,
        offset,
      });
      await settled(api);
      const after = cpuOf(pids);
      const perCode = (seconds: number): number => (seconds * 1e6) / COUNT;
      for (const what of ['rate', 'p50', 'p99'] as const) result[`${kind}.closed.${what}`] = report[what];
      for (const what of ['server', 'postgres', 'smsc'] as const)
        result[`${kind}.cpu.${what}`] = perCode(after[what] - before[what]);
      result[`${kind}.cpu.client`] = perCode(report.cpuSeconds);
    }
    Object.assign(result, await openRounds(client, api, offset + COUNT));
    result['load'] = loadAverage();
    options.onProgress(`run ${run} of ${RUNS}${run === 0 ? ' (warm-up)' : ''}: ${JSON.stringify(result)}`);
    if (run > 0) runs.push(result);
  }
  client.close();
  return figuresOf(runs);
}

/** Medians of the rounds in which the host took least. */
async function openRounds(
  client: ReturnType<typeof openClient>,
  api: Installation['api'],
  offset: number,
): Promise<Record<string, number>> {
  const rounds: Record<string, number>[] = [];
  const undisturbed = (): number =>
    rounds.filter((one) => (one['open.stolen'] ?? 0) <= MOST_STOLEN_PERCENT).length;
  while (rounds.length < MOST_OPEN_ROUNDS && undisturbed() < OPEN_ROUNDS)
    rounds.push(await openRound(client, api, offset + rounds.length * OPEN_COUNT));
  const best = rounds
    .toSorted((a, b) => (a['open.stolen'] ?? 0) - (b['open.stolen'] ?? 0))
    .slice(0, OPEN_ROUNDS);
  const names = Object.keys(best[0] ?? {});
  return Object.fromEntries(names.map((what) => [what, median(best.map((one) => one[what] ?? 0))]));
}

/** Codes are started as they are due, and checked as they are due. */
async function openRound(
  client: ReturnType<typeof openClient>,
  api: Installation['api'],
  offset: number,
): Promise<Record<string, number>> {
  const result: Record<string, number> = { 'open.stolen': 0 };
  for (const kind of KINDS) {
    const load = { connections: CONNECTIONS, count: OPEN_COUNT, perSecond: BAR_PER_SECOND };
    const before = processorTicks();
    const report = await client.run({ kind, ...load, offset });
    result['open.stolen'] = Math.max(result['open.stolen'] ?? 0, stolenSince(before));
    await settled(api);
    for (const what of ['rate', 'p50', 'p99'] as const) result[`${kind}.open.${what}`] = report[what];
  }
  return result;
}

async function settled(api: Installation['api']): Promise<void> {
  for (const end = performance.now() + SETTLE_MS; performance.now() < end; await sleep(100)) {
    const { accepted, delivered } = await readSummary(api);
    if (delivered >= accepted) break;
  }
  await sleep(FOLDED_MS);
}

const PHASE_UNITS = [
  ['few.rate', 'req/s'],
  ['closed.rate', 'req/s'],
  ['closed.p50', 'ms'],
  ['closed.p99', 'ms'],
  ['open.rate', 'req/s'],
  ['open.p50', 'ms'],
  ['open.p99', 'ms'],
  ['cpu.server', 'µs/code'],
  ['cpu.postgres', 'µs/code'],
  ['cpu.smsc', 'µs/code'],
  ['cpu.client', 'µs/code'],
] as const;

function figuresOf(runs: readonly Record<string, number>[]): Figure[] {
  const stolen = median(runs.map((run) => run['open.stolen'] ?? 0));
  const load = median(runs.map((run) => run['load'] ?? 0));
  return [...phaseFigures(runs), { name: 'verify.open.stolen', value: stolen, unit: '%', load }];
}

const phaseFigures = (runs: readonly Record<string, number>[]): Figure[] =>
  KINDS.flatMap((kind) =>
    PHASE_UNITS.map(([what, unit]) => {
      const value = median(runs.map((run) => run[`${kind}.${what}`] ?? 0));
      const load = median(runs.map((run) => run['load'] ?? 0));
      const bar =
        what === 'closed.rate'
          ? { ratio: value / BAR_PER_SECOND, against: `bar ${BAR_PER_SECOND} ${unit}` }
          : `${kind}.${what}` === 'check.open.p99'
            ? { ratio: BAR_P99_MS / value, against: `bar ${BAR_P99_MS} ms` }
            : {};
      return { name: `verify.${kind}.${what}`, value, unit, ...bar, load };
    }),
  );

/** The load client, one phase at a time. Throws when not everything was answered as it should be. */
function openClient(settings: Record<string, unknown>) {
  const path = fileURLToPath(new URL('verify-client.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(phase: Record<string, unknown>): Promise<z.infer<typeof Report>> {
      child.stdin.write(`${JSON.stringify(phase)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error('the load client failed');
      const report = Report.parse(JSON.parse(line.value));
      if (Object.keys(report.statuses).some((status) => status !== '201' && status !== '200'))
        throw new Error(`not everything was answered: ${line.value}`);
      return report;
    },
    close: () => child.stdin.end(),
  };
}
