/** Rate limits of services, and what they have counted. */
import { defineQuery } from '../../../platform/db.ts';

export interface RateLimitRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}
export interface RateBucketRow {
  readonly id: string;
  readonly rate_limit_id: string;
  readonly most: number;
  readonly interval_seconds: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}
const LIMIT = 'id, name, description, created_at, updated_at';
const BUCKET = 'b.id, b.rate_limit_id, b.most, b.interval_seconds, b.created_at, b.updated_at';

/** Twenty at most. */
export const listRateLimits = defineQuery<[workspaceId: string, service: string], RateLimitRow>(
  'verify.list_rate_limits',
  `select ${LIMIT} from verify.rate_limit where workspace_id = $1 and service_id = $2 order by created_at, id`,
);

export const listRateBuckets = defineQuery<[workspaceId: string, service: string], RateBucketRow>(
  'verify.list_rate_buckets',
  `select ${BUCKET} from verify.rate_limit l
     join verify.rate_bucket b on b.workspace_id = l.workspace_id and b.rate_limit_id = l.id
   where l.workspace_id = $1 and l.service_id = $2 order by b.interval_seconds`,
);

/** No row where the service has one of this name. */
export const insertRateLimit = defineQuery<
  [workspaceId: string, id: string, service: string, name: string, description: string | null],
  { readonly id: string }
>(
  'verify.insert_rate_limit',
  `insert into verify.rate_limit (workspace_id, id, service_id, name, description) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning id`,
);

export const describeRateLimit = defineQuery<
  [workspaceId: string, id: string, description: string | null],
  { readonly id: string }
>(
  'verify.describe_rate_limit',
  `update verify.rate_limit set description = $3, updated_at = now() where workspace_id = $1 and id = $2 returning id`,
);

export const deleteRateLimit = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'verify.delete_rate_limit',
  'delete from verify.rate_limit where workspace_id = $1 and id = $2 returning id',
);

/** No row where the limit counts over this interval already. */
export const insertRateBucket = defineQuery<
  [workspaceId: string, id: string, limit: string, most: number, intervalSeconds: number],
  { readonly id: string }
>(
  'verify.insert_rate_bucket',
  `insert into verify.rate_bucket (workspace_id, id, rate_limit_id, most, interval_seconds) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning id`,
);

/** No row where another bucket of its limit counts over this interval. */
export const updateRateBucket = defineQuery<
  [workspaceId: string, id: string, most: number, intervalSeconds: number],
  { readonly id: string }
>(
  'verify.update_rate_bucket',
  `update verify.rate_bucket b set most = $3, interval_seconds = $4, updated_at = now()
   where b.workspace_id = $1 and b.id = $2 and not exists (select from verify.rate_bucket o
     where o.workspace_id = $1 and o.rate_limit_id = b.rate_limit_id and o.interval_seconds = $4 and o.id <> $2)
   returning id`,
);

export const deleteRateBucket = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'verify.delete_rate_bucket',
  'delete from verify.rate_bucket where workspace_id = $1 and id = $2 returning id',
);

export interface CountedRow {
  readonly name: string;
  /** Null where the limit has no bucket. */
  readonly most: number | null;
  readonly interval_seconds: number | null;
  readonly counted: boolean;
  /** As they were before: null where nothing was counted yet. */
  readonly slot: string | null;
  readonly uses: readonly number[] | null;
}

/** Slots that have passed since the row was written; those of a node whose clock is behind count as none. */
const PASSED = 'least(61, greatest(0, excluded.slot - r.slot))::integer';

/**
 * Counts one use in every bucket of the named limits that has room, in one statement: whoever comes at the same time
 * waits for the row, so two nodes never count past `most`. Always in the same order, so that they wait for each other
 * once and not for ever. `now` in milliseconds.
 */
export const countRateUses = defineQuery<
  [workspaceId: string, service: string, names: readonly string[], values: readonly string[], now: number],
  CountedRow
>(
  'verify.count_rate_uses',
  `with wanted as materialized (
     select l.name, b.id, b.most, b.interval_seconds, sha256(convert_to(u.value, 'UTF8')) as subject,
       floor($5::float8 * 60 / 1000 / b.interval_seconds)::bigint as slot
     from unnest($3::text[], $4::text[]) as u (name, value)
       join verify.rate_limit l on l.workspace_id = $1 and l.service_id = $2 and l.name = u.name
       left join verify.rate_bucket b on b.workspace_id = $1 and b.rate_limit_id = l.id
   ), counted as (
     insert into verify.rate_use as r (workspace_id, bucket_id, interval_seconds, subject, slot, uses, over_at)
     select $1, id, interval_seconds, subject, slot, array_fill(0, array[60]) || 1,
       to_timestamp($5 / 1000) + make_interval(secs => interval_seconds * 61.0 / 60)
     from wanted where id is not null order by id, subject
     on conflict (workspace_id, bucket_id, interval_seconds, subject) do update set
       uses = case when excluded.slot > r.slot
         then r.uses[${PASSED} + 1:61] || array_fill(0, array[${PASSED} - 1]) || 1
         else r.uses[1:60] || r.uses[61] + 1 end,
       slot = greatest(r.slot, excluded.slot),
       over_at = greatest(r.over_at, excluded.over_at)
     where (select coalesce(sum(n), 0) from unnest(r.uses[${PASSED} + 1:61]) as n)
       < (select b.most from verify.rate_bucket b where b.workspace_id = r.workspace_id and b.id = r.bucket_id)
     returning r.bucket_id
   )
   select w.name, w.most, w.interval_seconds, w.id is null or c.bucket_id is not null as counted, r.slot, r.uses
   from wanted w left join counted c on c.bucket_id = w.id left join lateral (
     select slot, uses from verify.rate_use where workspace_id = $1 and bucket_id = w.id
       and interval_seconds = w.interval_seconds and subject = w.subject limit 1) r on true
   order by w.name, w.interval_seconds`,
);
