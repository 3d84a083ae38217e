import { defineQuery } from '../../../platform/db.ts';

/** A queued message with everything that sending it needs. */
export interface ClaimedRow {
  readonly id: string;
  readonly attempt: number;
  readonly busy: number;
  readonly charge: number;
  readonly plan: unknown;
  readonly lane: number;
  readonly operator: string | null;
  readonly price_amount: string | null;
  readonly price_currency: string | null;
  readonly sender: string;
  readonly recipient: string;
  readonly body: string;
  readonly segments: number;
  readonly expires_at: Date;
  readonly created_at: Date;
  /** That it was accepted and priced for; another one than it waits for when it has fallen back. */
  readonly first_channel_id: string;
}

const CLAIMED = `select t.id, t.attempt, t.busy, t.charge, t.plan, t.lane, m.operator, m.price_amount, m.price_currency, m.sender,
     m.recipient, m.body, m.segments, t.expires_at, m.created_at, m.channel_id as first_channel_id
   from taken t join messages.message m on m.workspace_id = t.workspace_id and m.id = t.id
   order by t.lane, t.id`;

/** What booking the cost of a message needs, when it leaves the outbox without having been sent. */
export interface TakenRow {
  readonly id: string;
  readonly channel_id: string;
  readonly attempt: number;
  readonly charge: number;
  readonly operator: string | null;
  readonly price_amount: string | null;
  readonly price_currency: string | null;
  readonly lane: number;
}

const TAKEN = `t.id, t.channel_id, t.attempt, t.charge, t.lane, m.operator, m.price_amount, m.price_currency
   from taken t join messages.message m on m.workspace_id = t.workspace_id and m.id = t.id`;

/** Batches of 500 cost 8-18 µs a row; one at a time 230 µs. */
export const claimOutbox = defineQuery<
  [workspaceId: string, channelId: string, node: number, limit: number, lastLane: number],
  ClaimedRow
>(
  'messages.claim_outbox',
  `with due as (
     select workspace_id, id from messages.outbox
     where workspace_id = $1 and channel_id = $2 and owner is null and lane <= $5 and due <= now()
     order by lane, due limit $4 for update skip locked),
   taken as (
     update messages.outbox o set owner = $3 from due
     where o.workspace_id = due.workspace_id and o.id = due.id
     returning o.*)
   ${CLAIMED}`,
);

/** Waiting messages of a channel that is down, that have another channel to go to. */
export const claimStranded = defineQuery<
  [workspaceId: string, channelId: string, node: number, limit: number],
  ClaimedRow
>(
  'messages.claim_stranded',
  `with due as (
     select workspace_id, id from messages.outbox
     where workspace_id = $1 and channel_id = $2 and owner is null and plan is not null and due <= now()
     order by id limit $4 for update skip locked),
   taken as (
     update messages.outbox o set owner = $3 from due
     where o.workspace_id = due.workspace_id and o.id = due.id
     returning o.*)
   ${CLAIMED}`,
);

/** Rows of nodes that no longer exist become free: at start, and whenever a node has died. */
export const freeOrphans = defineQuery<[], { readonly freed: string }>(
  'messages.free_orphans',
  `with freed as (
     update messages.outbox set owner = null
     where owner is not null and owner not in (select number from platform.node) returning 1)
   select count(*) as freed from freed`,
);

/** Whether it is written down what became of `m`; a receipt that overtook the answer says nothing about its charge. */
const HAS_OUTCOME = `exists (
     select from messages.status_event e
     where e.workspace_id = m.workspace_id and e.message_id = m.id and e.part = 0
       and (e.status <= 50 or (e.status <= 70 and e.external_id is null)))`;

/**
 * Messages that a node holds of a hand-off get rows of their own, owned by it, unless it is written down what became of
 * them. Nothing happens to a hand-off that another node has taken apart, believing this one dead.
 */
export const takeOutOfHandOff = defineQuery<
  [workspaceIds: readonly string[], ids: readonly string[], handOffs: readonly string[]]
>(
  'messages.take_out_of_hand_off',
  `insert into messages.outbox (workspace_id, id, channel_id, lane, due, expires_at, owner, charge, plan)
   select h.workspace_id, m.id, h.channel_id, h.lane, h.due, h.expires_at, h.owner, h.charge, h.plan
   from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as m (workspace_id, id, hand_off)
   join messages.hand_off h on h.workspace_id = m.workspace_id and h.id = m.hand_off
   where not ${HAS_OUTCOME}
   for key share of h
   on conflict do nothing`,
);

/** Hand-offs of which no message is in memory any more. */
export const endHandOffs = defineQuery<[workspaceIds: readonly string[], ids: readonly string[]]>(
  'messages.end_hand_offs',
  `delete from messages.hand_off h using unnest($1::uuid[], $2::bigint[]) as u (workspace_id, id)
   where h.workspace_id = u.workspace_id and h.id = u.id`,
);

/**
 * Takes hand-offs of nodes that no longer exist apart, so many at a time: what was not done with waits in the outbox. Looks
 * at each message of them once, 5 µs.
 */
export const takeApartOrphans = defineQuery<[limit: number], { readonly apart: number }>(
  'messages.take_apart_orphans',
  `with orphan as (
     select workspace_id, id from messages.hand_off
     where owner not in (select number from platform.node) limit $1 for update skip locked),
   gone as (
     delete from messages.hand_off h using orphan
     where h.workspace_id = orphan.workspace_id and h.id = orphan.id returning h.*),
   freed as (
     insert into messages.outbox (workspace_id, id, channel_id, lane, due, expires_at, charge, plan)
     select g.workspace_id, m.id, g.channel_id, g.lane, g.due, g.expires_at, g.charge, g.plan
     from gone g cross join unnest(g.message_ids) as u (id)
     join messages.message m on m.workspace_id = g.workspace_id and m.id = u.id
     where not ${HAS_OUTCOME}
     on conflict do nothing)
   select count(*)::int as apart from gone`,
);

/** Hands rows back that this node owns but will not send. */
export const releaseOutbox = defineQuery<
  [workspaceIds: readonly string[], ids: readonly string[], node: number]
>(
  'messages.release_outbox',
  `update messages.outbox o set owner = null
   from unnest($1::uuid[], $2::bigint[]) as u (workspace_id, id)
   where o.workspace_id = u.workspace_id and o.id = u.id and o.owner = $3`,
);

/** Waiting messages whose time is over; those in memory are expired by the line that holds them. */
export const takeExpired = defineQuery<
  [limit: number, node: number],
  TakenRow & { readonly workspace_id: string }
>(
  'messages.take_expired',
  `with due as (
     select workspace_id, id from messages.outbox where owner is null and attempt > 0 and expires_at <= now()
     order by expires_at limit $1 for update skip locked),
   taken as (
     update messages.outbox o set owner = $2 from due
     where o.workspace_id = due.workspace_id and o.id = due.id
     returning o.*)
   select t.workspace_id, ${TAKEN}`,
);

/** Takes one message back; nothing comes back when it has left, or when another process holds it. */
export const takeForCancel = defineQuery<[workspaceId: string, id: string, heldHere: boolean], TakenRow>(
  'messages.take_for_cancel',
  `with taken as (
     delete from messages.outbox where workspace_id = $1 and id = $2 and (owner is null or $3) returning *)
   select ${TAKEN}`,
);

/** What waits for a person: transactional and marketing messages that are not done with. */
export const findForParty = defineQuery<
  [workspaceId: string, party: string, sinceId: string],
  { readonly id: string }
>(
  'messages.find_for_party',
  `select m.id from messages.message m
   where m.workspace_id = $1 and m.party = $2 and m.id > $3::bigint and m.direction = 0 and m.class in (1, 3)
     and (exists (select from messages.outbox o where o.workspace_id = m.workspace_id and o.id = m.id)
       or not exists (select from messages.status_event e where e.workspace_id = m.workspace_id and e.message_id = m.id))`,
);

/** Takes back those that nobody holds, and those that this process held in memory: the others have left. */
export const takeWaiting = defineQuery<
  [workspaceId: string, ids: readonly string[], heldHere: readonly string[]],
  TakenRow
>(
  'messages.take_waiting',
  `with taken as (
     delete from messages.outbox where workspace_id = $1 and id = any($2::bigint[])
       and (owner is null or id = any($3::bigint[])) returning *)
   select ${TAKEN}`,
);

/**
 * At most 10,000 of the outbox: a figure that screens ask for every few seconds may not cost more with the backlog. Lines
 * are first in, first out: of a hand-off whose first message has not left, none has, and the others are looked at.
 */
export const countWaiting = defineQuery<[workspaceId: string], { readonly waiting: number }>(
  'messages.count_waiting',
  `select (
     (select count(*) from (select 1 from messages.outbox where workspace_id = $1 limit 10000) as capped)
     + (select coalesce(sum(case
         when exists (select from messages.status_event e where e.workspace_id = $1 and e.message_id = h.id)
         then (select count(*) from unnest(h.message_ids) as u (id) where not exists (
             select from messages.status_event e where e.workspace_id = $1 and e.message_id = u.id)
           and not exists (select from messages.outbox o where o.workspace_id = $1 and o.id = u.id))
         else cardinality(h.message_ids) end), 0)
       from messages.hand_off h where h.workspace_id = $1))::int as waiting`,
);

export const returnToOutbox = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    attempt: readonly number[],
    channelIds: readonly string[],
    lanes: readonly number[],
    expiresAts: readonly number[],
    charges: readonly number[],
  ],
  { readonly id: string }
>(
  'messages.return_to_outbox',
  `insert into messages.outbox (workspace_id, id, channel_id, lane, due, expires_at, attempt, charge)
   select $1, id, channel_id, lane, now(), to_timestamp(expires_at / 1000), attempt,
     charge | case when exists (select 1 from messages.message_content c
       where c.workspace_id = $1 and c.message_id = u.id) then 8 else 0 end
   from unnest($2::bigint[], $3::smallint[], $4::uuid[], $5::smallint[], $6::float8[], $7::smallint[])
     as u (id, attempt, channel_id, lane, expires_at, charge)
   on conflict do nothing returning id`,
);
