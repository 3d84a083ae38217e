/** Numbers and meters: what the limits count. Every statement runs under the workspace's lock. */
import { defineQuery } from '../../../platform/db.ts';
import { NUMBER_PLACE } from './place.ts';

/**
 * One writer per workspace over all nodes: what it reads is what it decides on, so limits hold exactly and
 * nothing deadlocks. The lock is taken once per batch, not once per request. Rows are reached by key, a few at
 * a time in tables of any size: a plan made while a table was empty would read all of it, and be kept.
 */
export const ONE_WRITER = { alone: 'verify' } as const;

export interface NumberRow {
  readonly phone: string;
  /** Where the row stands until the transaction ends: nobody else writes it. */
  readonly place: string;
  readonly sends: readonly string[];
  readonly wrong_checks: readonly string[];
  readonly consecutive_wrong: number;
  readonly verified_at: Date | null;
}

export const findNumbers = defineQuery<[workspaceId: string, phones: Buffer], NumberRow>(
  'verify.find_numbers',
  `select n.phone, n.place, n.sends, n.wrong_checks, n.consecutive_wrong, n.verified_at
   from unnest($2::text[]) as p (phone), lateral (
     select *, ctid::text as place from verify.number where workspace_id = $1 and phone = p.phone limit 1) n`,
);

/** Lists of times travel as array literals: arrays of arrays must be rectangular. */
export const insertNumbers = defineQuery<
  [
    workspaceId: string,
    phones: Buffer,
    sends: Buffer,
    wrongChecks: Buffer,
    consecutiveWrong: Buffer,
    verifiedAts: Buffer,
    now: Date,
  ]
>(
  'verify.insert_numbers',
  `insert into verify.number (workspace_id, phone, sends, wrong_checks, consecutive_wrong, verified_at, updated_at)
   select $1, phone, sends::bigint[], wrong_checks::bigint[], consecutive_wrong, to_timestamp(verified_at / 1000), $7
   from unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::float8[])
     as u (phone, sends, wrong_checks, consecutive_wrong, verified_at)`,
);

/** Of numbers that were found just now, in the same transaction. */
export const updateNumbers = defineQuery<
  [
    workspaceId: string,
    places: Buffer,
    sends: Buffer,
    wrongChecks: Buffer,
    consecutiveWrong: Buffer,
    verifiedAts: Buffer,
    now: Date,
  ]
>(
  'verify.update_numbers',
  `update verify.number n set sends = u.sends::bigint[], wrong_checks = u.wrong_checks::bigint[],
     consecutive_wrong = u.consecutive_wrong, verified_at = to_timestamp(u.verified_at / 1000), updated_at = $7
   from (select u.*, r.place from unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::float8[])
     as u (at, sends, wrong_checks, consecutive_wrong, verified_at), ${NUMBER_PLACE}) u
   where n.ctid = u.place`,
);

export interface MeterRow {
  readonly scope: 'ip' | 'subnet' | 'prefix' | 'workspace' | 'spend';
  readonly subject: string;
  readonly slot: string;
  readonly uses: readonly string[];
}

export const findMeters = defineQuery<[workspaceId: string, scopes: Buffer, subjects: Buffer], MeterRow>(
  'verify.find_meters',
  `select m.scope, m.subject, m.slot, m.uses
   from unnest($2::text[], $3::text[]) as p (scope, subject), lateral (
     select * from verify.meter where workspace_id = $1 and scope = p.scope and subject = p.subject limit 1) m`,
);

export const saveMeters = defineQuery<
  [workspaceId: string, scopes: Buffer, subjects: Buffer, slots: Buffer, uses: Buffer, now: Date]
>(
  'verify.save_meters',
  `insert into verify.meter (workspace_id, scope, subject, slot, uses, updated_at)
   select $1, scope, subject, slot, uses::bigint[], $6
   from unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) as u (scope, subject, slot, uses)
   on conflict (workspace_id, scope, subject) do update
     set slot = excluded.slot, uses = excluded.uses, updated_at = excluded.updated_at`,
);
