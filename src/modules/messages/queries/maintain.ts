import { defineQuery } from '../../../platform/db.ts';

/** Moves counter deltas into one row per hour and status. Returns how many were folded. */
export const foldCounts = defineQuery<[limit: number], { readonly folded: number }>(
  'messages.fold_counts',
  `with taken as (
     delete from messages.count_delta where (workspace_id, id) in (
       select workspace_id, id from messages.count_delta limit $1 for update skip locked)
     returning workspace_id, hour, status, currency, messages, cost),
   folded as (
     insert into messages.hourly_count as h (workspace_id, hour, status, currency, messages, cost)
     select workspace_id, hour, status, currency, sum(messages), sum(cost) from taken
     group by workspace_id, hour, status, currency order by workspace_id, hour, status, currency
     on conflict (workspace_id, hour, status, currency) do update
       set messages = h.messages + excluded.messages, cost = h.cost + excluded.cost)
   select count(*)::int as folded from taken`,
);

export const ensurePartitions = defineQuery<[], { readonly made: number }>(
  'messages.ensure_partitions',
  'select messages.ensure_partitions(current_date, current_date + 28) as made',
);

/** Idempotency keys are promised for 72 hours; a day more covers clocks and time zones. */
export const purgeIdempotencyKeys = defineQuery<[], { readonly gone: number }>(
  'messages.purge_idempotency_keys',
  `with gone as (delete from messages.idempotency_key where created_at < now() - interval '96 hours' returning 1)
   select count(*)::int as gone from gone`,
);

/** Providers repeat for up to seven days. */
export const purgeInboundKeys = defineQuery<[], { readonly gone: number }>(
  'messages.purge_inbound_keys',
  `with gone as (delete from messages.inbound_key where at < now() - interval '14 days' returning 1)
   select count(*)::int as gone from gone`,
);
