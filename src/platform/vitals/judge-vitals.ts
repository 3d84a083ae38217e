/** What of a look at the database is an alarm. Pure: the same figures after the same alarms are the same alarms. */
import type { QueueRow } from './queries.ts';

/** Shares of the disk: beyond the first somebody must make room, beyond the second campaigns are refused. */
export const DISK_FILLING = 0.9;
export const DISK_NEARLY_FULL = 0.95;
/** An alarm ends this far below the share that raised it, so that it does not flicker. */
const DISK_SLACK = 0.01;
/** Our own transactions take milliseconds. One that stays open keeps vacuum from every queue of the database. */
export const TRANSACTION_SECONDS = 30;
/** 24,000 dead rows made claiming 60 times slower elsewhere; vacuum takes them away every few seconds as a rule. */
export const DEAD_ROWS = 20_000;
/** Looks at the queues (15 s apart) in which there were too many each time: vacuum comes in between. */
export const BLOATED_LOOKS = 3;
/** Four times what the log takes while nothing holds it (`max_wal_size`). */
export const HELD_LOG_BYTES = 8 * 1024 ** 3;

export interface Figures {
  /** Used share of the fullest disk that holds the database; undefined where this process cannot see it. */
  readonly diskUsed: number | undefined;
  readonly transactionSeconds: number;
  readonly queues: readonly QueueRow[];
  readonly heldLogBytes: number;
}

export type AlarmCode =
  | 'disk_filling'
  | 'disk_nearly_full'
  | 'transaction_open'
  | 'queue_bloated'
  | 'log_held';

export interface Alarm {
  readonly code: AlarmCode;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Percent of the disk, seconds, dead rows, or bytes. */
  readonly value: number;
  /** The queue's table; null for alarms about the whole database. */
  readonly subject: string | null;
}

/** What judging remembers from one look to the next. */
export interface Judged {
  readonly alarms: readonly Alarm[];
  /** Looks in a row in which a queue had too many dead rows. */
  readonly bloated: ReadonlyMap<string, number>;
}

export const HEALTHY: Judged = { alarms: [], bloated: new Map() };

/** `isLookAtQueues`: the figures of the queues are new, so their looks count. */
export function judgeVitals(figures: Figures, before: Judged, now: number, isLookAtQueues = true): Judged {
  const had = (code: AlarmCode, subject: string | null): Alarm | undefined =>
    before.alarms.find((alarm) => alarm.code === code && alarm.subject === subject);
  const bloated = isLookAtQueues ? countBloated(figures.queues, before.bloated) : before.bloated;
  const alarms: Alarm[] = [];
  const judge = (code: AlarmCode, isRaised: boolean, value: number, subject: string | null = null): void => {
    if (isRaised) alarms.push({ code, since: had(code, subject)?.since ?? now, value, subject });
  };
  const { diskUsed } = figures;
  if (diskUsed !== undefined) {
    const isOver = (code: AlarmCode, share: number): boolean =>
      diskUsed >= (had(code, null) === undefined ? share : share - DISK_SLACK);
    const isNearlyFull = isOver('disk_nearly_full', DISK_NEARLY_FULL);
    const percent = Math.floor(diskUsed * 1000) / 10;
    judge('disk_nearly_full', isNearlyFull, percent);
    judge('disk_filling', !isNearlyFull && isOver('disk_filling', DISK_FILLING), percent);
  }
  const { transactionSeconds, heldLogBytes } = figures;
  judge('transaction_open', transactionSeconds > TRANSACTION_SECONDS, Math.floor(transactionSeconds));
  for (const { queue, dead } of figures.queues)
    judge('queue_bloated', (bloated.get(queue) ?? 0) >= BLOATED_LOOKS, dead, queue);
  judge('log_held', heldLogBytes > HELD_LOG_BYTES, heldLogBytes);
  return { alarms, bloated };
}

/** More dead than live rows, too: a backlog of a million has as many dead ones between two vacuums. */
function countBloated(
  queues: readonly QueueRow[],
  before: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return new Map(
    queues
      .filter(({ dead, live }) => dead > DEAD_ROWS && dead > live)
      .map(({ queue }) => [queue, (before.get(queue) ?? 0) + 1]),
  );
}
