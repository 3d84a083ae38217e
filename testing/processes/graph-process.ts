/** The simulated Graph API in a process of its own, so that its CPU time is not the sender's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { GraphOptions } from '../simulators/graph/index.ts';

const MAIN = fileURLToPath(new URL('../simulators/graph/main.ts', import.meta.url));
const Listening = z.object({ port: z.number() });
const Counts = z.object({
  counts: z.object({ requests: z.number(), taken: z.number(), refused: z.number(), webhooks: z.number() }),
});
type GraphCounts = z.output<typeof Counts>['counts'];

export interface GraphProcess {
  readonly pid: number;
  readonly port: number;
  /** What it has counted so far; one question at a time. */
  counts(): Promise<GraphCounts>;
  stop(): Promise<GraphCounts>;
}

export async function startGraphProcess(options: Omit<GraphOptions, 'reach' | 'now'>): Promise<GraphProcess> {
  // It ends with its input, so it cannot outlive a killed run.
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const { port } = Listening.parse(await next());
  return {
    pid: child.pid ?? 0,
    port,
    async counts() {
      child.stdin.write('?');
      return Counts.parse(await next()).counts;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const { counts } = Counts.parse(await next());
      await ended;
      return counts;
    },
  };
}
