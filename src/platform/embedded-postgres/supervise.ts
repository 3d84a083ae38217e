import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { probe, setUp } from './bootstrap.ts';
import type { Credentials, DataPaths } from './data-directory.ts';
import { EmbeddedPostgresError, type EmbeddedPostgresLog } from './log.ts';
import {
  FAST_THEN_IMMEDIATE_MS,
  logTail,
  type PostmasterCommand,
  spawnPostmaster,
  stopPostmaster,
} from './postmaster.ts';

/** Recovery after a kill replays up to 2 GB of WAL; a slow disk needs more than a few seconds for that. */
const START_PATIENCE_MS = 60_000;

/**
 * Backends of a killed server end within moments, but hold its shared memory until then and make a new
 * server refuse to start. A refused start is repeated this often within the patience.
 */
const RETRY_MS = 100;
const SHARED_MEMORY_PATIENCE_MS = 8_000;

export interface Supervised {
  readonly paths: DataPaths;
  readonly command: PostmasterCommand;
  readonly port: number;
  readonly credentials: Credentials;
  readonly log: EmbeddedPostgresLog;
}

/** Starts the server, waits until it answers, and starts it again whenever it ends by itself. Returns the stop. */
export async function superviseServer(server: Supervised): Promise<() => Promise<void>> {
  let stopping = false;
  let child = await startUntilReady(server, () => stopping);
  // A process that exits without calling stop must not leave the server running.
  const onExit = () => void child.kill('SIGINT');
  process.once('exit', onExit);

  const watching = (async () => {
    while (true) {
      await ended(child);
      if (stopping) return;
      server.log.warn(`PostgreSQL ended by itself (${describeEnd(child)}); starting it again`);
      child = (await restart(server, () => stopping)) ?? child;
      if (stopping) return end(child);
    }
  })();

  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= (async () => {
      stopping = true;
      process.removeListener('exit', onExit);
      await end(child);
      await watching;
    })();
    return stopped;
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid !== undefined && !hasEnded(child))
    await stopPostmaster(child.pid, FAST_THEN_IMMEDIATE_MS.orderly);
}

/** Keeps trying: the application answers 503 meanwhile and recovers when the server is back. */
async function restart(server: Supervised, isStopping: () => boolean): Promise<ChildProcess | undefined> {
  for (let pause = 250; !isStopping(); pause = Math.min(pause * 2, 5_000)) {
    try {
      return await startUntilReady(server, isStopping);
    } catch (error) {
      server.log.warn(`PostgreSQL did not start: ${error instanceof Error ? error.message : String(error)}`);
      await sleep(pause);
    }
  }
  return undefined;
}

async function startUntilReady(server: Supervised, isStopping: () => boolean): Promise<ChildProcess> {
  const started = Date.now();
  while (true) {
    const child = spawnPostmaster(server.paths, server.command);
    let failure: Error | undefined;
    child.once('error', (error) => (failure = error));
    while (!hasEnded(child) && failure === undefined && !isStopping()) {
      const state = await probe(server.port, server.credentials);
      if (state === 'ready') return child;
      if (state === 'not-set-up') await setUp(server.port, server.credentials);
      else await sleep(20);
      if (Date.now() - started > START_PATIENCE_MS && child.pid !== undefined) {
        await stopPostmaster(child.pid, FAST_THEN_IMMEDIATE_MS.leftover);
        throw new EmbeddedPostgresError(startFailure('it did not answer within 60 s', server));
      }
    }
    if (isStopping()) return child;
    const tail = logTail(server.paths.serverLog, 2);
    const held =
      /pre-existing shared memory block/.test(tail) && Date.now() - started < SHARED_MEMORY_PATIENCE_MS;
    if (!held) throw new EmbeddedPostgresError(startFailure(failure?.message ?? describeEnd(child), server));
    await sleep(RETRY_MS);
  }
}

function startFailure(reason: string, server: Supervised): string {
  return `The bundled PostgreSQL did not start: ${reason}. Last lines of ${server.paths.serverLog}:\n${logTail(server.paths.serverLog)}`;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function ended(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) await once(child, 'exit');
}

const describeEnd = (child: ChildProcess): string =>
  child.signalCode === null ? `exit code ${child.exitCode}` : `signal ${child.signalCode}`;
