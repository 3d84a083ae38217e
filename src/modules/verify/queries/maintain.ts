/** What is forgotten, and after how many days. Every table finds its old rows by a BRIN index on their time. */
import { defineQuery, type Query } from '../../../platform/db.ts';

type Purge = Query<[days: number, rows: number], { readonly purged: number }>;

const purge = (name: string, table: string, column: string, extra = ''): Purge =>
  defineQuery<[days: number, rows: number], { readonly purged: number }>(
    name,
    `with gone as (delete from ${table} where ctid = any(array(
       select ctid from ${table} where ${column} < now() - make_interval(days => $1) ${extra} limit $2)) returning 1)
     select count(*)::integer as purged from gone`,
  );

const purgeVerifications = purge('verify.purge_verifications', 'verify.verification', 'created_at');
const purgeAttempts = purge('verify.purge_attempts', 'verify.attempt', 'at');
const purgeChecks = purge('verify.purge_checks', 'verify.check_log', 'at');
const purgeMeters = purge('verify.purge_meters', 'verify.meter', 'updated_at');
/** Whether a number was ever verified is worth remembering; ranges of numbers are known again within minutes. */
const purgeNumbers = purge('verify.purge_numbers', 'verify.number', 'updated_at');
const purgeTraces = purge('verify.purge_traces', 'verify.trace', 'updated_at', 'and level >= 2');

export const PURGES: readonly { readonly query: Purge; readonly days: number }[] = [
  { query: purgeVerifications, days: 90 },
  { query: purgeAttempts, days: 30 },
  { query: purgeChecks, days: 30 },
  { query: purgeMeters, days: 1 },
  { query: purgeNumbers, days: 400 },
  { query: purgeTraces, days: 2 },
];
