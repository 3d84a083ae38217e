/**
 * Looks at what can stop the whole installation and nobody notices until it does: a disk that fills, a transaction that
 * somebody forgot, queues that vacuum cannot clean. Each process looks for itself, because a full disk takes no notes.
 */
import type { Database } from '../db.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { repeat } from '../repeat.ts';
import { diskUsed } from './disk.ts';
import { type Alarm, type Figures, HEALTHY, type Judged, judgeVitals } from './judge-vitals.ts';
import { readHeldLog, readOldestTransaction, readQueues } from './queries.ts';

/** A disk of 512 MiB at 95 % has room for 5 s of 3,000 messages/s. */
const DISK_MS = 5_000;
/** Of looks at the disk: every 15 s. */
const DATABASE_EVERY = 3;

export interface Vitals {
  /** What is wrong now, the worst first. */
  alarms(): readonly Alarm[];
  stop(): Promise<void>;
}

export interface VitalsDeps {
  /** Worker role. */
  readonly db: Database;
  /** A directory on the disk of the database, where this machine can see it. */
  readonly disk: string | undefined;
  /** Tables that turn over, with their schema. */
  readonly queues: readonly string[];
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
}

export function startVitals(deps: VitalsDeps): Vitals {
  let figures: Figures = { diskUsed: undefined, transactionSeconds: 0, queues: [], heldLogBytes: 0 };
  let judged: Judged = HEALTHY;
  let looks = 0;

  async function look(): Promise<void> {
    figures = { ...figures, diskUsed: await diskUsed(deps.disk) };
    const asksDatabase = looks % DATABASE_EVERY === 0;
    looks += 1;
    // The disk is judged also while the database cannot answer because of it.
    judge(false);
    if (!asksDatabase) return;
    figures = { ...figures, ...(await askDatabase(deps)) };
    judge(true);
  }

  function judge(isLookAtQueues: boolean): void {
    const before = judged.alarms;
    judged = judgeVitals(figures, judged, deps.now(), isLookAtQueues);
    tellChanges(deps.log, before, judged.alarms);
  }

  observe(deps.metrics, () => ({ figures, alarms: judged.alarms }));
  const failure = 'the state of the database is not known';
  const repeated = repeat({ everyMs: DISK_MS, firstMs: 0, run: look, log: deps.log, failure });
  return { alarms: () => judged.alarms, stop: () => repeated.stop() };
}

async function askDatabase({
  db,
  queues,
}: Pick<VitalsDeps, 'db' | 'queues'>): Promise<Omit<Figures, 'diskUsed'>> {
  const [transaction] = await db.query(readOldestTransaction, []);
  const [held] = await db.query(readHeldLog, []);
  return {
    transactionSeconds: transaction?.seconds ?? 0,
    heldLogBytes: held?.bytes ?? 0,
    queues: await db.query(readQueues, [queues]),
  };
}

const keyOf = ({ code, subject }: Alarm): string => `${code} ${subject ?? ''}`;

function tellChanges(log: Logger, before: readonly Alarm[], after: readonly Alarm[]): void {
  const known = new Set(before.map(keyOf));
  const still = new Set(after.map(keyOf));
  for (const { code, value, subject } of after.filter((one) => !known.has(keyOf(one))))
    log.error({ alarm: code, value, subject }, 'alarm');
  for (const { code, subject } of before.filter((one) => !still.has(keyOf(one))))
    log.info({ alarm: code, subject }, 'alarm is over');
}

function observe(
  metrics: Metrics,
  read: () => { readonly figures: Figures; readonly alarms: readonly Alarm[] },
): void {
  metrics.gauge(
    { name: 'titian_database_disk_used_ratio', help: 'Used share of the disk that holds the database' },
    () => {
      const { diskUsed: share } = read().figures;
      return share === undefined ? [] : [[share]];
    },
  );
  metrics.gauge(
    { name: 'titian_database_transaction_seconds', help: 'Age of the oldest open transaction' },
    () => [[read().figures.transactionSeconds]],
  );
  metrics.gauge(
    { name: 'titian_database_log_held_bytes', help: 'Log that is kept for a replica that has not read it' },
    () => [[read().figures.heldLogBytes]],
  );
  const labels = ['queue'];
  metrics.gauge(
    { name: 'titian_queue_dead_rows', help: 'Rows that are gone and still take space', labels },
    () => read().figures.queues.map(({ queue, dead }) => [dead, queue] as const),
  );
  metrics.gauge({ name: 'titian_queue_bytes', help: 'Size of a queue with its indexes', labels }, () =>
    read().figures.queues.map(({ queue, bytes }) => [bytes, queue] as const),
  );
  metrics.gauge({ name: 'titian_alarm', help: '1 while the alarm is on', labels: ['alarm'] }, () =>
    [...new Set(read().alarms.map(({ code }) => code))].map((code) => [1, code] as const),
  );
}
