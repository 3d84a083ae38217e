/** How fast codes are sent and checked: HTTP → limits, guard and HMAC → PostgreSQL → SMPP, with everything switched on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { cpuSecondsOf } from '../testing/processes/process-tree.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage, median } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';

const CONNECTIONS = 64;
const COUNT = 12_000;
const RUNS = 3;
const BAR_PER_SECOND = 2_000;
const BAR_P99_MS = 25;

export const verifyBench: Bench = {
  notes: [
    `Medians of ${RUNS} runs of ${COUNT.toLocaleString('en')} codes over ${CONNECTIONS} connections, after a warm-up run; everything on this machine.`,
    'start: answered 201, that is limits and guard decided, the HMAC stored, and the message committed for sending. check: one wrong code for each; a right one writes as much, and the traces of its number when it is its first.',
    'cpu.*: of server and PostgreSQL over both phases and the sending of the messages, per code (/proc/<pid>/stat).',
    'The guard is in monitor mode: nobody enters these codes, so it would rightly stop them. It computes the same.',
  ],
  run: (options) => withInstallation(options, (installation) => measure(installation, options)),
};

const Phase = z.object({
  rate: z.number(),
  p50: z.number(),
  p99: z.number(),
  statuses: z.record(z.string(), z.number()),
});
const Report = z.object({ start: Phase, check: Phase, cpuSeconds: z.number() });

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
  const runs: Record<string, number>[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const settings = {
      port: Number(new URL(url).port),
      apiKey,
      service,
      connections: CONNECTIONS,
      count: COUNT,
      offset: run * COUNT,
    };
    const before = {
      server: cpuSecondsOf(pids.server, pids.postgres),
      postgres: cpuSecondsOf(pids.postgres),
    };
    const report = Report.parse(JSON.parse(await runClient(settings)));
    const bad = { ...report.start.statuses, ...report.check.statuses };
    if (Object.keys(bad).some((status) => status !== '201' && status !== '200'))
      throw new Error(`not everything was answered: ${JSON.stringify(report)}`);
    const perCode = (seconds: number): number => (seconds * 1e6) / COUNT;
    const result = {
      'start.rate': report.start.rate,
      'start.p50': report.start.p50,
      'start.p99': report.start.p99,
      'check.rate': report.check.rate,
      'check.p50': report.check.p50,
      'check.p99': report.check.p99,
      'cpu.server': perCode(cpuSecondsOf(pids.server, pids.postgres) - before.server),
      'cpu.postgres': perCode(cpuSecondsOf(pids.postgres) - before.postgres),
      'cpu.client': perCode(report.cpuSeconds),
      load: loadAverage(),
    };
    options.onProgress(`run ${run} of ${RUNS}${run === 0 ? ' (warm-up)' : ''}: ${JSON.stringify(result)}`);
    if (run > 0) runs.push(result);
  }
  return figuresOf(runs);
}

const UNITS: Readonly<Record<string, string>> = {
  'start.rate': 'req/s',
  'start.p50': 'ms',
  'start.p99': 'ms',
  'check.rate': 'req/s',
  'check.p50': 'ms',
  'check.p99': 'ms',
  'cpu.server': 'µs/code',
  'cpu.postgres': 'µs/code',
  'cpu.client': 'µs/code',
};

const figuresOf = (runs: readonly Record<string, number>[]): Figure[] =>
  Object.entries(UNITS).map(([what, unit]) => {
    const value = median(runs.map((run) => run[what] ?? 0));
    const load = median(runs.map((run) => run['load'] ?? 0));
    const bar = what.endsWith('.rate')
      ? { ratio: value / BAR_PER_SECOND, against: `bar ${BAR_PER_SECOND} ${unit}` }
      : what === 'check.p99'
        ? { ratio: BAR_P99_MS / value, against: `bar ${BAR_P99_MS} ms` }
        : {};
    return { name: `verify.${what}`, value, unit, ...bar, load };
  });

async function runClient(settings: Record<string, unknown>): Promise<string> {
  const client = fileURLToPath(new URL('verify-client.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', client, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const output = await text(child.stdout);
  await closed;
  if (child.exitCode !== 0) throw new Error('the load client failed');
  return output;
}
