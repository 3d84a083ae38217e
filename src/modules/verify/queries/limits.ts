/** Numbers and meters: what the limits count. Every statement runs under the workspace's lock. */
import { defineQuery } from '../../../platform/db.ts';

/**
 * One writer per workspace over all nodes: what it reads is what it decides on, so limits hold exactly and
 * nothing deadlocks. It is taken once per batch, not once per request. What follows reaches rows by key, a few at
 * a time in tables of any size: a plan made while a table was empty would read all of it, and be kept.
 */
export const lockVerify = defineQuery<[workspaceId: string]>(
  'verify.lock',
  `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
     set_config('enable_mergejoin', 'off', true), pg_advisory_xact_lock(hashtextextended('verify:' || $1::text, 0))`,
);

export interface NumberRow {
  readonly phone: string;
  readonly sends: readonly string[];
  readonly wrong_checks: readonly string[];
  readonly consecutive_wrong: number;
  readonly verified_at: Date | null;
}

export const findNumbers = defineQuery<[workspaceId: string, phones: readonly string[]], NumberRow>(
  'verify.find_numbers',
  `select n.phone, n.sends, n.wrong_checks, n.consecutive_wrong, n.verified_at
   from unnest($2::text[]) as p (phone), lateral (
     select * from verify.number where workspace_id = $1 and phone = p.phone limit 1) n`,
);

/** Lists of times travel as array literals: arrays of arrays must be rectangular. */
export const saveNumbers = defineQuery<
  [
    workspaceId: string,
    phones: readonly string[],
    sends: readonly string[],
    wrongChecks: readonly string[],
    consecutiveWrong: readonly number[],
    verifiedAts: readonly (Date | null)[],
    now: Date,
  ]
>(
  'verify.save_numbers',
  `insert into verify.number (workspace_id, phone, sends, wrong_checks, consecutive_wrong, verified_at, updated_at)
   select $1, phone, sends::bigint[], wrong_checks::bigint[], consecutive_wrong, verified_at, $7
   from unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::timestamptz[])
     as u (phone, sends, wrong_checks, consecutive_wrong, verified_at)
   on conflict (workspace_id, phone) do update set sends = excluded.sends, wrong_checks = excluded.wrong_checks,
     consecutive_wrong = excluded.consecutive_wrong, verified_at = excluded.verified_at, updated_at = excluded.updated_at`,
);

export interface MeterRow {
  readonly scope: 'ip' | 'subnet' | 'prefix' | 'workspace' | 'spend';
  readonly subject: string;
  readonly slot: string;
  readonly uses: readonly string[];
}

export const findMeters = defineQuery<
  [workspaceId: string, scopes: readonly string[], subjects: readonly string[]],
  MeterRow
>(
  'verify.find_meters',
  `select m.scope, m.subject, m.slot, m.uses
   from unnest($2::text[], $3::text[]) as p (scope, subject), lateral (
     select * from verify.meter where workspace_id = $1 and scope = p.scope and subject = p.subject limit 1) m`,
);

export const saveMeters = defineQuery<
  [
    workspaceId: string,
    scopes: readonly string[],
    subjects: readonly string[],
    slots: readonly number[],
    uses: readonly string[],
    now: Date,
  ]
>(
  'verify.save_meters',
  `insert into verify.meter (workspace_id, scope, subject, slot, uses, updated_at)
   select $1, scope, subject, slot, uses::bigint[], $6
   from unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) as u (scope, subject, slot, uses)
   on conflict (workspace_id, scope, subject) do update
     set slot = excluded.slot, uses = excluded.uses, updated_at = excluded.updated_at`,
);
