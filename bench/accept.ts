/**
 * How fast messages are accepted, submitted and reported on: HTTP → PostgreSQL → SMPP → receipt, with
 * the real server, its embedded PostgreSQL in its default durability, and a simulated SMSC.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { cpuSecondsOf, memoryMibOf } from '../testing/processes/process-tree.ts';
import type { Api } from '../testing/processes/titian-api.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage, median } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';

interface Case {
  readonly name: 'single' | 'bulk';
  readonly connections: number;
  readonly batch: number;
  readonly seconds: number;
  /** Accepted per second on two cores that also run the database, the simulator and the load. */
  readonly bar: { readonly of: 'requests' | 'accepted'; readonly perSecond: number };
}

const CASES: readonly Case[] = [
  { name: 'single', connections: 64, batch: 1, seconds: 4, bar: { of: 'requests', perSecond: 3_000 } },
  { name: 'bulk', connections: 4, batch: 1_000, seconds: 4, bar: { of: 'accepted', perSecond: 10_000 } },
];
const RUNS = 3;
/** The rate climbs for about this long while the server's code is being compiled; a server that runs for days has that behind it. */
const WARM_UP_SECONDS = 8;
const POLL_MS = 100;
/** For what was accepted to be sent and reported on. */
const SETTLE_TIMEOUT_MS = 60_000;

export const acceptBench: Bench = {
  notes: [
    `Medians of ${RUNS} runs of 4 s after a warm-up of ${WARM_UP_SECONDS} s; everything on this machine, connected over loopback.`,
    'requests, accepted: answered 202, that is committed and on disk (synchronous_commit, fdatasync).',
    'recorded, reported: from the first request until GET /v1/messages/summary counts every accepted message as sent, and as delivered; the counters are written in the transaction that stores the evidence. Receipts come 0.5 s after the submit, and a counter is read every 0.1 s.',
    'cpu.*: CPU time from the first request until the last receipt is stored, per accepted message (/proc/<pid>/stat; PostgreSQL with all its processes). Compare these between machines that do other work too.',
  ],
  run: (options) => withInstallation(options.profileDir, (installation) => measure(installation, options)),
};

async function measure(installation: Installation, options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const one of CASES) {
    options.onProgress(`${one.name}: warm-up`);
    await runOnce(installation, { ...one, seconds: WARM_UP_SECONDS });
    const runs: Run[] = [];
    for (let run = 1; run <= RUNS; run++) {
      const result = await runOnce(installation, one);
      options.onProgress(
        `${one.name}: run ${run} of ${RUNS}, ${Math.round(result['accepted'] ?? 0)} msg/s, load ${loadAverage()}`,
      );
      runs.push(result);
    }
    figures.push(...figuresOf(one, runs));
  }
  return figures;
}

/** Values by the last part of the figure's name. */
type Run = Readonly<Record<string, number>>;

const UNITS: Readonly<Record<string, string>> = {
  requests: 'req/s',
  accepted: 'msg/s',
  recorded: 'msg/s',
  reported: 'msg/s',
  p50: 'ms',
  p99: 'ms',
  'cpu.server': 'µs/msg',
  'cpu.postgres': 'µs/msg',
  'cpu.client': 'µs/msg',
  'cpu.smsc': 'µs/msg',
  'memory.server': 'MiB',
  'memory.postgres': 'MiB',
};

function figuresOf(one: Case, runs: readonly Run[]): Figure[] {
  const load = median(runs.map((run) => run['load'] ?? 0));
  return Object.entries(UNITS).map(([what, unit]) => {
    const value = median(runs.map((run) => run[what] ?? 0));
    const bar =
      what === one.bar.of
        ? { ratio: value / one.bar.perSecond, against: `bar ${one.bar.perSecond} ${unit}` }
        : {};
    return { name: `accept.${one.name}.${what}`, value, unit, ...bar, load };
  });
}

const Report = z.object({
  startedAt: z.number(),
  seconds: z.number(),
  accepted: z.number(),
  requests: z.number(),
  statuses: z.record(z.string(), z.number()),
  p50: z.number(),
  p99: z.number(),
  cpuSeconds: z.number(),
});

async function runOnce(installation: Installation, one: Case): Promise<Run> {
  const { api, apiKey, pids } = installation;
  const before = await counted(api);
  const cpuBefore = cpuOf(pids);
  const report = await runLoad({ ...one, apiKey, port: Number(new URL(installation.url).port) });
  const refused = Object.entries(report.statuses).filter(([status]) => status !== '202');
  if (refused.length > 0) throw new Error(`not everything was accepted: ${JSON.stringify(report.statuses)}`);
  const sentAt = await untilCounted(api, 'sent', before.sent + report.accepted);
  const reportedAt = await untilCounted(api, 'delivered', before.delivered + report.accepted);
  const cpu = cpuOf(pids);
  const perMessage = (seconds: number): number => (seconds * 1e6) / report.accepted;
  const rateUntil = (at: number): number => (report.accepted * 1000) / (at - report.startedAt);
  return {
    requests: report.requests / report.seconds,
    accepted: report.accepted / report.seconds,
    recorded: rateUntil(sentAt),
    reported: rateUntil(reportedAt),
    p50: report.p50,
    p99: report.p99,
    'cpu.server': perMessage(cpu.server - cpuBefore.server),
    'cpu.postgres': perMessage(cpu.postgres - cpuBefore.postgres),
    'cpu.client': perMessage(report.cpuSeconds),
    'cpu.smsc': perMessage(cpu.smsc - cpuBefore.smsc),
    'memory.server': memoryMibOf(pids.server, pids.postgres),
    'memory.postgres': memoryMibOf(pids.postgres),
    load: loadAverage(),
  };
}

const cpuOf = ({ server, postgres, smsc }: Installation['pids']) => ({
  // PostgreSQL is a child of the server, and counted by itself.
  server: cpuSecondsOf(server, postgres),
  postgres: cpuSecondsOf(postgres),
  smsc: cpuSecondsOf(smsc),
});

async function runLoad(options: Case & { readonly apiKey: string; readonly port: number }) {
  const client = fileURLToPath(new URL('load-client.ts', import.meta.url));
  const { bar: _bar, name: _name, ...settings } = options;
  const child = spawn(process.execPath, ['--import', 'tsx', client, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const output = await text(child.stdout);
  await closed;
  if (child.exitCode !== 0) throw new Error('the load client failed');
  return Report.parse(JSON.parse(output));
}

const Summary = z.object({ sent: z.number(), delivered: z.number() });

async function counted(api: Api): Promise<z.output<typeof Summary>> {
  const answer = await api.call('GET', '/v1/messages/summary');
  if (answer.status !== 200) throw new Error(`no summary: ${JSON.stringify(answer.body)}`);
  return Summary.parse(answer.body);
}

async function untilCounted(api: Api, what: 'sent' | 'delivered', wanted: number): Promise<number> {
  for (const end = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < end; await sleep(POLL_MS)) {
    const now = await counted(api);
    if (now[what] === wanted) return Date.now();
    if (now[what] > wanted)
      throw new Error(`${now[what]} messages count as ${what}, but ${wanted} were accepted`);
  }
  throw new Error(
    `${wanted} messages should count as ${what}, but ${(await counted(api))[what]} do after a minute`,
  );
}
