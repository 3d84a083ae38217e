import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './choose-account.ts';
import { type DataPaths, serverEnvironment } from './data-directory.ts';
import { isAlive } from './data-lock.ts';
import type { EmbeddedPostgresLog } from './log.ts';

/** 10 MB of server log are kept, plus as much of the previous one. */
const LOG_LIMIT_BYTES = 10_000_000;

export interface PostmasterCommand {
  readonly postgres: string;
  readonly account: Account;
  readonly arguments: readonly string[];
}

/**
 * Starts the server in a session of its own: Ctrl-C in the terminal reaches the application only,
 * which drains first and stops the database last. A log file, not a pipe: the server may outlive us.
 */
export function spawnPostmaster(paths: DataPaths, command: PostmasterCommand): ChildProcess {
  rotateLog(paths.serverLog);
  const log = openSync(paths.serverLog, 'a', 0o600);
  const [program = command.postgres, ...rest] = [
    ...command.account.prefix,
    command.postgres,
    '-D',
    paths.cluster,
    ...command.arguments,
  ];
  try {
    return spawn(program, rest, {
      ...(command.account.prefix.length === 0 ? command.account.drop : {}),
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Stops a server that outlived a killed application. It is stopped rather than adopted: its settings
 * or version may be old, and nobody would notice its end. The data lock guarantees that no other
 * application uses it.
 */
export async function clearLeftover(cluster: string, log: EmbeddedPostgresLog): Promise<void> {
  const pid = postmasterPid(cluster);
  if (pid === undefined || !isAlive(pid)) return;
  if (!isServerOf(pid, cluster)) {
    // The process id was given to another program; PostgreSQL would take that for a running server.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  log.warn(`stopping the PostgreSQL server (process ${pid}) that a killed run left behind`);
  await stopPostmaster(pid, FAST_THEN_IMMEDIATE_MS.leftover);
}

/** How long a fast shutdown (with checkpoint) may take before an immediate one (with recovery at the next start). */
export const FAST_THEN_IMMEDIATE_MS = {
  /** The whole restart is allowed 10 s. */
  leftover: 3_000,
  orderly: 20_000,
} as const;

/**
 * SIGINT is PostgreSQL's fast shutdown: ends sessions, checkpoints, exits. SIGQUIT exits at once and
 * leaves recovery to the next start; SIGKILL is for a server that hangs.
 * Source: PostgreSQL documentation 18.5, Shutting Down the Server.
 */
export async function stopPostmaster(pid: number, fastMs: number): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', fastMs],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 2_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (!isRunning(pid)) return;
      await sleep(20);
    }
  }
}

/** First line of postmaster.pid; undefined when the file is absent. */
export function postmasterPid(cluster: string): number | undefined {
  const pid = Number(postmasterFile(cluster)[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** Fourth line of postmaster.pid: the port the server listens on. */
export function postmasterPort(cluster: string): number | undefined {
  const port = Number(postmasterFile(cluster)[3]);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function postmasterFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** A process id in an old file may belong to any program by now. */
function isServerOf(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return command.includes(cluster) && command.some((part) => part.endsWith('/postgres'));
  } catch {
    return false;
  }
}

/** A zombie (ended, not yet reaped by its parent) does not run any more. */
function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}

function rotateLog(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
}

/** The last lines of the server log, for the message of a failed start. */
export function logTail(path: string, lines = 8): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
