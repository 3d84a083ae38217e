import { defineQuery } from '../../../platform/db.ts';

/** A message with its current status: the strongest evidence, or what its row in the outbox says. */
export interface MessageRow {
  readonly id: string;
  readonly direction: number;
  readonly class: number;
  readonly channel_id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly operator: string | null;
  readonly body: string;
  readonly encoding: number;
  readonly segments: number;
  readonly price_amount: string | null;
  readonly price_currency: string | null;
  readonly metadata: Record<string, string> | null;
  readonly send_at: Date | null;
  readonly expires_at: Date | null;
  readonly created_at: Date;
  readonly status: number | null;
  readonly status_at: Date | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly queued: boolean;
  readonly owned: boolean | null;
  readonly due: Date | null;
  readonly attempt: number | null;
  /** `MessageContent`; null for plain texts and while it is sealed. */
  readonly content: unknown;
  readonly sealed_content: string | null;
  readonly reply_to: string | null;
}

export const COLUMNS = `m.id, m.direction, m.class, m.channel_id, m.sender, m.recipient, m.operator, m.body, m.encoding,
  m.segments, m.price_amount, m.price_currency, m.metadata, m.send_at, m.expires_at, m.created_at, s.status,
  s.at as status_at, s.code, s.detail, o.id is not null or (s.status is null and m.direction = 0) as queued,
  o.owner is not null or (o.id is null and s.status is null and m.direction = 0) as owned, o.due, o.attempt,
  x.content, x.sealed as sealed_content, x.reply_to`;

/** Proof of delivery first, then the latest attempt, then rank: as `outranks` in status.ts. */
export const CURRENT = `left join lateral (
    select e.status, e.at, e.code, e.detail from messages.status_event e
    where e.workspace_id = m.workspace_id and e.message_id = m.id and e.part = 0
    order by (e.status >= 80) desc, case when e.status >= 80 then 0 else e.attempt end desc, e.status desc limit 1) s on true
  left join messages.outbox o on o.workspace_id = m.workspace_id and o.id = m.id
  left join messages.message_content x on x.workspace_id = m.workspace_id and x.message_id = m.id`;

const FILTERS = `($4::smallint is null or m.direction = $4) and ($5::smallint is null or m.class = $5)
    and ($6::uuid is null or m.channel_id = $6)`;

/** `$2`…: before this id, not older than that id, and filters that null switches off. Reads at most `limit` rows of the key. */
const PAGE = `select * from messages.message
  where workspace_id = $1 and id < $2::bigint and id >= $3::bigint
    and ($4::smallint is null or direction = $4) and ($5::smallint is null or class = $5)
    and ($6::uuid is null or channel_id = $6)`;

export const listMessages = defineQuery<
  [
    workspaceId: string,
    before: string,
    since: string,
    direction: number | null,
    messageClass: number | null,
    channelId: string | null,
    limit: number,
  ],
  MessageRow
>(
  'messages.list',
  `select ${COLUMNS} from (${PAGE} order by id desc limit $7) m ${CURRENT} order by m.id desc`,
);

export const listMessagesOfParty = defineQuery<
  [
    workspaceId: string,
    before: string,
    since: string,
    direction: number | null,
    messageClass: number | null,
    channelId: string | null,
    limit: number,
    party: string,
  ],
  MessageRow
>(
  'messages.list_of_party',
  `select ${COLUMNS} from (${PAGE} and party = $8 order by id desc limit $7) m ${CURRENT} order by m.id desc`,
);

/** Messages with evidence of a rare end (unknown, canceled, expired, failed), newest first, by the partial index. */
export const listMessagesWithRareStatus = defineQuery<
  [
    workspaceId: string,
    before: string,
    since: string,
    direction: number | null,
    messageClass: number | null,
    channelId: string | null,
    limit: number,
    status: number,
  ],
  MessageRow
>(
  'messages.list_rare',
  `with hits as (
     select distinct e.message_id from messages.status_event e
     join messages.message m on m.workspace_id = $1 and m.id = e.message_id
       and m.id < $2::bigint and m.id >= $3::bigint and ${FILTERS}
     where e.workspace_id = $1 and e.status = $8::smallint and e.part = 0 and e.status in (35, 50, 60, 70)
       and e.message_id < $2::bigint and e.message_id >= $3::bigint
     order by e.message_id desc limit $7)
   select ${COLUMNS} from hits join messages.message m on m.workspace_id = $1 and m.id = hits.message_id
   ${CURRENT} order by m.id desc`,
);

/** What has not left yet; outbox and hand-offs are as short as the backlog. */
export const listQueuedMessages = defineQuery<
  [
    workspaceId: string,
    before: string,
    since: string,
    direction: number | null,
    messageClass: number | null,
    channelId: string | null,
    limit: number,
  ],
  MessageRow
>(
  'messages.list_queued',
  `with hits as (
     (select q.id from messages.outbox q join messages.message m on m.workspace_id = $1 and m.id = q.id
       and m.id < $2::bigint and m.id >= $3::bigint and ${FILTERS}
     where q.workspace_id = $1 and q.id < $2::bigint and q.id >= $3::bigint
     order by q.id desc limit $7)
     union
     (select h.id from (
       select u.id from messages.hand_off h cross join unnest(h.message_ids) as u (id)
       where h.workspace_id = $1 and u.id < $2::bigint and u.id >= $3::bigint order by u.id desc) as h
     join messages.message m on m.workspace_id = $1 and m.id = h.id and ${FILTERS}
     where not exists (select from messages.status_event e where e.workspace_id = $1 and e.message_id = h.id)
     order by h.id desc limit $7)
     order by id desc limit $7)
   select ${COLUMNS} from hits join messages.message m on m.workspace_id = $1 and m.id = hits.id
   ${CURRENT} order by m.id desc`,
);

export interface MessageDetailRow extends MessageRow {
  /** `RouteReason`; null where there was nothing to choose. */
  readonly route: unknown;
}

export const findMessage = defineQuery<[workspaceId: string, id: string], MessageDetailRow>(
  'messages.find',
  `select ${COLUMNS}, m.route from messages.message m ${CURRENT} where m.workspace_id = $1 and m.id = $2`,
);

export interface TimelineRow {
  readonly attempt: number;
  readonly status: number;
  readonly part: number;
  readonly at: Date;
  readonly external_id: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly trace: Record<string, string | number | boolean> | null;
}

export const listTimeline = defineQuery<[workspaceId: string, id: string], TimelineRow>(
  'messages.timeline',
  `select attempt, status, part, at, external_id, code, detail, trace from messages.status_event
   where workspace_id = $1 and message_id = $2 order by at, attempt, status, part`,
);

export const insertCancelEvents = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    channelIds: readonly string[],
    attempts: readonly number[],
    code: string | null,
    detail: string | null,
  ]
>(
  'messages.insert_cancel_events',
  `with canceled as (
     insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, code, detail)
     select $1, id, attempt, 50, 0, now(), channel_id, $5, $6
     from unnest($2::bigint[], $3::uuid[], $4::smallint[]) as u (id, channel_id, attempt)
     on conflict do nothing returning 1)
   insert into messages.count_delta (workspace_id, hour, status, messages)
   select $1, date_trunc('hour', now()), 50, count(*) from canceled having count(*) > 0`,
);

export interface DeadLetterRow extends MessageRow {
  readonly dead_code: string;
  readonly dead_detail: string | null;
  readonly dead_attempts: number;
  readonly dead_at: Date;
}

export const listDeadLetters = defineQuery<
  [workspaceId: string, before: string, limit: number],
  DeadLetterRow
>(
  'messages.list_dead_letters',
  `select ${COLUMNS}, d.code as dead_code, d.detail as dead_detail, d.attempts as dead_attempts, d.at as dead_at
   from (select * from messages.dead_letter where workspace_id = $1 and message_id < $2::bigint
         order by message_id desc limit $3) d
   join messages.message m on m.workspace_id = d.workspace_id and m.id = d.message_id
   ${CURRENT} order by m.id desc`,
);

/** Whom outgoing messages are for, and their class. */
export const findParties = defineQuery<
  [workspaceId: string, ids: readonly string[]],
  {
    readonly id: string;
    readonly party: string;
    readonly class: number;
    readonly channel_id: string;
    readonly operator: string | null;
    readonly price_amount: string | null;
    readonly price_currency: string | null;
  }
>(
  'messages.find_parties',
  `select id, party, class, channel_id, operator, price_amount, price_currency from messages.message
   where workspace_id = $1 and id = any($2::bigint[]) and direction = 0`,
);

/** A redriven message is taken out here and put into the outbox in the same transaction. */
export const takeDeadLetters = defineQuery<
  [workspaceId: string, ids: readonly string[]],
  { readonly id: string; readonly channel_id: string; readonly lane: number; readonly attempts: number }
>(
  'messages.take_dead_letters',
  `delete from messages.dead_letter where workspace_id = $1 and message_id = any($2::bigint[])
   returning message_id as id, channel_id, lane, attempts`,
);

export const insertRedriveEvents = defineQuery<
  [workspaceId: string, ids: readonly string[], channelIds: readonly string[], attempts: readonly number[]]
>(
  'messages.insert_redrive_events',
  `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, code)
   select $1, id, attempt, 20, 0, now(), channel_id, 'redriven'
   from unnest($2::bigint[], $3::uuid[], $4::smallint[]) as u (id, channel_id, attempt)
   on conflict do nothing`,
);

/** Folded counters and the few deltas that are not folded yet. */
export const summarise = defineQuery<
  [workspaceId: string, from: Date, until: Date],
  {
    readonly hour: Date;
    readonly status: number;
    readonly currency: string;
    readonly messages: number;
    readonly cost: string;
  }
>(
  'messages.summarise',
  `select hour, status, currency, sum(messages)::int as messages, sum(cost)::bigint as cost from (
     select hour, status, currency, messages, cost from messages.hourly_count
     where workspace_id = $1 and hour >= $2 and hour < $3
     union all
     select hour, status, currency, messages, cost from messages.count_delta
     where workspace_id = $1 and hour >= $2 and hour < $3) as both_kinds
   group by hour, status, currency`,
);

export const countDeadLetters = defineQuery<[workspaceId: string], { readonly dead: number }>(
  'messages.count_dead_letters',
  'select count(*)::int as dead from (select 1 from messages.dead_letter where workspace_id = $1 limit 10000) as capped',
);

/** Written by the phone's owner, or sent to it: what waits or was canceled never got there. */
const ON_PHONE = `(m.direction = 1 or exists (
    select 1 from messages.status_event e
    where e.workspace_id = m.workspace_id and e.message_id = m.id and e.status = 40 and e.part = 0))`;

/** People whom sandbox channels talked with, in the newest `limit` sandbox messages of the last 30 days. */
export const listPhoneThreads = defineQuery<
  [workspaceId: string, channelIds: readonly string[], since: string, limit: number],
  {
    readonly party: string;
    readonly last_id: string;
    readonly last_at: Date;
    readonly last_text: string;
  }
>(
  'messages.list_phone_threads',
  `select distinct on (party) party, id as last_id, created_at as last_at, body as last_text from (
     select party, id, created_at, body from messages.message m
     where workspace_id = $1 and channel_id = any($2::uuid[]) and id >= $3::bigint and ${ON_PHONE}
     order by id desc limit $4) as newest
   order by party, id desc`,
);

export const listPhoneMessages = defineQuery<
  [workspaceId: string, channelIds: readonly string[], party: string, limit: number],
  MessageRow
>(
  'messages.list_phone_messages',
  `select ${COLUMNS} from (
     select * from messages.message m
     where workspace_id = $1 and channel_id = any($2::uuid[]) and party = $3 and ${ON_PHONE}
     order by id desc limit $4) m ${CURRENT} order by m.id`,
);

export const findExternalIds = defineQuery<
  [workspaceId: string, id: string],
  { readonly external_id: string; readonly channel_id: string }
>(
  'messages.find_external_ids',
  `select external_id, channel_id from messages.status_event
   where workspace_id = $1 and message_id = $2 and status = 40 and external_id is not null
   order by attempt desc, part`,
);
