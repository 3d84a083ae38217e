/**
 * How far the product is from what tables, SMSC and machine leave: bulk requests to it, and to a program that writes the same
 * rows and speaks the same SMPP but does nothing else (`bare/sender.ts`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { cpuSecondsOf } from '../testing/processes/process-tree.ts';
import { type SimulatorProcess, startProgram } from '../testing/processes/simulator-process.ts';
import { startSmscProcess } from '../testing/processes/smsc-process.ts';
import { postmasterOf } from '../testing/processes/titian-process.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';
import { SCRIPT, withInstallation } from './installation.ts';
import { leavingNothing } from './leaving-nothing.ts';
import { startDatabase } from './start-database.ts';
import { type Load, mid, type Run, runLoad, sendAndWait } from './send-run.ts';

const SECONDS = 10;
const BULK: Load = { connections: 4, batch: 1_000, seconds: SECONDS };
const WARM_UP: Load = { ...BULK, seconds: 6 };
const ROUNDS = 3;
const POLL_MS = 50;
const SETTLE_TIMEOUT_MS = 60_000;

export const bareBench: Bench = {
  notes: [
    `Medians of ${ROUNDS} rounds of ${SECONDS} s each after a warm-up, first of the bare program, then of the product; 4 connections, 1,000 messages per request. Each has a new database and a simulated SMSC of its own.`,
    'bare: stores messages, answers and receipts with the statements of the product (row-level security, synchronous_commit, fdatasync) and keeps its window of 500 and its cap of 2,000 unrecorded messages; it checks, charges, retries and publishes nothing.',
    'recorded, reported: until the answer of the SMSC, and the receipt, of every accepted message was stored.',
    "ratio: the product's rate as a part of the bare program's.",
  ],
  async run(options) {
    const bare = await measureBare(options);
    const titian = await withInstallation(options, async (installation) => {
      await sendAndWait(installation, WARM_UP);
      const runs: Run[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        runs.push(await sendAndWait(installation, BULK));
        tell(options, 'product', runs);
      }
      return runs;
    });
    const load = loadAverage();
    const ratio = (what: string): Figure => ({
      name: `bare.ratio.${what}`,
      value: mid(titian, what) / mid(bare, what),
      unit: '×',
      load,
    });
    return [
      ...figuresOf('bare.bare', bare),
      ...figuresOf('bare.titian', titian),
      ratio('recorded'),
      ratio('reported'),
    ];
  },
};

const tell = ({ onProgress }: BenchOptions, who: string, runs: readonly Run[]): void =>
  onProgress(
    `${who}: ${Math.round(runs.at(-1)?.['recorded'] ?? 0)} recorded, ${Math.round(runs.at(-1)?.['reported'] ?? 0)} reported`,
  );

const UNITS: Readonly<Record<string, string>> = {
  recorded: 'msg/s',
  reported: 'msg/s',
  'cpu.server': 'µs/msg',
  'cpu.postgres': 'µs/msg',
  'cpu.smsc': 'µs/msg',
};

const figuresOf = (name: string, runs: readonly Run[]): Figure[] =>
  Object.entries(UNITS).map(([what, unit]) => ({
    name: `${name}.${what}`,
    value: mid(runs, what),
    unit,
    load: mid(runs, 'load'),
  }));

const Place = z.object({ port: z.number() });
const Counts = z.object({ sent: z.number(), delivered: z.number() });

const measureBare = (options: BenchOptions): Promise<Run[]> =>
  leavingNothing(async (undo) => {
    const { url, dataDir } = await startDatabase(undo, options.onProgress);
    const smsc = await startSmscProcess({ record: false, script: SCRIPT });
    undo.push(() => smsc.stop());
    const sender = await startProgram(
      fileURLToPath(new URL('bare/sender.ts', import.meta.url)),
      { databaseUrl: url, smscPort: smsc.port },
      { place: Place, counts: Counts },
    );
    undo.push(() => sender.stop());
    const database = postmasterOf(dataDir);
    if (database === undefined) throw new Error('PostgreSQL does not run');
    const pids = { server: sender.pid, postgres: database, smsc: smsc.pid };
    const runs: Run[] = [];
    for (const load of [WARM_UP, ...Array.from({ length: ROUNDS }, () => BULK)]) {
      runs.push(await runBare(sender, pids, load));
      tell(options, 'bare', runs);
    }
    return runs.slice(1);
  });

type Sender = SimulatorProcess<z.output<typeof Counts>> & z.output<typeof Place>;

/** One run of a load, until the last receipt is stored. */
async function runBare(sender: Sender, pids: Readonly<Record<string, number>>, load: Load): Promise<Run> {
  const before = await sender.counts();
  const cpuBefore = Object.values(pids).map((pid) => cpuSecondsOf(pid));
  const report = await runLoad(load, { apiKey: 'none', url: `http://127.0.0.1:${sender.port}` });
  const rateUntil = async (what: keyof z.output<typeof Counts>): Promise<number> => {
    for (const end = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < end; await sleep(POLL_MS))
      if ((await sender.counts())[what] >= before[what] + report.accepted)
        return (report.accepted * 1000) / (Date.now() - report.startedAt);
    throw new Error(`not all are ${what} after a minute`);
  };
  const recorded = await rateUntil('sent');
  const reported = await rateUntil('delivered');
  const cpu = Object.entries(pids).map(([name, pid], index) => [
    `cpu.${name}`,
    ((cpuSecondsOf(pid) - (cpuBefore[index] ?? 0)) * 1e6) / report.accepted,
  ]);
  return { recorded, reported, load: loadAverage(), ...Object.fromEntries(cpu) };
}
