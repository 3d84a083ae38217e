/** Counts per hour, as insight shows them: summed in memory, written once per batch. */
import type { FlushContext } from './flush-deps.ts';
import { addHourly } from './queries/insight.ts';

const HOUR_MS = 3_600_000;
/** Upper ends in seconds of the classes that times to verify are counted in; the last one is open. */
export const TIME_CLASSES = [10, 20, 30, 60, 120, 300] as const;

export interface HourlyPlace {
  /** Milliseconds. */
  readonly at: number;
  readonly serviceId: string;
  readonly channel: string;
  readonly operator: string | null;
  readonly sender: string | null;
}
export type HourlyCount =
  | { readonly what: 'sent'; readonly cost: number }
  | { readonly what: 'limited' | 'blocked' }
  | { readonly what: 'verified'; readonly seconds: number };

export function writeHourly(
  { tx, workspaceId }: FlushContext,
  counts: readonly (HourlyPlace & HourlyCount)[],
): void {
  if (counts.length === 0) return;
  const rows = new Map<string, ReturnType<typeof emptyRow>>();
  for (const count of counts) {
    const empty = emptyRow(count);
    const key = [empty.hour, empty.service_id, empty.channel, empty.operator, empty.sender].join('\n');
    const row = rows.get(key) ?? empty;
    rows.set(key, row);
    row[count.what] += 1;
    if (count.what === 'sent') row.cost += count.cost;
    if (count.what === 'verified') {
      row.seconds += count.seconds;
      const found = TIME_CLASSES.findIndex((end) => count.seconds <= end);
      const at = found === -1 ? TIME_CLASSES.length : found;
      row.classes[at] = (row.classes[at] ?? 0) + 1;
    }
  }
  tx.send(addHourly, [workspaceId, JSON.stringify([...rows.values()])]);
}

const emptyRow = ({ at, serviceId, channel, operator, sender }: HourlyPlace) => ({
  hour: Math.floor(at / HOUR_MS) * HOUR_MS,
  service_id: serviceId,
  channel,
  operator: operator ?? 'others',
  sender: sender ?? '',
  sent: 0,
  limited: 0,
  blocked: 0,
  verified: 0,
  seconds: 0,
  cost: 0,
  classes: [...TIME_CLASSES.map(() => 0), 0],
});
