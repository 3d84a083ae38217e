/** A simulated provider in a process of its own, so that its CPU time is not the server's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export interface SimulatorProcess<Counts> {
  readonly pid: number;
  /** What it has counted so far; one question at a time. */
  counts(): Promise<Counts>;
  stop(): Promise<Counts>;
}

/** Starts `testing/simulators/<main>` with these options, and waits until it says where it listens. */
export async function startSimulatorProcess<Place extends object, Counts>(
  main: string,
  options: object,
  shapes: { readonly place: z.ZodType<Place>; readonly counts: z.ZodType<Counts> },
): Promise<SimulatorProcess<Counts> & Place> {
  const path = fileURLToPath(new URL(`../simulators/${main}`, import.meta.url));
  // It ends with its input, so it cannot outlive a killed run.
  const child = spawn(process.execPath, ['--import', 'tsx', path, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const Told = z.object({ counts: shapes.counts });
  const place = shapes.place.parse(await next());
  return {
    pid: child.pid ?? 0,
    ...place,
    async counts() {
      child.stdin.write('?');
      return Told.parse(await next()).counts;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const { counts } = Told.parse(await next());
      await ended;
      return counts;
    },
  };
}
