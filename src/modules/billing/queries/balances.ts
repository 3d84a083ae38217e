import { defineQuery } from '../../../platform/db.ts';
import type { BillingMode } from '../contract.ts';

export interface BalanceRow {
  readonly currency: string;
  readonly available: string;
  readonly reserved: string;
  readonly spent: string;
  readonly funding: string;
  readonly trial: string;
  readonly credit: string;
  readonly credit_limit: string | null;
  readonly low_below: string | null;
  readonly low_since: Date | null;
}

/** In which currencies messages must be covered before they are accepted. */
export const findCoverage = defineQuery<
  [workspaceId: string],
  { readonly prepaid: boolean; readonly limited: readonly string[] }
>(
  'billing.find_coverage',
  `select exists (select from billing.settings where workspace_id = $1 and mode = 'prepaid') as prepaid,
     array(select currency from billing.balance where workspace_id = $1 and credit_limit is not null) as limited`,
);

export const findMode = defineQuery<[workspaceId: string], { readonly mode: BillingMode }>(
  'billing.find_mode',
  'select mode from billing.settings where workspace_id = $1',
);

export const setMode = defineQuery<[workspaceId: string, mode: BillingMode]>(
  'billing.set_mode',
  `insert into billing.settings as s (workspace_id, mode) values ($1, $2)
   on conflict (workspace_id) do update set mode = excluded.mode, updated_at = now()`,
);

export const listBalances = defineQuery<[workspaceId: string], BalanceRow>(
  'billing.list_balances',
  `select currency, available, reserved, spent, funding, trial, credit, credit_limit, low_below, low_since
   from billing.balance where workspace_id = $1 order by currency`,
);

/** The row that a first top-up or a setting needs; what exists stays as it is. */
export const ensureBalance = defineQuery<[workspaceId: string, currency: string]>(
  'billing.ensure_balance',
  `insert into billing.balance (workspace_id, currency, credit_limit)
   select $1, $2, (select 0 from billing.settings where workspace_id = $1 and mode = 'prepaid')
   on conflict do nothing`,
);

/** Prepaid is a limit of 0 in every currency; postpaid has none but where one is set. */
export const setLimits = defineQuery<[workspaceId: string, limit: string | null]>(
  'billing.set_limits',
  `with locked as (
     select workspace_id, currency from billing.balance where workspace_id = $1 order by currency for update)
   update billing.balance b set credit_limit = $2::bigint from locked l
   where b.workspace_id = l.workspace_id and b.currency = l.currency`,
);

/** The alarm ends when the new threshold or limit leaves enough. */
export const setThresholds = defineQuery<
  [workspaceId: string, currency: string, limit: string | null, lowBelow: string | null]
>(
  'billing.set_thresholds',
  `update billing.balance set credit_limit = $3::bigint, low_below = $4::bigint,
     low_since = case when available + credit + $3::bigint < $4::bigint then low_since end
   where workspace_id = $1 and currency = $2`,
);

/** Holds money for a batch; false when it does not fit, or where there is no balance. */
export const reserveBalance = defineQuery<
  [workspaceId: string, currency: string, amount: string, messages: number],
  { readonly reserved: boolean }
>('billing.reserve_balance', 'select billing.hold_balance($1, $2, $3, $4, false) as reserved');

/** The same, failing with `TT402` where `reserveBalance` says false: the transaction is over then. */
export const holdBalance = defineQuery<
  [workspaceId: string, currency: string, amount: string, messages: number]
>('billing.hold_balance', 'select billing.hold_balance($1, $2, $3, $4, true)');

/** What may still be spent; the balance stays locked to the end of the transaction. Null: no limit. */
export const lockSpendable = defineQuery<
  [workspaceId: string, currency: string],
  { readonly spendable: string | null }
>(
  'billing.lock_spendable',
  `select available + credit + credit_limit as spendable from billing.balance
   where workspace_id = $1 and currency = $2 for update`,
);

/**
 * Money comes in: what is owed is paid first. Nothing comes back when the reference or the request was booked
 * before; then nothing changes. The balance must be locked by a statement before this one, because it is read twice.
 */
export const insertFunding = defineQuery<
  [
    workspaceId: string,
    currency: string,
    kind: 'top_up' | 'trial_credit',
    amount: string,
    reference: string | null,
    note: string | null,
    requestKey: string | null,
    actor: string,
  ],
  { readonly id: string }
>(
  'billing.insert_funding',
  `with old as (
     select available + credit as position from billing.balance where workspace_id = $1 and currency = $2),
   noted as (
     insert into billing.journal
       (workspace_id, currency, kind, available, credit, funding, trial, reference, note, request_key, actor)
     select $1, $2, $3,
       greatest(position + $4::bigint, 0) - greatest(position, 0), least(position + $4::bigint, 0) - least(position, 0),
       case $3 when 'top_up' then -$4::bigint else 0 end, case $3 when 'trial_credit' then -$4::bigint else 0 end,
       $5, $6, $7, $8
     from old
     on conflict do nothing returning id),
   paid as (
     update billing.balance b set
       available = greatest(old.position + $4::bigint, 0), credit = least(old.position + $4::bigint, 0),
       funding = b.funding - case $3 when 'top_up' then $4::bigint else 0 end,
       trial = b.trial - case $3 when 'trial_credit' then $4::bigint else 0 end,
       low_since = case when old.position + $4::bigint + b.credit_limit < b.low_below then b.low_since end
     from old, noted where b.workspace_id = $1 and b.currency = $2)
   select id from noted`,
);

/** Balances that have just fallen below their threshold; each is told once until it has risen again. */
export const markLowBalances = defineQuery<
  [],
  {
    readonly workspace_id: string;
    readonly currency: string;
    readonly spendable: string;
    readonly low_below: string;
  }
>(
  'billing.mark_low_balances',
  `with low as (
     select workspace_id, currency from billing.balance
     where low_since is null and available + credit + credit_limit < low_below
     order by workspace_id, currency for update skip locked)
   update billing.balance b set low_since = now() from low l
   where b.workspace_id = l.workspace_id and b.currency = l.currency
     and b.low_since is null and b.available + b.credit + b.credit_limit < b.low_below
   returning b.workspace_id, b.currency, b.available + b.credit + b.credit_limit as spendable, b.low_below`,
);
