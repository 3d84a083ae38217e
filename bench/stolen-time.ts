import { readFileSync } from 'node:fs';

/** Ticks of all processors since the start: in all, and those that the host gave to other machines (proc(5), `steal`). */
export function processorTicks(): { readonly all: number; readonly stolen: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  // user nice system idle iowait irq softirq steal; what guests take is counted as user time already.
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  return { all: ticks.reduce((sum, one) => sum + one, 0), stolen: ticks[7] ?? 0 };
}

/** The part of the time since `before` that the host took away, in percent. */
export function stolenSince(before: ReturnType<typeof processorTicks>): number {
  const now = processorTicks();
  return (100 * (now.stolen - before.stolen)) / Math.max(1, now.all - before.all);
}
