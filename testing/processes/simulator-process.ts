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

/** Room for new objects as the server has: what waits for half a second is not copied again and again. */
const FLAGS = ['--max-semi-space-size=32', '--import', 'tsx'];

interface Shapes<Place, Counts> {
  readonly place: z.ZodType<Place>;
  readonly counts: z.ZodType<Counts>;
}

/** Starts `testing/simulators/<main>` with these options, and waits until it says where it listens. */
export const startSimulatorProcess = <Place extends object, Counts>(
  main: string,
  options: object,
  shapes: Shapes<Place, Counts>,
): Promise<SimulatorProcess<Counts> & Place> =>
  startProgram(fileURLToPath(new URL(`../simulators/${main}`, import.meta.url)), options, shapes);

/** The same for any program that runs by `run-as-process.ts`. */
export async function startProgram<Place extends object, Counts>(
  path: string,
  options: object,
  shapes: Shapes<Place, Counts>,
): Promise<SimulatorProcess<Counts> & Place> {
  // It ends with its input, so it cannot outlive a killed run.
  const child = spawn(process.execPath, [...FLAGS, path, JSON.stringify(options)], {
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
