import type { Database } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import type { Logger } from '../../../platform/log.ts';
import { repeat, type Repeated } from '../../../platform/repeat.ts';
import { markLowBalances } from '../queries/balances.ts';
import { closeOverdueCharges, ensureChargedBalances, foldCharges, lockCharged } from '../queries/charges.ts';

const FOLD_MS = 2_000;
/** Rows per transaction: 20-30 ms of locks on the balances they belong to. */
const FOLD_ROWS = 5_000;
const FOLD_BALANCES = 1_000;
const OVERDUE_ROWS = 5_000;
const OVERDUE_MS = 60_000;

/** Moves everything that batches appended into balances, journals and usage. */
export async function foldAllCharges(db: Database): Promise<void> {
  for (;;) {
    const folded = await db.transaction(async (tx) => {
      await tx.query(ensureChargedBalances, []);
      const locked = await tx.query(lockCharged, [FOLD_BALANCES]);
      const [row] = await tx.query(foldCharges, [
        locked.map((key) => key.workspace_id),
        locked.map((key) => key.currency),
        FOLD_ROWS,
      ]);
      return { rows: row?.folded ?? 0, balances: locked.length };
    });
    if (folded.rows < FOLD_ROWS && folded.balances < FOLD_BALANCES) return;
  }
}

/** Lets time decide about charges that nobody has explained for 72 hours. */
export async function closeAllOverdue(db: Database): Promise<void> {
  for (;;) {
    const closed = await db.query(closeOverdueCharges, [OVERDUE_ROWS]);
    const messages = closed.reduce((sum, row) => sum + Number(row.messages), 0);
    if (messages < OVERDUE_ROWS) return;
  }
}

/** Publishes `billing.low_balance` once per balance that has fallen below its threshold. */
export async function announceLowBalances(deps: {
  readonly db: Database;
  readonly bus: EventBus;
}): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const low = await tx.query(markLowBalances, []);
    const events = low.map((row) => ({
      type: 'billing.low_balance',
      workspaceId: row.workspace_id,
      actor: { kind: 'system', id: 'billing' } as const,
      resource: row.currency,
      data: {
        currency: row.currency,
        spendable: Number(row.spendable),
        lowBelow: Number(row.low_below),
      },
    }));
    await deps.bus.publish(tx, events);
    return low.length;
  });
}

/** Every two seconds: folds charges, tells of low balances; every minute also ends overdue charges. Worker role. */
export function startBillingMaintenance(deps: {
  readonly db: Database;
  readonly bus: EventBus;
  readonly log: Logger;
}): Repeated {
  let overdueAt = performance.now();

  async function round(): Promise<void> {
    if (performance.now() >= overdueAt) {
      await closeAllOverdue(deps.db);
      overdueAt = performance.now() + OVERDUE_MS;
    }
    await foldAllCharges(deps.db);
    await announceLowBalances(deps);
  }

  const failure = 'billing waits for the database';
  return repeat({ everyMs: FOLD_MS, firstMs: 200, run: round, log: deps.log, failure });
}
