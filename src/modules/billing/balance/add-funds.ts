import type { z } from 'zod';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, findWorkspace, requireWorkspace } from '../../accounts/index.ts';
import type { Journal, TopUp, TrialCredit } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { billingErrors } from '../errors.ts';
import { ensureBalance, insertFunding, lockSpendable } from '../queries/balances.ts';
import { findBooked, findJournal, type JournalRow } from '../queries/ledger.ts';
import { journalView } from '../statement/journal-view.ts';

export interface Booked {
  readonly journal: Journal;
  /** It had been booked before; nothing changed now. */
  readonly replayed: boolean;
}

interface Funding {
  readonly kind: 'top_up' | 'trial_credit';
  readonly amount: number;
  readonly currency: string;
  readonly reference: string | null;
  readonly note: string | null;
  readonly requestKey: string | null;
}

/** Books money that came in. The same reference or Idempotency-Key is booked once, however often it is asked for. */
export async function topUp(
  deps: BillingDeps,
  actor: Actor,
  input: z.output<typeof TopUp>,
  requestKey: string | null,
): Promise<Booked> {
  const { note = null, ...rest } = input;
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, (tx) =>
    book(deps, tx, actor, { kind: 'top_up', note, requestKey, ...rest }),
  );
}

/** Credit for trying out, in trial workspaces only. */
export async function giveTrialCredit(
  deps: BillingDeps,
  actor: Actor,
  input: z.output<typeof TrialCredit>,
  requestKey: string | null,
): Promise<Booked> {
  const { note = null, ...rest } = input;
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const workspace = await findWorkspace(tx, workspaceId);
    if (workspace?.trial !== true) throw new Problem(billingErrors.not_a_trial);
    return book(deps, tx, actor, { kind: 'trial_credit', note, requestKey, reference: null, ...rest });
  });
}

async function book(deps: BillingDeps, tx: Transaction, actor: Actor, funding: Funding): Promise<Booked> {
  const workspaceId = requireWorkspace(actor);
  const { kind, amount, currency, reference, note, requestKey } = funding;
  await tx.query(ensureBalance, [workspaceId, currency]);
  await tx.query(lockSpendable, [workspaceId, currency]);
  const by = actorRef(actor);
  const values = [workspaceId, currency, kind, String(amount), reference, note, requestKey, by.id] as const;
  const [made] = await tx.query(insertFunding, [...values]);
  if (made === undefined) return repeated(tx, workspaceId, funding);
  const [row] = await tx.query(findJournal, [workspaceId, made.id]);
  if (row === undefined) throw new Error('a journal vanished in the transaction that wrote it');
  const journal = journalView(row);
  await deps.bus.publish(tx, [
    {
      type: kind === 'top_up' ? 'billing.topped_up' : 'billing.trial_credited',
      workspaceId,
      actor: by,
      resource: journal.id,
      data: { amount, currency, ...(reference === null ? {} : { reference }) },
    },
  ]);
  return { journal, replayed: false };
}

async function repeated(tx: Transaction, workspaceId: string, funding: Funding): Promise<Booked> {
  const [row] = await tx.query(findBooked, [workspaceId, funding.reference, funding.requestKey]);
  if (row === undefined) throw new Error('a journal was refused for another one that is not there');
  if (!isSame(row, funding)) throw new Problem(billingErrors.reference_used, { field: 'reference' });
  return { journal: journalView(row), replayed: true };
}

const isSame = (row: JournalRow, funding: Funding): boolean =>
  row.kind === funding.kind &&
  row.currency === funding.currency &&
  row.reference === funding.reference &&
  -Number(row.funding) - Number(row.trial) === funding.amount;
