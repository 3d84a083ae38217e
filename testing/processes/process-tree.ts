/** What the kernel knows about processes: CPU time, memory, children. Linux only (`/proc`, proc(5)). */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** USER_HZ: the unit of times in /proc/<pid>/stat is 10 ms on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Stat {
  readonly state: string;
  readonly parent: number;
  /** Own CPU time and that of children that have ended, in ticks. */
  readonly ticks: number;
}

function statOf(pid: number): Stat | undefined {
  const text = readOrNothing(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The second field is the program's name in parentheses, which may hold blanks and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { state: fields[0] ?? '', parent: Number(fields[1]), ticks };
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The process and everything it has started, directly or not; without the tree of `except`. */
export function treeOf(root: number, except?: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statOf(Number(name))?.parent;
    if (parent !== undefined && Number(name) !== except)
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree: number[] = [];
  for (let next = [root]; next.length > 0; next = next.flatMap((pid) => children.get(pid) ?? []))
    tree.push(...next);
  return tree.filter((pid) => isRunning(pid));
}

/** True while it runs; a process that has ended and waits for its parent does not. */
export function isRunning(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== undefined && stat.state !== 'Z' && stat.state !== 'X';
}

/** CPU seconds of the process and all its descendants, ended ones included; grows only. */
export function cpuSecondsOf(root: number, except?: number): number {
  return treeOf(root, except).reduce((sum, pid) => sum + (statOf(pid)?.ticks ?? 0), 0) / TICKS_PER_SECOND;
}

/** Memory of a process and its descendants in MiB: each one's own, and what they share once. */
export function memoryMibOf(root: number, except?: number): number {
  const kib = (status: string, name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  const statuses = treeOf(root, except).map((pid) => readOrNothing(`/proc/${pid}/status`) ?? '');
  const own = statuses.reduce((sum, status) => sum + kib(status, 'RssAnon'), 0);
  const shared = Math.max(0, ...statuses.map((status) => kib(status, 'RssShmem') + kib(status, 'RssFile')));
  return (own + shared) / 1024;
}

/** Sends the signal to the process and all its descendants. SIGKILL is the crash that nobody can tidy up after. */
export function signalTree(root: number, signal: NodeJS.Signals): void {
  for (const pid of treeOf(root)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

export async function untilEnded(pid: number, timeoutMs: number): Promise<boolean> {
  for (const end = performance.now() + timeoutMs; performance.now() < end; ) {
    if (!isRunning(pid)) return true;
    await sleep(10);
  }
  return !isRunning(pid);
}
