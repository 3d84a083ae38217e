/** The frame every server process shares: configuration, start, signals, orderly end. */
import { setFlagsFromString } from 'node:v8';
import { type Configuration, describeFaults, readConfiguration } from '../config/index.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres/index.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { MigrationError } from '../platform/migrate.ts';

/** Longest orderly end; then the process ends anyway and the outbox keeps what was not sent. */
const DRAIN_MS = 25_000;

/**
 * Under load V8 takes the records of messages, which live 10 to 100 ms, for objects that stay, and makes them where only a
 * full collection looks; until then the dead ones keep alive whatever they refer to. 8 % of the CPU time of bulk.
 */
const ALL_START_YOUNG = '--no-allocation-site-pretenuring';

/**
 * The old heap may grow by 120 % of what lived before V8 collects it; left alone V8 lets it become up to four times as large.
 * A fifth less memory in bulk and a third less under overload, at no CPU time that can be measured (60 %: 8 % of the server's).
 */
const COLLECT_SOONER = '--heap-growing-percent=120';

export interface RunningProcess {
  /** Resolves when it cannot go on: it ends in order, with 1, so that whoever watches it starts it again. */
  readonly buried: Promise<void>;
  stop(): Promise<void>;
}

export async function runProcess(
  start: (configuration: Configuration, log: Logger) => Promise<RunningProcess>,
): Promise<void> {
  setFlagsFromString(ALL_START_YOUNG);
  setFlagsFromString(COLLECT_SOONER);
  const read = readConfiguration();
  if (!read.ok) {
    process.stderr.write(`${describeFaults(read.error)}\n`);
    process.exit(2);
  }
  const log = createLogger(read.value.logLevel);
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));
  try {
    const running = await start(read.value, log);
    const code = await Promise.race([asked.then(() => 0), running.buried.then(() => 1)]);
    const timer = setTimeout(() => {
      log.error('the orderly end took too long');
      process.exit(1);
    }, DRAIN_MS);
    await running.stop();
    clearTimeout(timer);
    process.exit(code);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** What a person can do something with; anything unexpected keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof EmbeddedPostgresError || error instanceof MigrationError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is in use. Stop the other program, or choose another port with TITIAN_PORT.';
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
