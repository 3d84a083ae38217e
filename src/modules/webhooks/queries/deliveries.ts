import { defineQuery } from '../../../platform/db.ts';

/** One row per delivery in both tables; behind a delivery of its key that waits for a retry, it waits as long. */
export const insertDeliveries = defineQuery<
  [
    workspaceIds: readonly string[],
    endpointIds: readonly string[],
    ids: readonly string[],
    types: readonly string[],
    keys: readonly string[],
    payloads: readonly string[],
  ]
>(
  'webhooks.insert_deliveries',
  `with fresh as (
     insert into webhooks.delivery (workspace_id, endpoint_id, id, type, key, payload)
     select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[])
     returning workspace_id, endpoint_id, id, key
   )
   insert into webhooks.queue (workspace_id, endpoint_id, key, id, due)
   select f.workspace_id, f.endpoint_id, f.key, f.id, coalesce(
     (select q.due from webhooks.queue q
      where q.workspace_id = f.workspace_id and q.endpoint_id = f.endpoint_id and q.key = f.key and q.attempts > 0
      order by q.id limit 1), now())
   from fresh f`,
);

export interface ClaimedRow {
  readonly workspace_id: string;
  readonly endpoint_id: string;
  readonly id: string;
  readonly key: string;
  readonly attempts: number;
  /** Attempts in the log, of earlier queueings too. */
  readonly logged: number;
  readonly type: string;
  readonly payload: string;
}

/**
 * The due deliveries of several endpoints, each with room for so many: of every key only the first one,
 * and none that another sender holds. A dead endpoint's backlog is not read: rows that wait are not due.
 */
export const claimDeliveries = defineQuery<
  [
    workspaceIds: readonly string[],
    endpointIds: readonly string[],
    rooms: readonly number[],
    leaseMs: number,
  ],
  ClaimedRow
>(
  'webhooks.claim_deliveries',
  // Rows by their place (the locks keep it) and deliveries one by one: with a limit that is a parameter, and a
  // plan made while the queue was empty, joins would hash whole tables.
  `with picked as materialized (
     select q.place from unnest($1::uuid[], $2::uuid[], $3::int[]) as w (workspace_id, endpoint_id, room)
     cross join lateral (
       select q.ctid as place from webhooks.queue q
       where q.workspace_id = w.workspace_id and q.endpoint_id = w.endpoint_id and q.due <= now()
         and (q.leased_until is null or q.leased_until < now())
         and q.id = (select e.id from webhooks.queue e where e.workspace_id = q.workspace_id
           and e.endpoint_id = q.endpoint_id and e.key = q.key order by e.id limit 1)
       order by q.due limit w.room
       for update of q skip locked
     ) q
   ), leased as (
     update webhooks.queue q set leased_until = now() + $4::float8 * interval '1 millisecond'
     where q.ctid = any (array(select place from picked))
     returning q.workspace_id, q.endpoint_id, q.key, q.id, q.attempts
   )
   select l.workspace_id, l.endpoint_id, l.id, l.key, l.attempts, d.type, d.payload, d.logged
   from leased l cross join lateral (
     select d.type, d.payload, coalesce((d.attempts -> -1 ->> 'number')::int, 0) as logged from webhooks.delivery d
     where d.workspace_id = l.workspace_id and d.endpoint_id = l.endpoint_id and d.id = l.id limit 1
   ) d order by l.id`,
);

type OutcomeArrays = [
  workspaceIds: readonly string[],
  endpointIds: readonly string[],
  keys: readonly string[],
  ids: readonly string[],
  /** Milliseconds until the next attempt; null when there is none. */
  delays: readonly (number | null)[],
];

/** Removes what is finished; what is tried again waits, and what follows it under its key waits with it. */
export const settleQueue = defineQuery<OutcomeArrays>(
  'webhooks.settle_queue',
  `with o as materialized (
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::float8[])
       as o (workspace_id, endpoint_id, key, id, delay)
   ), gone as (
     delete from webhooks.queue q using o
     where o.delay is null and q.workspace_id = o.workspace_id and q.endpoint_id = o.endpoint_id
       and q.key = o.key and q.id = o.id
   )
   update webhooks.queue q set due = now() + o.delay * interval '1 millisecond',
     attempts = q.attempts + (q.id = o.id)::int, leased_until = null
   from o
   where o.delay is not null and q.workspace_id = o.workspace_id and q.endpoint_id = o.endpoint_id
     and q.key = o.key and q.id >= o.id`,
);

/** What followed something that is now finished need not wait for its retry any more. */
export const releaseFollowers = defineQuery<
  [workspaceIds: readonly string[], endpointIds: readonly string[], keys: readonly string[]]
>(
  'webhooks.release_followers',
  `update webhooks.queue q set due = now()
   from unnest($1::uuid[], $2::uuid[], $3::text[]) as o (workspace_id, endpoint_id, key)
   where q.workspace_id = o.workspace_id and q.endpoint_id = o.endpoint_id and q.key = o.key and q.attempts = 0
     and q.due > now()`,
);

export const logAttempts = defineQuery<
  [
    workspaceIds: readonly string[],
    endpointIds: readonly string[],
    ids: readonly string[],
    statuses: readonly string[],
    attempts: readonly string[],
  ]
>(
  'webhooks.log_attempts',
  `update webhooks.delivery d set status = o.status,
     finished_at = case when o.status = 'pending' then null else now() end,
     attempts = case when jsonb_array_length(d.attempts) >= 30 then d.attempts - 0 else d.attempts end || o.attempt::jsonb
   from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[]) as o (workspace_id, endpoint_id, id, status, attempt)
   where d.workspace_id = o.workspace_id and d.endpoint_id = o.endpoint_id and d.id = o.id`,
);

export interface DeliveryRow {
  readonly id: string;
  readonly type: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: unknown;
  readonly finished_at: Date | null;
  readonly due: Date | null;
  readonly payload: string;
}

const DELIVERY = `d.id, d.type, d.status, d.attempts, d.finished_at, d.payload, (select q.due from webhooks.queue q
   where q.workspace_id = d.workspace_id and q.endpoint_id = d.endpoint_id and q.key = d.key and q.id = d.id) as due`;

/** Newest first, below an id. */
export const listDeliveries = defineQuery<
  [workspaceId: string, endpointId: string, before: string, limit: number],
  DeliveryRow
>(
  'webhooks.list_deliveries',
  `select ${DELIVERY} from webhooks.delivery d
   where d.workspace_id = $1 and d.endpoint_id = $2 and d.id < $3 order by d.id desc limit $4`,
);

export const listDeliveriesOf = defineQuery<
  [workspaceId: string, endpointId: string, before: string, limit: number, status: string],
  DeliveryRow
>(
  'webhooks.list_deliveries_of',
  `select ${DELIVERY} from webhooks.delivery d
   where d.workspace_id = $1 and d.endpoint_id = $2 and d.id < $3 and d.status = $5 order by d.id desc limit $4`,
);

export const findDelivery = defineQuery<[workspaceId: string, endpointId: string, id: string], DeliveryRow>(
  'webhooks.find_delivery',
  `select ${DELIVERY} from webhooks.delivery d where d.workspace_id = $1 and d.endpoint_id = $2 and d.id = $3`,
);

/** Queues finished deliveries once more, with the schedule from its beginning. */
export const requeueDeliveries = defineQuery<
  [workspaceId: string, endpointId: string, ids: readonly string[]],
  { readonly id: string }
>(
  'webhooks.requeue_deliveries',
  `with again as (
     update webhooks.delivery d set status = 'pending', finished_at = null
     where d.workspace_id = $1 and d.endpoint_id = $2 and d.id = any($3::bigint[]) and d.status <> 'pending'
     returning workspace_id, endpoint_id, key, id
   )
   insert into webhooks.queue (workspace_id, endpoint_id, key, id)
   select workspace_id, endpoint_id, key, id from again on conflict do nothing returning id`,
);

export const requeueFailed = defineQuery<
  [workspaceId: string, endpointId: string, from: string, limit: number],
  { readonly id: string }
>(
  'webhooks.requeue_failed',
  `with failed as (
     select id from webhooks.delivery
     where workspace_id = $1 and endpoint_id = $2 and status = 'failed' and id >= $3 order by id limit $4 for update
   ), again as (
     update webhooks.delivery d set status = 'pending', finished_at = null from failed f
     where d.workspace_id = $1 and d.endpoint_id = $2 and d.id = f.id
     returning d.workspace_id, d.endpoint_id, d.key, d.id
   )
   insert into webhooks.queue (workspace_id, endpoint_id, key, id)
   select workspace_id, endpoint_id, key, id from again on conflict do nothing returning id`,
);

/** The oldest ones below an id, so many at a time; returns how many there were. */
export const purgeDeliveries = defineQuery<
  [workspaceId: string, endpointId: string, before: string, limit: number],
  { readonly purged: number }
>(
  'webhooks.purge_deliveries',
  `with old as (
     select workspace_id, endpoint_id, key, id from webhooks.delivery
     where workspace_id = $1 and endpoint_id = $2 and id < $3 order by id limit $4
   ), unqueued as (
     delete from webhooks.queue q using old o
     where q.workspace_id = o.workspace_id and q.endpoint_id = o.endpoint_id and q.key = o.key and q.id = o.id
   ), gone as (
     delete from webhooks.delivery d using old o
     where d.workspace_id = o.workspace_id and d.endpoint_id = o.endpoint_id and d.id = o.id returning d.id
   )
   select count(*)::int as purged from gone`,
);
