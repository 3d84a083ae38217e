/** A load on `POST /v1/messages`, and how fast everything it asked for was sent and reported on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { memoryMibOf } from '../testing/processes/process-tree.ts';
import type { Api } from '../testing/processes/titian-api.ts';
import { loadAverage, median } from './figure.ts';
import { readSummary } from './read-summary.ts';
import { cpuOf, type Installation } from './installation.ts';

export interface Load {
  readonly connections: number;
  /** Messages per request. */
  readonly batch: number;
  readonly seconds: number;
}

/** Values by the last part of the figure's name: rates per second, `p50` and `p99` in ms, `cpu.*` in µs per message, memory in MiB. */
export type Run = Readonly<Record<string, number>>;

/** The median of a figure over some runs. */
export const mid = (runs: readonly Run[], what: string): number => median(runs.map((run) => run[what] ?? 0));

const POLL_MS = 100;
/** For what was accepted to be sent and reported on. */
const SETTLE_TIMEOUT_MS = 60_000;

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

/** One run of a load, until the last receipt is stored. */
export async function sendAndWait(installation: Installation, one: Load): Promise<Run> {
  const { api, pids } = installation;
  const before = await readSummary(api);
  const cpuBefore = cpuOf(pids);
  const report = await runLoad(one, installation);
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

/** What the load client reports; it runs in a process of its own. */
export async function runLoad(
  { connections, batch, seconds }: Load,
  { apiKey, url }: Pick<Installation, 'apiKey' | 'url'>,
): Promise<z.output<typeof Report>> {
  const client = fileURLToPath(new URL('load-client.ts', import.meta.url));
  const settings = { connections, batch, seconds, apiKey, port: Number(new URL(url).port) };
  const child = spawn(process.execPath, ['--import', 'tsx', client, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const output = await text(child.stdout);
  await closed;
  if (child.exitCode !== 0) throw new Error('the load client failed');
  return Report.parse(JSON.parse(output));
}

async function untilCounted(api: Api, what: 'sent' | 'delivered', wanted: number): Promise<number> {
  for (const end = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < end; await sleep(POLL_MS)) {
    const now = await readSummary(api);
    if (now[what] === wanted) return Date.now();
    if (now[what] > wanted)
      throw new Error(`${now[what]} messages count as ${what}, but ${wanted} were accepted`);
  }
  throw new Error(
    `${wanted} messages should count as ${what}, but ${(await readSummary(api))[what]} do after a minute`,
  );
}
