/**
 * The whole way of a message, HTTP → PostgreSQL → SMPP → receipt, beside Kannel on the same machine and against the
 * same SMSC, and what it takes: latency, CPU time, and memory with 100,000 messages waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryMibOf } from '../testing/processes/process-tree.ts';
import type { ScriptChanges } from '../testing/simulators/smsc/index.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';
import { isKannelInstalled, runKannel } from './kannel.ts';
import { type Load, mid, type Run, runLoad, sendAndWait } from './send-run.ts';

/** The receipts of the last messages come half a second after the load: of a short run that would be much. */
const SECONDS = 12;
const SINGLE: Load = { connections: 64, batch: 1, seconds: SECONDS };
const MANY: Load = { connections: 256, batch: 1, seconds: SECONDS };
const BULK: Load = { connections: 4, batch: 1_000, seconds: SECONDS };
/** In turn with Kannel's, because other programs on the machine come and go. */
const ROUNDS = 3;
/** The rate climbs for about this long while the server's code is being compiled. */
const WARM_UP_SECONDS = 6;

const BACKLOG = 100_000;
/** 500 unanswered at a time and 5 s for each: 100 messages a second leave while tens of thousands come in. */
const SLOW_SMSC: ScriptChanges = { faults: [{ from: 1, count: 1e9, act: { do: 'delay', ms: 5_000 } }] };
/** After the last message was accepted. */
const WATCH_BACKLOG_MS = 5_000;

const BARS = {
  singleToReceipts: 3,
  bulkToReceipts: 12,
  bulkToSubmits: 2.5,
  p99Ms: 50,
  backlogMib: 400,
} as const;

export const pipelineBench: Bench = {
  notes: [
    `Medians of ${ROUNDS} rounds in which both programs took turns for ${SECONDS} s each, after a warm-up of ours; the other one idle or not started. Everything on this machine, over loopback, with one simulated SMSC (window 500; it brings 2,000 receipts before it waits for their acknowledgement).`,
    'Titian stores every message, answer and receipt on disk before it says so (synchronous_commit, fdatasync). Kannel 1.4.5 from Debian with receipts writes messages to a file (store-type file, without fsync; its receipts it keeps in memory); without receipts it stores nothing, which is its fastest.',
    'Our customer pays beforehand: every message has a price, which is reserved when it is accepted and settled when it is sent.',
    'titian.single: 64 connections, one message per request; titian.many: 256; titian.bulk: 4 connections, 1,000 per request. recorded, reported: until the answer of the SMSC, and the receipt, of every accepted message was stored.',
    'kannel: 32 connections, one message per request. submitted: until the SMSC had taken every accepted message; reported: until both calls of every message (mask 31) were answered by a receiver that does nothing.',
    'ratio: single, many and bulk until reported, against Kannel until reported; bulk-no-dlr: bulk until recorded, against Kannel without receipts until submitted.',
    'ratio.cpu.*: the CPU time that Kannel takes per message, divided by ours, PostgreSQL and receipts included; the other programs on the machine change it least.',
    'The SMSC sends receipts 0.5 s after the submit, which both sides wait for.',
    `backlog: ${BACKLOG.toLocaleString('en')} messages accepted while the SMSC answers each after 5 s; most memory until ${WATCH_BACKLOG_MS / 1000} s later.`,
  ],
  async run(options) {
    const rates = await withInstallation(options, (installation) => measureRates(installation, options));
    options.onProgress('backlog');
    return [...rates, ...(await withInstallation({ ...options, script: SLOW_SMSC }, measureBacklog))];
  },
};

type Series = Record<'single' | 'many' | 'bulk' | 'kannelDlr' | 'kannel', Run[]>;

async function measureRates(installation: Installation, options: BenchOptions): Promise<Figure[]> {
  const compares = isKannelInstalled();
  if (!compares)
    options.onProgress('Kannel is not installed (apt-get install kannel kannel-extras): no ratios');
  options.onProgress('warm-up');
  for (const load of [SINGLE, MANY, BULK])
    await sendAndWait(installation, { ...load, seconds: WARM_UP_SECONDS });
  const series: Series = { single: [], many: [], bulk: [], kannelDlr: [], kannel: [] };
  for (let round = 1; round <= ROUNDS; round++) {
    if (compares) await addKannel(installation, series);
    series.single.push(await sendAndWait(installation, SINGLE));
    series.many.push(await sendAndWait(installation, MANY));
    series.bulk.push(await sendAndWait(installation, BULK));
    const last = (name: keyof Series, what: string): string =>
      `${name} ${Math.round(series[name].at(-1)?.[what] ?? 0)}`;
    options.onProgress(
      `round ${round} of ${ROUNDS} [msg/s]: ${last('single', 'reported')}, ${last('many', 'reported')}, ${last('bulk', 'reported')}, ${last('kannelDlr', 'reported')}, ${last('kannel', 'submitted')}; load ${loadAverage()}`,
    );
  }
  return [
    ...figuresOf('titian.single', series.single),
    ...figuresOf('titian.many', series.many),
    ...figuresOf('titian.bulk', series.bulk),
    ...(compares ? comparison(series) : []),
  ];
}

/** Our bind leaves meanwhile: an SMSC gives receipts to whichever bind of a customer it likes. */
async function addKannel(installation: Installation, series: Series): Promise<void> {
  await switchChannel(installation, false);
  series.kannelDlr.push(await runKannel(installation.smsc, { receipts: true, seconds: SECONDS }));
  series.kannel.push(await runKannel(installation.smsc, { receipts: false, seconds: SECONDS }));
  await switchChannel(installation, true);
}

async function switchChannel({ api, channelId }: Installation, enabled: boolean): Promise<void> {
  const path = `/v1/channels/${channelId}`;
  const changed = await api.call('PATCH', path, { enabled });
  if (changed.status !== 200) throw new Error(`no switch: ${JSON.stringify(changed.body)}`);
  const wanted = enabled ? '"state":"up"' : '"state":"stopped"';
  for (const end = performance.now() + 15_000; performance.now() < end; await sleep(100))
    if (JSON.stringify((await api.call('GET', path)).body).includes(wanted)) return;
  throw new Error(`the channel did not become ${wanted}`);
}

const UNITS: Readonly<Record<string, string>> = {
  accepted: 'msg/s',
  submitted: 'msg/s',
  recorded: 'msg/s',
  reported: 'msg/s',
  p50: 'ms',
  p99: 'ms',
  'cpu.server': 'µs/msg',
  'cpu.postgres': 'µs/msg',
  'cpu.bearerbox': 'µs/msg',
  'cpu.smsbox': 'µs/msg',
  'cpu.smsc': 'µs/msg',
};

function figuresOf(name: string, runs: readonly Run[]): Figure[] {
  const load = mid(runs, 'load');
  return Object.entries(UNITS)
    .filter(([what]) => runs[0]?.[what] !== undefined)
    .map(([what, unit]) => {
      const value = mid(runs, what);
      const bar =
        name === 'titian.single' && what === 'p99'
          ? { ratio: BARS.p99Ms / value, against: `bar ${BARS.p99Ms} ms` }
          : {};
      return { name: `pipeline.${name}.${what}`, value, unit, ...bar, load };
    });
}

function comparison({ single, many, bulk, kannelDlr, kannel }: Series): Figure[] {
  const load = mid(single, 'load');
  const ratio = (what: string, value: number, bar: number): Figure => ({
    name: `pipeline.ratio.${what}`,
    value,
    unit: '×',
    ratio: value / bar,
    against: `bar ${bar} ×`,
    load,
  });
  const theirs = mid(kannelDlr, 'reported');
  const cpu = (runs: readonly Run[], ...of: readonly string[]): number =>
    of.reduce((sum, one) => sum + mid(runs, `cpu.${one}`), 0);
  const ours = (runs: readonly Run[]): number => cpu(runs, 'server', 'postgres');
  const kannels = (runs: readonly Run[]): number => cpu(runs, 'bearerbox', 'smsbox');
  const plain = (what: string, value: number): Figure => ({
    name: `pipeline.ratio.${what}`,
    value,
    unit: '×',
    load,
  });
  return [
    ...figuresOf('kannel.dlr', kannelDlr),
    ...figuresOf('kannel.no-dlr', kannel),
    ratio('single', mid(single, 'reported') / theirs, BARS.singleToReceipts),
    ratio('many', mid(many, 'reported') / theirs, BARS.singleToReceipts),
    ratio('bulk', mid(bulk, 'reported') / theirs, BARS.bulkToReceipts),
    ratio('bulk-no-dlr', mid(bulk, 'recorded') / mid(kannel, 'submitted'), BARS.bulkToSubmits),
    plain('cpu.single', kannels(kannelDlr) / ours(single)),
    plain('cpu.bulk', kannels(kannelDlr) / ours(bulk)),
    plain('cpu.bulk-no-dlr', kannels(kannel) / ours(bulk)),
  ];
}

async function measureBacklog(installation: Installation): Promise<Figure[]> {
  const { server, postgres } = installation.pids;
  const most = { server: 0, postgres: 0 };
  const look = (): void => {
    most.server = Math.max(most.server, memoryMibOf(server, postgres));
    most.postgres = Math.max(most.postgres, memoryMibOf(postgres));
  };
  const timer = setInterval(look, 250);
  try {
    for (let accepted = 0; accepted < BACKLOG; )
      accepted += (await runLoad({ ...BULK, seconds: 1 }, installation)).accepted;
    await sleep(WATCH_BACKLOG_MS);
  } finally {
    clearInterval(timer);
  }
  const load = loadAverage();
  const bar = { ratio: BARS.backlogMib / most.server, against: `bar ${BARS.backlogMib} MiB` };
  return [
    { name: 'pipeline.backlog.memory.server', value: most.server, unit: 'MiB', ...bar, load },
    { name: 'pipeline.backlog.memory.postgres', value: most.postgres, unit: 'MiB', load },
  ];
}
