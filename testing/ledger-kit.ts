/** Workspaces with balances, and what the ledger says about them, past row-level security. */
import { randomUUID } from 'node:crypto';
import { changeBilling } from '../src/modules/billing/balance/change-billing.ts';
import { topUp } from '../src/modules/billing/balance/add-funds.ts';
import type { BillingDeps } from '../src/modules/billing/deps.ts';
import { createPriceLists } from '../src/modules/billing/prices/price-lists.ts';
import { type Database, openDatabase } from '../src/platform/db.ts';
import type { DomainEvent } from '../src/platform/events/event.ts';
import { createTestDatabase } from './db.ts';

/** The six accounts of one balance; they sum to 0. */
export interface Accounts {
  readonly available: number;
  readonly reserved: number;
  readonly spent: number;
  readonly funding: number;
  readonly trial: number;
  readonly credit: number;
}

export interface LedgerKit {
  readonly apiDb: Database;
  readonly workerDb: Database;
  readonly deps: BillingDeps;
  /** Everything published so far. */
  readonly published: DomainEvent[];
  newWorkspace(mode: 'prepaid' | 'postpaid', funded: number, creditLimit?: number): Promise<string>;
  accountsOf(workspaceId: string, currency?: string): Promise<Accounts>;
  /** Sums of all journals of the workspace. */
  journalsOf(workspaceId: string, currency?: string): Promise<Accounts>;
  rows<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const SUMS = ['available', 'reserved', 'spent', 'funding', 'trial', 'credit']
  .map((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`)
  .join(', ');

export async function startLedger(): Promise<LedgerKit> {
  const test = await createTestDatabase();
  const open = (role: 'titian_api' | 'titian_worker' | 'owner', max: number) =>
    openDatabase({ url: test.url, role, max, applicationName: 'titian-test' });
  const apiDb = open('titian_api', 6);
  const workerDb = open('titian_worker', 6);
  const ownerDb = open('owner', 2);
  const published: DomainEvent[] = [];
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const deps: BillingDeps = {
    db: apiDb,
    clock,
    priceLists: createPriceLists({ db: apiDb, clock }),
    bus: { publish: async (_tx, events) => void published.push(...events) },
    channelNames: async () => new Map(),
  };
  const rows = <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> =>
    ownerDb.query({ name: '', text: sql }, [...params]);
  const sumsOf = async (table: string, workspaceId: string, currency: string): Promise<Accounts> => {
    const [row] = await rows<Accounts>(
      `select ${SUMS} from billing.${table} where workspace_id = $1 and currency = $2`,
      [workspaceId, currency],
    );
    if (row === undefined) throw new Error('a sum has one row');
    return row;
  };
  return {
    apiDb,
    workerDb,
    deps,
    published,
    async newWorkspace(mode, funded, creditLimit) {
      const workspaceId = randomUUID();
      await rows(
        `insert into accounts.workspace (id, name, time_zone, locale, trial) values ($1, 'Toko', 'Asia/Jakarta', 'id', true)`,
        [workspaceId],
      );
      const actor = { kind: 'system', workspaceId, name: 'test' } as const;
      await changeBilling(deps, actor, {
        mode,
        currency: 'IDR',
        creditLimit: creditLimit ?? null,
        lowBelow: null,
      });
      if (funded > 0) await topUp(deps, actor, { amount: funded, currency: 'IDR', reference: 'awal' }, null);
      return workspaceId;
    },
    accountsOf: (workspaceId, currency = 'IDR') => sumsOf('balance', workspaceId, currency),
    journalsOf: (workspaceId, currency = 'IDR') => sumsOf('journal', workspaceId, currency),
    rows,
    async close() {
      await Promise.all([apiDb.close(), workerDb.close(), ownerDb.close()]);
      await test.drop();
    },
  };
}
