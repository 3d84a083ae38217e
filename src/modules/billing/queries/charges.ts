import { defineQuery } from '../../../platform/db.ts';

export type ChargeKind = 'settle' | 'release';

/** Appends what a batch did: one row per sum, no lock, no wait. Arrays run in parallel. */
export const insertCharges = defineQuery<
  [
    workspaceIds: readonly string[],
    kinds: readonly ChargeKind[],
    currencies: readonly string[],
    messages: readonly number[],
    amounts: readonly string[],
    helds: readonly boolean[],
    media: readonly (string | null)[],
    channelIds: readonly (string | null)[],
    operators: readonly (string | null)[],
    classes: readonly (string | null)[],
    categories: readonly (string | null)[],
  ]
>(
  'billing.insert_charges',
  `insert into billing.charge_delta
     (workspace_id, kind, currency, messages, amount, held, medium, channel_id, operator, class, category)
   select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::boolean[], $7::text[],
     $8::uuid[], $9::text[], $10::text[], $11::text[])`,
);

/** Columns as `platform/pg-arrays.ts` makes them: one element per message. */
export const insertOpenCharges = defineQuery<
  [
    workspaceIds: Buffer,
    messageIds: Buffer,
    currencies: Buffer,
    amounts: Buffer,
    helds: readonly boolean[],
    media: Buffer,
    channelIds: Buffer,
    operators: Buffer,
    classes: Buffer,
    due: Date,
    atDues: Buffer,
    categories: Buffer,
  ]
>(
  'billing.insert_open_charges',
  `insert into billing.open_charge
     (workspace_id, message_id, currency, amount, held, medium, channel_id, operator, class, due, at_due, category)
   select workspace_id, message_id, currency, amount, held, medium, channel_id, operator, class,
     $10::timestamptz, at_due, category
   from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::boolean[], $6::text[], $7::uuid[], $8::text[],
       $9::text[], $11::text[], $12::text[])
     as u (workspace_id, message_id, currency, amount, held, medium, channel_id, operator, class, at_due, category)
   on conflict do nothing`,
);

const BOOK_GONE = `insert into billing.charge_delta
     (workspace_id, kind, currency, messages, amount, held, medium, channel_id, operator, class, category)
   select workspace_id, act, currency, count(*), sum(amount), held, medium, channel_id, operator, class, category from gone
   group by workspace_id, act, currency, held, medium, channel_id, operator, class, category`;

/** Ends open charges: whoever deletes the row books it, so none is booked twice. Unknown ids cost an index look-up. */
export const closeOpenCharges = defineQuery<[workspaceIds: Buffer, messageIds: Buffer, acts: Buffer]>(
  'billing.close_open_charges',
  `with gone as (
     delete from billing.open_charge o using unnest($1::uuid[], $2::bigint[], $3::text[]) as u (workspace_id, message_id, act)
     where o.workspace_id = u.workspace_id and o.message_id = u.message_id
     returning o.*, u.act)
   ${BOOK_GONE}`,
);

/** Ends those nobody has said more about in time. Returns nothing once none is left. */
export const closeOverdueCharges = defineQuery<[limit: number], { readonly messages: string }>(
  'billing.close_overdue_charges',
  `with overdue as (
     select workspace_id, message_id from billing.open_charge where due <= now()
     limit $1 for update skip locked),
   gone as (
     delete from billing.open_charge o using overdue d
     where o.workspace_id = d.workspace_id and o.message_id = d.message_id
     returning o.*, o.at_due as act),
   forgotten as (
     delete from billing.told_charge t using gone g
     where g.act = 'release' and t.workspace_id = g.workspace_id and t.message_id = g.message_id)
   ${BOOK_GONE}
   returning messages`,
);

/** Balances that waiting charges will need and that nobody has topped up or limited yet. */
export const ensureChargedBalances = defineQuery<[]>(
  'billing.ensure_charged_balances',
  `insert into billing.balance (workspace_id, currency, credit_limit)
   select d.workspace_id, d.currency, case when s.mode = 'prepaid' then 0 end
   from (select distinct workspace_id, currency from billing.charge_delta) d
   left join billing.settings s on s.workspace_id = d.workspace_id
   where not exists (select from billing.balance b where b.workspace_id = d.workspace_id and b.currency = d.currency)
   order by d.workspace_id, d.currency
   on conflict do nothing`,
);

/** Locks balances that charges wait for, in the order of their keys. */
export const lockCharged = defineQuery<
  [limit: number],
  { readonly workspace_id: string; readonly currency: string }
>(
  'billing.lock_charged',
  `select workspace_id, currency from billing.balance b
   where exists (select from billing.charge_delta d where d.workspace_id = b.workspace_id and d.currency = b.currency)
   order by workspace_id, currency limit $1 for update`,
);

/**
 * Moves what batches did into balances, hourly journals and hourly usage. The balances must be locked by a statement before this one, because
 * they are read twice.
 * Per balance, first settles take from what is reserved, then releases give back from it; what was never reserved is
 * taken from own money and then from credit, whatever its limit, because it has been spent. Returns rows folded.
 *
 *   x: settled out of the reserve    s: settled without one    y: released
 *   p0, p1, p2: available + credit before, after the settles, after the releases
 */
export const foldCharges = defineQuery<
  [workspaceIds: readonly string[], currencies: readonly string[], limit: number],
  { readonly folded: number }
>(
  'billing.fold_charges',
  `with taken as (
     delete from billing.charge_delta where (workspace_id, id) in (
       select d.workspace_id, d.id from unnest($1::uuid[], $2::text[]) as k (workspace_id, currency)
       join billing.charge_delta d on d.workspace_id = k.workspace_id and d.currency = k.currency
       limit $3 for update of d skip locked)
     returning *),
   used as (
     insert into billing.hourly_usage as u
       (workspace_id, hour, medium, channel_id, operator, class, category, currency, messages, amount)
     select workspace_id, hour, medium, channel_id, operator, class, coalesce(category, '*'), currency, sum(messages),
       sum(amount)
     from taken where kind = 'settle'
     group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
     on conflict (workspace_id, hour, medium, channel_id, operator, class, category, currency) do update
       set messages = u.messages + excluded.messages, amount = u.amount + excluded.amount),
   sums as (
     select workspace_id, currency,
       coalesce(sum(amount) filter (where kind = 'settle' and held), 0)::bigint as held_settled,
       coalesce(sum(amount) filter (where kind = 'settle' and not held), 0)::bigint as free_settled,
       coalesce(sum(amount) filter (where kind = 'release' and held), 0)::bigint as released,
       coalesce(sum(amount) filter (where kind = 'reserve'), 0)::bigint as reserved,
       coalesce(sum(credit), 0)::bigint as credit,
       coalesce(sum(messages) filter (where kind = 'settle'), 0)::bigint as settles,
       coalesce(sum(messages) filter (where kind = 'release' and held), 0)::bigint as releases,
       coalesce(sum(messages) filter (where kind = 'reserve'), 0)::bigint as reserves
     from taken group by workspace_id, currency),
   locked as (
     select m.*, b.available + b.credit as p0, least(b.reserved, m.held_settled) as x,
       least(b.reserved - least(b.reserved, m.held_settled), m.released) as y,
       m.held_settled - least(b.reserved, m.held_settled) + m.free_settled as s
     from sums m join billing.balance b on b.workspace_id = m.workspace_id and b.currency = m.currency),
   moved as (
     update billing.balance b set reserved = b.reserved - l.x - l.y, spent = b.spent + l.x + l.s,
       available = greatest(l.p0 - l.s + l.y, 0), credit = least(l.p0 - l.s + l.y, 0)
     from locked l
     where b.workspace_id = l.workspace_id and b.currency = l.currency and l.x + l.y + l.s > 0),
   journals as (
     select workspace_id, currency, 'reserve' as kind, reserves as messages, -(reserved + credit) as available,
       reserved, 0 as spent, credit from locked where reserves > 0
     union all
     select workspace_id, currency, 'settle', settles, greatest(p0 - s, 0) - greatest(p0, 0), -x, x + s,
       least(p0 - s, 0) - least(p0, 0) from locked where settles > 0
     union all
     select workspace_id, currency, 'release', releases, greatest(p0 - s + y, 0) - greatest(p0 - s, 0), -y, 0,
       least(p0 - s + y, 0) - least(p0 - s, 0) from locked where releases > 0),
   noted as (
     insert into billing.journal as j (workspace_id, currency, kind, hour, messages, available, reserved, spent, credit)
     select workspace_id, currency, kind, date_trunc('hour', now()), messages, available, reserved, spent, credit
     from journals order by workspace_id, currency, kind
     on conflict (workspace_id, currency, kind, hour) where hour is not null do update
       set messages = j.messages + excluded.messages, available = j.available + excluded.available,
         reserved = j.reserved + excluded.reserved, spent = j.spent + excluded.spent, credit = j.credit + excluded.credit)
   select count(*)::int as folded from taken`,
);

export interface MispricedRow {
  readonly workspace_id: string;
  readonly message_id: string;
  readonly told: string;
  readonly billable: boolean;
  readonly amount: string;
  readonly currency: string;
  readonly held: boolean;
  readonly new_amount: string | null;
  readonly new_currency: string | null;
}

/**
 * Open charges whose provider charges them as something else than they were priced as, with the price of that by the
 * prices of then (as `prices/price-table.ts` chooses it, outside the window; null where there is none). Locked in the
 * order of their keys.
 */
export const lockMispriced = defineQuery<
  [
    workspaceIds: readonly string[],
    messageIds: readonly string[],
    categories: readonly string[],
    billable: readonly boolean[],
  ],
  MispricedRow
>(
  'billing.lock_mispriced',
  `with told as (
     select o.*, case u.category when '*' then o.category else u.category end as told, u.billable
     from unnest($1::uuid[], $2::bigint[], $3::text[], $4::boolean[]) as u (workspace_id, message_id, category, billable)
     join billing.open_charge o on o.workspace_id = u.workspace_id and o.message_id = u.message_id
     where u.category not in (o.category, '*') or u.billable <> (o.amount > 0)
     order by o.workspace_id, o.message_id for update of o)
   select t.workspace_id, t.message_id, t.told, t.billable, t.amount, t.currency, t.held, p.amount as new_amount,
     p.currency as new_currency
   from told t left join lateral (
     select p.amount, p.currency from billing.price p
     where p.workspace_id = t.workspace_id and p.medium = t.medium
       and (p.channel_id is null or p.channel_id = t.channel_id) and p.operator in (t.operator, '*')
       and p.category in (t.told, '*') and p.class in (t.class, '*') and not p.in_window and p.valid_from <= t.priced_at
     order by p.channel_id is null, p.operator = '*', p.category = '*', p.class = '*', p.valid_from desc limit 1) p on true`,
);

/** Puts open charges right. */
export const amendOpenCharges = defineQuery<
  [
    workspaceIds: readonly string[],
    messageIds: readonly string[],
    categories: readonly string[],
    amounts: readonly string[],
    currencies: readonly string[],
    helds: readonly boolean[],
  ]
>(
  'billing.amend_open_charges',
  `update billing.open_charge o set category = u.category, amount = u.amount, currency = u.currency, held = u.held
   from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::boolean[])
     as u (workspace_id, message_id, category, amount, currency, held)
   where o.workspace_id = u.workspace_id and o.message_id = u.message_id`,
);

/** Keeps what a provider charges, for whoever looks at the message. */
export const keepTold = defineQuery<
  [
    workspaceIds: readonly string[],
    messageIds: readonly string[],
    categories: readonly string[],
    amounts: readonly string[],
    currencies: readonly string[],
  ]
>(
  'billing.keep_told',
  `insert into billing.told_charge (workspace_id, message_id, category, amount, currency)
   select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::text[])
   on conflict (workspace_id, message_id) do update
     set category = excluded.category, amount = excluded.amount, currency = excluded.currency`,
);

/** Nothing is charged for these messages: what was told of them is no more true. */
export const forgetTold = defineQuery<[workspaceIds: Buffer, messageIds: Buffer]>(
  'billing.forget_told',
  `delete from billing.told_charge t using unnest($1::uuid[], $2::bigint[]) as u (workspace_id, message_id)
   where t.workspace_id = u.workspace_id and t.message_id = u.message_id`,
);

export interface MessageChargeRow {
  readonly amount: string;
  readonly currency: string;
  readonly category: string;
  readonly open: boolean;
}

/** What is charged for a message: what is still open, else what its provider told. Nothing where its price was right. */
export const findMessageCharge = defineQuery<[workspaceId: string, messageId: string], MessageChargeRow>(
  'billing.find_message_charge',
  `select amount, currency, category, open from (
     select o.amount, o.currency, o.category, true as open from billing.open_charge o
     where o.workspace_id = $1 and o.message_id = $2
     union all
     select t.amount, t.currency, t.category, false from billing.told_charge t
     where t.workspace_id = $1 and t.message_id = $2) c
   order by open desc limit 1`,
);
