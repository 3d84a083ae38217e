import type { Executor } from '../../../platform/db.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { Balance, Billing } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { type BalanceRow, findMode, listBalances } from '../queries/balances.ts';

/** Currency that is shown where there is no balance yet. */
const HOME_CURRENCY = 'IDR';

function balanceView(row: BalanceRow): Balance {
  const available = Number(row.available);
  const owed = -Number(row.credit);
  const creditLimit = row.credit_limit === null ? null : Number(row.credit_limit);
  return {
    currency: row.currency,
    available,
    reserved: Number(row.reserved),
    spent: Number(row.spent),
    // `0 - x`, because the negative of 0 is written as -0 in some places.
    owed: owed === 0 ? 0 : owed,
    funded: 0 - Number(row.funding),
    trialCredit: 0 - Number(row.trial),
    creditLimit,
    spendable: creditLimit === null ? null : Math.max(0, available - owed + creditLimit),
    lowBelow: row.low_below === null ? null : Number(row.low_below),
    lowSince: row.low_since?.toISOString() ?? null,
  };
}

const nothingYet = (prepaid: boolean): Balance => ({
  currency: HOME_CURRENCY,
  available: 0,
  reserved: 0,
  spent: 0,
  owed: 0,
  funded: 0,
  trialCredit: 0,
  creditLimit: prepaid ? 0 : null,
  spendable: prepaid ? 0 : null,
  lowBelow: null,
  lowSince: null,
});

export async function readBilling(tx: Executor, workspaceId: string): Promise<Billing> {
  const [row] = await tx.query(findMode, [workspaceId]);
  const balances = await tx.query(listBalances, [workspaceId]);
  const mode = row?.mode ?? 'postpaid';
  return {
    mode,
    balances: balances.length === 0 ? [nothingYet(mode === 'prepaid')] : balances.map(balanceView),
  };
}

/** How the workspace pays and what it has; settles of the last two seconds may still show as reserved. */
export async function showBilling(deps: BillingDeps, actor: Actor): Promise<Billing> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, (tx) => readBilling(tx, workspaceId));
}
