import type { z } from 'zod';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { Billing, ChangeBilling } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { ensureBalance, findMode, setLimits, setMode, setThresholds } from '../queries/balances.ts';
import { readBilling } from './show-billing.ts';

/**
 * Prepaid: every message must be covered, in every currency. Postpaid: all is recorded, and where a credit limit is set
 * only so much is owed. Other processes follow within five seconds; what they accept until then is recorded as owed.
 */
export async function changeBilling(
  deps: BillingDeps,
  actor: Actor,
  input: z.output<typeof ChangeBilling>,
): Promise<Billing> {
  const workspaceId = requireWorkspace(actor);
  const { mode, currency, lowBelow } = input;
  const creditLimit = mode === 'prepaid' ? 0 : input.creditLimit;
  const changed = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [before] = await tx.query(findMode, [workspaceId]);
    await tx.query(setMode, [workspaceId, mode]);
    if ((before?.mode ?? 'postpaid') !== mode)
      await tx.query(setLimits, [workspaceId, mode === 'prepaid' ? '0' : null]);
    await tx.query(ensureBalance, [workspaceId, currency]);
    await tx.query(setThresholds, [
      workspaceId,
      currency,
      creditLimit === null ? null : String(creditLimit),
      lowBelow === null ? null : String(lowBelow),
    ]);
    await deps.bus.publish(tx, [
      {
        type: 'billing.settings_changed',
        workspaceId,
        actor: actorRef(actor),
        resource: currency,
        data: { mode, currency, creditLimit, lowBelow },
      },
    ]);
    return readBilling(tx, workspaceId);
  });
  deps.priceLists.forget(workspaceId);
  return changed;
}
