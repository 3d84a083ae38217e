import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { EmbeddedPostgresError } from './log.ts';

const lockShape = z.object({ pid: z.int().positive(), started: z.string() });

/**
 * Claims a data directory for this process, so that a second start does not stop the server of a
 * running one. A lock whose process is gone is taken over. Returns the release.
 */
export function claimDataDirectory(path: string): () => void {
  const mine = JSON.stringify({ pid: process.pid, started: processStart(process.pid) ?? '' });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = liveOwner(path);
    if (owner !== undefined) {
      throw new EmbeddedPostgresError(
        `Titian is already running with this data directory (process ${owner}). ` +
          `Stop it first, or set TITIAN_DATA_DIR to another directory. If that process is not Titian, delete ${path}.`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new EmbeddedPostgresError(`Cannot take over ${path}: another process keeps writing it.`);
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
