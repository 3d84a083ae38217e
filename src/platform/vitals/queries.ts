import { defineQuery } from '../db.ts';

export const readOldestTransaction = defineQuery<[], { readonly seconds: number }>(
  'vitals.read_oldest_transaction',
  'select platform.oldest_transaction_seconds() as seconds',
);

export interface QueueRow {
  readonly queue: string;
  /** Rows that are gone and still take space; PostgreSQL's own estimate. */
  readonly dead: number;
  readonly live: number;
  /** With its indexes. */
  readonly bytes: number;
}

/** `queues` are names with their schema. */
export const readQueues = defineQuery<[queues: readonly string[]], QueueRow>(
  'vitals.read_queues',
  `select u.name as queue, pg_stat_get_dead_tuples(to_regclass(u.name))::float8 as dead,
     pg_stat_get_live_tuples(to_regclass(u.name))::float8 as live,
     pg_total_relation_size(to_regclass(u.name))::float8 as bytes
   from unnest($1::text[]) as u (name) where to_regclass(u.name) is not null`,
);

/** Log that PostgreSQL keeps because a replica, or a slot that nobody reads any more, has not read it. */
export const readHeldLog = defineQuery<[], { readonly bytes: number }>(
  'vitals.read_held_log',
  `select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::float8 as bytes
   from pg_replication_slots where restart_lsn is not null`,
);
