/**
 * How fast messages are accepted, submitted and reported on: HTTP → PostgreSQL → SMPP → receipt, with
 * the real server, its embedded PostgreSQL in its default durability, and a simulated SMSC.
 */
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';
import { type Load, mid, type Run, sendAndWait } from './send-run.ts';

interface Case extends Load {
  readonly name: 'single' | 'bulk';
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

export const acceptBench: Bench = {
  notes: [
    `Medians of ${RUNS} runs of 4 s after a warm-up of ${WARM_UP_SECONDS} s; everything on this machine, connected over loopback.`,
    'The customer pays beforehand: every message has a price, which is reserved from the balance when it is accepted and settled when it is sent.',
    'requests, accepted: answered 202, that is committed and on disk (synchronous_commit, fdatasync).',
    'recorded, reported: from the first request until GET /v1/messages/summary counts every accepted message as sent, and as delivered; the counters are written in the transaction that stores the evidence. Receipts come 0.5 s after the submit, and a counter is read every 0.1 s.',
    'cpu.*: CPU time from the first request until the last receipt is stored, per accepted message (/proc/<pid>/stat; PostgreSQL with all its processes). Compare these between machines that do other work too.',
  ],
  run: (options) => withInstallation(options, (installation) => measure(installation, options)),
};

async function measure(installation: Installation, options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const one of CASES) {
    options.onProgress(`${one.name}: warm-up`);
    await sendAndWait(installation, { ...one, seconds: WARM_UP_SECONDS });
    const runs: Run[] = [];
    for (let run = 1; run <= RUNS; run++) {
      const result = await sendAndWait(installation, one);
      options.onProgress(
        `${one.name}: run ${run} of ${RUNS}, ${Math.round(result['accepted'] ?? 0)} msg/s, load ${loadAverage()}`,
      );
      runs.push(result);
    }
    figures.push(...figuresOf(one, runs));
  }
  return figures;
}

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
  const load = mid(runs, 'load');
  return Object.entries(UNITS).map(([what, unit]) => {
    const value = mid(runs, what);
    const bar =
      what === one.bar.of
        ? { ratio: value / one.bar.perSecond, against: `bar ${one.bar.perSecond} ${unit}` }
        : {};
    return { name: `accept.${one.name}.${what}`, value, unit, ...bar, load };
  });
}
