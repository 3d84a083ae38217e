import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { EmbeddedPostgresError, type EmbeddedPostgresLog } from './log.ts';

const lockShape = z.object({ pid: z.int().positive(), started: z.string() });

/** A drain takes a moment: a start right after a stop waits this long for the other process to end. */
const HANDOVER_MS = 5_000;

/**
 * Claims a data directory for this process, so that a second start does not stop the server of a
 * running one. A lock whose process is gone is taken over. Returns the release.
 */
export async function claimDataDirectory(path: string, log: EmbeddedPostgresLog): Promise<() => void> {
  const mine = JSON.stringify({ pid: process.pid, started: processStart(process.pid) ?? '' });
  const deadline = Date.now() + HANDOVER_MS;
  let waiting = false;
  while (true) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = liveOwner(path);
    if (owner === undefined) {
      rmSync(path, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `Titian is already running with this data directory (process ${owner}). ` +
          `Stop it first, or set TITIAN_DATA_DIR to another directory. If that process is not Titian, delete ${path}.`,
      );
    }
    if (!waiting) log.warn(`waiting for process ${owner} to let go of the data directory`);
    waiting = true;
    await sleep(100);
  }
}

/** The process that holds the lock, if it still lives. */
export function liveOwner(path: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const lock = lockShape.safeParse(parseJson(text));
  if (!lock.success) return undefined;
  const started = processStart(lock.data.pid);
  if (started === undefined) return undefined;
  return started === lock.data.started ? lock.data.pid : undefined;
}

/**
 * A number that two processes with the same id do not share: ids are reused, above all in containers.
 * Linux: start time in clock ticks since boot, field 22 of /proc/<pid>/stat (proc(5)); elsewhere
 * only whether the process lives. Undefined when there is no such process.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field is the program name in parentheses and may hold spaces; state follows it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  return isAlive(pid) ? 'alive' : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
