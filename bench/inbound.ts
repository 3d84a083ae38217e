/**
 * What people write on WhatsApp is stored before Meta hears a yes: signed webhooks at a steady rate, each three times and
 * out of order, as Meta itself repeats them when it doubts.
 */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSecondsOf } from '../testing/processes/process-tree.ts';
import {
  bring,
  connectWhatsApp,
  webhookOf,
  type WrittenMessage,
} from '../testing/processes/whatsapp-webhooks.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage, median } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';
import { readSummary } from './read-summary.ts';

/** 15 s each; the first begins on a server that has just started and compiles what it runs. */
const RUNS = 3;
const MESSAGES = 1_500;
const COPIES = 3;
const CALLS_PER_SECOND = 300;
/** Copies of one message come within so many calls of each other. */
const SHUFFLED_WITHIN = 150;
const PEOPLE = 400;
const BARS = { p50Ms: 50, p99Ms: 250 } as const;

export const inboundBench: Bench = {
  notes: [
    `Medians of ${RUNS} runs, the first of them on a server that has just started (cold.p99).`,
    `Each run: ${MESSAGES.toLocaleString('en')} WhatsApp messages of ${PEOPLE} people, each ${COPIES} times and shuffled, as signed webhooks at ${CALLS_PER_SECOND} calls/s, whatever the answers take.`,
    'Each answer comes after the commit of the message, its contact, its 24-hour window and its event.',
    'effects: messages stored, by messages written; anything but 1 is a loss or a double.',
  ],
  run: (options) => withInstallation(options, (installation) => measure(installation, options)),
};

async function measure({ api, url, pids }: Installation, { onProgress }: BenchOptions): Promise<Figure[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { address } = await connectWhatsApp(api, url, agent);
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { received: before } = await readSummary(api);
    const cpu = cpuSecondsOf(pids.server, pids.postgres);
    const calls = shuffled(
      Array.from({ length: MESSAGES }, (_, n) => webhookOf([messageOf(run * MESSAGES + n)])),
    );
    const times = await callAll(address, agent, calls);
    const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
    runs.push({
      p50: at(0.5),
      p99: at(0.99),
      perCall: ((cpuSecondsOf(pids.server, pids.postgres) - cpu) * 1e6) / calls.length,
      effects: ((await readSummary(api)).received - before) / MESSAGES,
    });
    onProgress(`run ${run + 1} of ${RUNS}: ${JSON.stringify(runs.at(-1))}`);
  }
  agent.destroy();
  const load = loadAverage();
  const figure = (name: string, value: number, unit: string): Figure => ({
    name: `inbound.${name}`,
    value,
    unit,
    load,
  });
  const within = (name: string, value: number, bar: number): Figure => ({
    ...figure(name, value, 'ms'),
    ratio: bar / value,
    against: `bar ${bar} ms`,
  });
  const effects = runs.reduce((sum, run) => sum + run.effects, 0) / RUNS;
  return [
    within('p50', median(runs.map(({ p50 }) => p50)), BARS.p50Ms),
    within('p99', median(runs.map(({ p99 }) => p99)), BARS.p99Ms),
    figure('cold.p99', runs[0]?.p99 ?? 0, 'ms'),
    { ...figure('effects', effects, 'stored/written'), ratio: effects, against: 'exactly 1' },
    figure('server_cpu', median(runs.map(({ perCall }) => perCall)), 'µs/call'),
  ];
}

interface Run {
  readonly p50: number;
  readonly p99: number;
  /** CPU microseconds of the server and PostgreSQL. */
  readonly perCall: number;
  readonly effects: number;
}

const messageOf = (n: number): WrittenMessage => ({
  id: `wamid.bench${n}`,
  from: `62812${30_000_000 + (n % PEOPLE)}`,
  name: `Pelanggan ${n % PEOPLE}`,
  text: `Halo, pesanan ke-${n} sudah dikirim?`,
});

/** Always the same order, so that two runs can be compared. */
function shuffled(bodies: readonly Buffer[]): Buffer[] {
  return bodies
    .flatMap((body, n) =>
      Array.from({ length: COPIES }, (_, copy) => ({
        body,
        at: n * COPIES + ((n * 7_919 + copy * 104_729) % SHUFFLED_WITHIN),
      })),
    )
    .toSorted((one, other) => one.at - other.at)
    .map(({ body }) => body);
}

/** Milliseconds of each call, ascending. A call leaves at its time, however many are unanswered. */
async function callAll(address: URL, agent: Agent, calls: readonly Buffer[]): Promise<number[]> {
  const begin = performance.now();
  const answers = calls.map(async (body, n) => {
    await sleep(Math.max(0, begin + (n * 1000) / CALLS_PER_SECOND - performance.now()));
    const since = performance.now();
    const status = await bring(address, agent, body);
    if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
    return performance.now() - since;
  });
  return (await Promise.all(answers)).toSorted((one, other) => one - other);
}
