/** What is forgotten, and after how many days. Every table finds its old rows by a BRIN index on their time. */
import { defineQuery, type Query } from '../../../platform/db.ts';

type Purge = Query<[days: number, rows: number], { readonly purged: number }>;

const purgeVerifications: Purge = defineQuery(
  'verify.purge_verifications',
  `with gone as (delete from verify.verification where ctid = any(array(
     select ctid from verify.verification where created_at < now() - make_interval(days => $1) limit $2)) returning 1)
   select count(*)::integer as purged from gone`,
);

const purgeAttempts: Purge = defineQuery(
  'verify.purge_attempts',
  `with gone as (delete from verify.attempt where ctid = any(array(
     select ctid from verify.attempt where at < now() - make_interval(days => $1) limit $2)) returning 1)
   select count(*)::integer as purged from gone`,
);

const purgeChecks: Purge = defineQuery(
  'verify.purge_checks',
  `with gone as (delete from verify.check_log where ctid = any(array(
     select ctid from verify.check_log where at < now() - make_interval(days => $1) limit $2)) returning 1)
   select count(*)::integer as purged from gone`,
);

const purgeMeters: Purge = defineQuery(
  'verify.purge_meters',
  `with gone as (delete from verify.meter where ctid = any(array(
     select ctid from verify.meter where updated_at < now() - make_interval(days => $1) limit $2)) returning 1)
   select count(*)::integer as purged from gone`,
);

/** Whether a number was ever verified is worth remembering; ranges of numbers are known again within minutes. */
const purgeNumbers: Purge = defineQuery(
  'verify.purge_numbers',
  `with gone as (delete from verify.number where ctid = any(array(
     select ctid from verify.number where updated_at < now() - make_interval(days => $1) limit $2)) returning 1)
   select count(*)::integer as purged from gone`,
);

const purgeTraces: Purge = defineQuery(
  'verify.purge_traces',
  `with gone as (delete from verify.trace where ctid = any(array(
     select ctid from verify.trace where updated_at < now() - make_interval(days => $1) and level >= 2 limit $2)) returning 1)
   select count(*)::integer as purged from gone`,
);

/** Values that nobody asked with for a whole interval. */
const purgeRateUses: Purge = defineQuery(
  'verify.purge_rate_uses',
  `with gone as (delete from verify.rate_use where ctid = any(array(
     select ctid from verify.rate_use where over_at < now() - make_interval(days => $1) limit $2)) returning 1)
   select count(*)::integer as purged from gone`,
);

export const PURGES: readonly { readonly query: Purge; readonly days: number }[] = [
  { query: purgeVerifications, days: 90 },
  { query: purgeAttempts, days: 30 },
  { query: purgeChecks, days: 30 },
  { query: purgeMeters, days: 1 },
  { query: purgeNumbers, days: 400 },
  { query: purgeTraces, days: 2 },
  { query: purgeRateUses, days: 1 },
];
