import { defineQuery } from '../../../platform/db.ts';

export const saveLineStates = defineQuery<
  [workspaceIds: readonly string[], channelIds: readonly string[], states: readonly string[], node: number]
>(
  'messages.save_line_states',
  `insert into messages.line_state as l (workspace_id, channel_id, node, state)
   select workspace_id, channel_id, $4, state::jsonb
   from unnest($1::uuid[], $2::uuid[], $3::text[]) as u (workspace_id, channel_id, state)
   on conflict (workspace_id, channel_id, node) do update set at = now(), state = excluded.state`,
);

/** Of processes that still report: one that is gone has nothing in memory. */
export const listLineStates = defineQuery<
  [workspaceId: string],
  { readonly channel_id: string; readonly state: unknown }
>(
  'messages.list_line_states',
  `select channel_id, state from messages.line_state
   where workspace_id = $1 and at > now() - interval '10 seconds'`,
);

export const purgeLineStates = defineQuery<[], { readonly gone: number }>(
  'messages.purge_line_states',
  `with gone as (delete from messages.line_state where at < now() - interval '1 hour' returning 1)
   select count(*)::int as gone from gone`,
);

export interface OutboxLaneRow {
  readonly channel_id: string;
  readonly lane: number;
  /** At most 10,000 are counted. */
  readonly waiting: number;
  readonly oldest: Date;
}

/** What waits in the outbox and in nobody's memory; the first 10,000 of each lane are counted, by index. */
export const countOutboxLanes = defineQuery<
  [workspaceIds: readonly string[], channelIds: readonly string[]],
  OutboxLaneRow
>(
  'messages.count_outbox_lanes',
  `select u.channel_id, l.lane, w.waiting, w.oldest
   from unnest($1::uuid[], $2::uuid[]) as u (workspace_id, channel_id), generate_series(0, 3) as l (lane),
     lateral (
       select count(*)::int as waiting, min(due) as oldest from (
         select o.due from messages.outbox o
         where o.workspace_id = u.workspace_id and o.channel_id = u.channel_id and o.lane = l.lane
           and o.owner is null and o.due <= now()
         order by o.due limit 10000) as capped) as w
   where w.waiting > 0`,
);

export interface RareEventRow {
  readonly channel_id: string;
  readonly status: number;
  readonly code: string | null;
  readonly messages: number;
  /** Rows that were looked at for this status. */
  readonly seen: number;
}

/** Errors by channel and code among the newest `limit` messages that ended in each rare status, by the partial index. */
export const countRareEvents = defineQuery<[workspaceId: string, since: string, limit: number], RareEventRow>(
  'messages.count_rare_events',
  `select n.channel_id, s.status, n.code, count(*)::int as messages, sum(count(*)) over (partition by s.status)::int as seen
   from (values (35::smallint), (60::smallint), (70::smallint)) as s (status), lateral (
     select e.channel_id, e.code from messages.status_event e
     where e.workspace_id = $1 and e.status = s.status and e.part = 0 and e.status in (35, 50, 60, 70)
       and e.message_id >= $2::bigint
     order by e.message_id desc limit $3) as n
   group by n.channel_id, s.status, n.code
   order by messages desc, s.status, n.code`,
);

/**
 * Sent messages of a workspace and how many of them nobody has given a final receipt for: the newest `$5` of each of
 * ten slices between the ids `$2` and `$3`, sent before `$4`. At most 10 × `$5` messages are looked at, by key.
 */
export const sampleReceipts = defineQuery<
  [workspaceId: string, from: string, until: string, sentBefore: Date, perSlice: number],
  { readonly channel_id: string; readonly sampled: number; readonly missing: number }
>(
  'messages.sample_receipts',
  `select s.channel_id, count(*)::int as sampled, (count(*) filter (where not s.final))::int as missing
   from generate_series(0, 9) as slice (n),
     lateral (
       select m.id from messages.message m
       where m.workspace_id = $1 and m.direction = 0
         and m.id >= $2::bigint + ($3::bigint - $2::bigint) / 10 * slice.n
         and m.id < $2::bigint + ($3::bigint - $2::bigint) / 10 * (slice.n + 1)
       order by m.id desc limit $5) as m,
     lateral (
       select e.channel_id, exists (
           select 1 from messages.status_event r
           where r.workspace_id = $1 and r.message_id = m.id and r.part = 0 and r.status >= 50) as final
       from messages.status_event e
       where e.workspace_id = $1 and e.message_id = m.id and e.part = 0 and e.status = 40 and e.at <= $4
       order by e.attempt desc limit 1) as s
   group by s.channel_id`,
);

export const listReceiptWatch = defineQuery<
  [workspaceId: string],
  {
    readonly channel_id: string;
    readonly sampled: number;
    readonly missing: number;
    readonly missing_since: Date | null;
    readonly at: Date;
  }
>(
  'messages.list_receipt_watch',
  'select channel_id, sampled, missing, missing_since, at from messages.receipt_watch where workspace_id = $1',
);

/** Locks a channel's row, made if need be, and tells what it said before: of several processes one finds a crossing. */
export const lockReceiptWatch = defineQuery<
  [workspaceId: string, channelId: string],
  { readonly missing_since: Date | null }
>(
  'messages.lock_receipt_watch',
  `insert into messages.receipt_watch as w (workspace_id, channel_id, sampled, missing) values ($1, $2, 0, 0)
   on conflict (workspace_id, channel_id) do update set at = w.at returning missing_since`,
);

export const saveReceiptWatch = defineQuery<
  [workspaceId: string, channelId: string, sampled: number, missing: number, isMissing: boolean]
>(
  'messages.save_receipt_watch',
  `update messages.receipt_watch set sampled = $3, missing = $4, at = now(),
     missing_since = case when $5 then coalesce(missing_since, now()) end
   where workspace_id = $1 and channel_id = $2`,
);

/** Workspaces with dead letters they were not told of, unless they were told of others within ten minutes. One step per workspace. */
export const findGrowingDeadLetters = defineQuery<
  [],
  {
    readonly workspace_id: string /** Text, because a `Date` cuts the microseconds off. */;
    readonly newest: string;
    readonly letters: number;
  }
>(
  'messages.find_growing_dead_letters',
  `with recursive spaces as (
     (select workspace_id from messages.dead_letter order by workspace_id limit 1)
     union all
     select (select d.workspace_id from messages.dead_letter d where d.workspace_id > s.workspace_id
             order by d.workspace_id limit 1)
     from spaces s where s.workspace_id is not null)
   select s.workspace_id, n.newest::text, c.letters
   from spaces s
   left join messages.dead_letter_watch w on w.workspace_id = s.workspace_id,
     lateral (select d.at as newest from messages.dead_letter d where d.workspace_id = s.workspace_id
              order by d.at desc limit 1) as n,
     lateral (select count(*)::int as letters from (
       select 1 from messages.dead_letter d
       where d.workspace_id = s.workspace_id and d.at > coalesce(w.seen_at, '-infinity') limit 10000) as capped) as c
   where s.workspace_id is not null and n.newest > coalesce(w.seen_at, '-infinity')
     and coalesce(w.told_at, '-infinity') <= now() - interval '10 minutes'`,
);

/** Comes back with a row for the one process that may tell. */
export const markDeadLettersTold = defineQuery<
  [workspaceId: string, seenAt: string],
  { readonly told: boolean }
>(
  'messages.mark_dead_letters_told',
  `insert into messages.dead_letter_watch as w (workspace_id, seen_at, told_at) values ($1, $2::text::timestamptz, now())
   on conflict (workspace_id) do update set seen_at = excluded.seen_at, told_at = now()
     where w.told_at <= now() - interval '10 minutes'
   returning true as told`,
);

/** The next letters of a filter, newest first; null asks nothing. Each letter is looked at once in a redrive. */
export const nextDeadLetters = defineQuery<
  [
    workspaceId: string,
    before: string,
    code: string | null,
    channelId: string | null,
    since: Date | null,
    until: Date,
    limit: number,
  ],
  { readonly id: string }
>(
  'messages.next_dead_letters',
  `select message_id as id from messages.dead_letter
   where workspace_id = $1 and message_id < $2::bigint and ($3::text is null or code = $3)
     and ($4::uuid is null or channel_id = $4) and ($5::timestamptz is null or at >= $5) and at <= $6
   order by message_id desc limit $7`,
);
