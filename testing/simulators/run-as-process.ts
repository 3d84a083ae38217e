/** How a simulator runs as a process of its own; `testing/processes/simulator-process.ts` is the other end. */
import { fstatSync } from 'node:fs';

export interface Running {
  /** Where it listens, as its first line says it. */
  readonly place: object;
  readonly counts: () => object;
  readonly close: () => Promise<unknown>;
  /** Its counts are gone once it is closed. */
  readonly tellsBeforeClosing?: boolean;
}

/**
 * Starts it with the options of the first argument (JSON). Prints its place as JSON once it listens, its counts for
 * every piece of input, and once more when it is told to stop (SIGTERM or end of input).
 */
export async function runAsProcess<Options>(start: (options: Options) => Promise<Running>): Promise<void> {
  const running = await start(JSON.parse(process.argv[2] ?? '{}') as Options);
  const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  const tell = (): void => print({ counts: running.counts() });
  print(running.place);

  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    if (running.tellsBeforeClosing === true) tell();
    await running.close();
    if (running.tellsBeforeClosing !== true) tell();
    process.exit(0);
  }

  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  // A parent that holds our input open takes us with it when it dies; /dev/null means nothing.
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.on('end', () => void stop());
  process.stdin.on('error', () => void stop());
  process.stdin.on('data', tell);
}
