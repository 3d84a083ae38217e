/** The simulated RBM platform in a process of its own, so that its CPU time is not the server's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RbmOptions } from '../simulators/rbm/index.ts';

const MAIN = fileURLToPath(new URL('../simulators/rbm/main.ts', import.meta.url));
const Listening = z.object({ url: z.string(), tokenUrl: z.string() });
const Counts = z.object({
  counts: z.object({ requests: z.number(), taken: z.number(), tokens: z.number() }),
});
type RbmCounts = z.output<typeof Counts>['counts'];

export interface RbmProcess {
  readonly pid: number;
  readonly url: string;
  readonly tokenUrl: string;
  /** What it has counted so far; one question at a time. */
  counts(): Promise<RbmCounts>;
  stop(): Promise<RbmCounts>;
}

export async function startRbmProcess(
  options: RbmOptions & { readonly webhookUrl?: string },
): Promise<RbmProcess> {
  // It ends with its input, so it cannot outlive a killed run.
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const place = Listening.parse(await next());
  return {
    pid: child.pid ?? 0,
    ...place,
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
