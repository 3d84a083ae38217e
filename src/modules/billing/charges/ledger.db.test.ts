/** Money is conserved and a prepaid balance is never overspent, whatever happens at the same time. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LedgerKit, startLedger } from '../../../../testing/ledger-kit.ts';
import type { Transaction } from '../../../platform/db.ts';
import { topUp } from '../balance/add-funds.ts';
import { changeBilling } from '../balance/change-billing.ts';
import { foldAllCharges } from './maintain-billing.ts';
import { type MessageCharge, recordCharges, settle, sumCharges } from './record-charges.ts';
import { giveBack, holdRequests, isBalanceShort, type Priced, reserve, reserveRequests } from './reserve.ts';

let ledger: LedgerKit;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger?.close());

const CHANNEL = '11111111-1111-4111-8111-111111111111';
const charge = (workspaceId: string, amount: number, held = true): MessageCharge => ({
  workspaceId,
  currency: 'IDR',
  amount,
  held,
  medium: 'sms',
  channelId: CHANNEL,
  operator: 'telkomsel',
  class: 'otp',
  category: null,
});
const idr = (amount: number) => ({ amount, currency: 'IDR' });
const always = () => true;
/** Messages that need not stay together; the indices of those that do not fit. */
const reserveAll = async (tx: Transaction, workspaceId: string, prices: readonly (Priced | null)[]) =>
  (await reserveRequests(tx, workspaceId, [{ prices, whole: false }], always))?.[0] ?? new Set<number>();

/** One thing that a connection does: accept a batch, or tell how some of those under way ended. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('accept' as const),
    prices: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 }),
    fails: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('record' as const),
    settled: fc.nat(6),
    released: fc.nat(6),
    fails: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('fund' as const), amount: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('fold' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Stands for a process that dies, or a database that refuses, anywhere before the commit. */
class Died extends Error {}
const unlessDied = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Died) return false;
      throw error;
    },
  );

interface World {
  readonly workspaceId: string;
  /** Costs of messages that are held. */
  readonly open: number[];
  funded: number;
  spent: number;
}

async function act(world: World, one: Step): Promise<void> {
  const { workspaceId } = world;
  if (one.kind === 'fold') return foldAllCharges(ledger.workerDb);
  if (one.kind === 'fund') {
    const actor = { kind: 'system', workspaceId, name: 'test' } as const;
    const reference = crypto.randomUUID();
    await topUp(ledger.deps, actor, { amount: one.amount, currency: 'IDR', reference }, null);
    world.funded += one.amount;
    return;
  }
  if (one.kind === 'accept') {
    let kept: number[] = [];
    const done = await unlessDied(
      ledger.apiDb.inWorkspace(workspaceId, async (tx) => {
        const refused = await reserveAll(tx, workspaceId, one.prices.map(idr));
        kept = one.prices.filter((_, index) => !refused.has(index));
        if (one.fails) throw new Died();
      }),
    );
    if (done) world.open.push(...kept);
    return;
  }
  const settled = world.open.splice(0, one.settled);
  const released = world.open.splice(0, one.released);
  const done = await unlessDied(
    ledger.workerDb.transaction(async (tx) => {
      recordCharges(tx, {
        settled: settled.map((amount) => charge(workspaceId, amount)),
        released: released.map((amount) => charge(workspaceId, amount)),
      });
      if (one.fails) throw new Died();
    }),
  );
  if (done) world.spent += settled.reduce((sum, amount) => sum + amount, 0);
  else world.open.push(...settled, ...released);
}

it('any interleaving on six connections conserves money and never overspends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 500 }),
      fc.array(fc.array(step, { maxLength: 10 }), { minLength: 6, maxLength: 6 }),
      async (funded, lanes) => {
        const workspaceId = await ledger.newWorkspace('prepaid', funded);
        const world: World = { workspaceId, open: [], funded, spent: 0 };
        await Promise.all(
          lanes.map(async (steps) => {
            for (const one of steps) {
              await act(world, one);
              const now = await ledger.accountsOf(workspaceId);
              expect(now.credit).toBe(0);
              expect(now.available + now.reserved + now.spent).toBe(0 - now.funding);
            }
          }),
        );
        await foldAllCharges(ledger.workerDb);
        const held = world.open.reduce((sum, amount) => sum + amount, 0);
        const end = {
          available: world.funded - held - world.spent,
          reserved: held,
          spent: world.spent,
          funding: 0 - world.funded,
          trial: 0,
          credit: 0,
        };
        expect(await ledger.accountsOf(workspaceId)).toEqual(end);
        expect(await ledger.journalsOf(workspaceId)).toEqual(end);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

it('a batch that does not fit keeps what fits, in order, under one lock', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  const refused = await ledger.apiDb.inWorkspace(workspaceId, (tx) =>
    reserveAll(tx, workspaceId, [idr(60), null, idr(50), idr(0), idr(40), idr(1)]),
  );
  expect([...refused]).toEqual([2, 5]);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 0, reserved: 100 });
});

it('a request that must stay whole is kept or refused as a whole, in every currency', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  const actor = { kind: 'system', workspaceId, name: 'test' } as const;
  await topUp(ledger.deps, actor, { amount: 5, currency: 'USD', reference: 'dolar' }, null);
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  const refused = await ledger.apiDb.inWorkspace(workspaceId, (tx) =>
    reserveRequests(
      tx,
      workspaceId,
      [
        { prices: [idr(60), idr(50)], whole: true },
        { prices: [idr(30), usd(9), idr(20)], whole: true },
        { prices: [idr(45), idr(45), usd(5)], whole: false },
      ],
      always,
    ),
  );
  expect(refused?.map((one) => [...one].sort())).toEqual([[0, 1], [0, 1, 2], [1]]);
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 55, reserved: 45 });
  expect(await ledger.accountsOf(workspaceId, 'USD')).toMatchObject({ available: 0, reserved: 5 });
});

it('what was held for a message that is not stored after all comes back', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  await ledger.apiDb.inWorkspace(workspaceId, async (tx) => {
    await reserveAll(tx, workspaceId, [idr(30), idr(40)]);
    giveBack(tx, workspaceId, [idr(40)]);
  });
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 70, reserved: 30 });
  expect(await ledger.journalsOf(workspaceId)).toMatchObject({ available: 70, reserved: 30 });
});

it('two batches that together do not fit cannot both get in', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  const attempts = await Promise.all(
    Array.from({ length: 8 }, () =>
      ledger.apiDb.inWorkspace(workspaceId, async (tx) => {
        const answer = await reserve(tx, { workspaceId, currency: 'IDR', amount: 40n, messages: 1 });
        await sleep(5);
        return answer.ok;
      }),
    ),
  );
  expect(attempts.filter(Boolean)).toHaveLength(2);
});

it('a batch that is held at its commit gets in whole or leaves nothing', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  const attempts = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      ledger.apiDb.inWorkspace(workspaceId, async (tx) => {
        holdRequests(tx, workspaceId, [{ prices: [idr(15), null, idr(25)], whole: false }], always);
      }),
    ),
  );
  const failures = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(failures).toHaveLength(6);
  expect(failures.every(isBalanceShort)).toBe(true);
  await foldAllCharges(ledger.workerDb);
  const wanted = { available: 20, reserved: 80 };
  expect(await ledger.accountsOf(workspaceId)).toMatchObject(wanted);
  expect(await ledger.journalsOf(workspaceId)).toMatchObject(wanted);
});

it('a currency without a balance buys nothing, and what need not be covered asks nobody', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  const usd = await ledger.apiDb.inWorkspace(workspaceId, (tx) =>
    reserve(tx, { workspaceId, currency: 'USD', amount: 1n, messages: 1 }),
  );
  expect(usd).toEqual({ ok: false, spendable: 0n });
  const refused = await ledger.apiDb.inWorkspace(workspaceId, (tx) => {
    const silent = { ...tx, query: () => Promise.reject(new Error('nobody is to be asked')) };
    return reserveRequests(silent, workspaceId, [{ prices: [idr(500), null], whole: false }], () => false);
  });
  expect(refused).toBeNull();
});

it('a credit limit lends so much and no more; money that comes in pays it back first', async () => {
  const workspaceId = await ledger.newWorkspace('postpaid', 10, 100);
  const hold = (amount: bigint) =>
    ledger.apiDb.inWorkspace(workspaceId, (tx) =>
      reserve(tx, { workspaceId, currency: 'IDR', amount, messages: 1 }),
    );
  expect(await hold(90n)).toEqual({ ok: true });
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 0, reserved: 90, credit: -80 });
  expect(await hold(21n)).toEqual({ ok: false, spendable: 20n });
  const actor = { kind: 'system', workspaceId, name: 'test' } as const;
  await topUp(ledger.deps, actor, { amount: 85, currency: 'IDR', reference: 'lunas' }, null);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 5, credit: 0, funding: -95 });
  await ledger.workerDb.transaction(async (tx) => {
    recordCharges(tx, { settled: [charge(workspaceId, 30)], released: [charge(workspaceId, 60)] });
  });
  await foldAllCharges(ledger.workerDb);
  const end = { available: 65, reserved: 0, spent: 30, funding: -95, trial: 0, credit: 0 };
  expect(await ledger.accountsOf(workspaceId)).toEqual(end);
  expect(await ledger.journalsOf(workspaceId)).toEqual(end);
});

it('postpaid without a limit is only recorded; switched to prepaid, what was under way stays owed', async () => {
  const workspaceId = await ledger.newWorkspace('postpaid', 0);
  const actor = { kind: 'system', workspaceId, name: 'test' } as const;
  await ledger.workerDb.transaction(async (tx) =>
    settle(tx, sumCharges([charge(workspaceId, 40, false), charge(workspaceId, 2, false)])),
  );
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 0, spent: 42, credit: -42 });
  await changeBilling(ledger.deps, actor, {
    mode: 'prepaid',
    currency: 'IDR',
    creditLimit: null,
    lowBelow: null,
  });
  await ledger.workerDb.transaction(async (tx) => settle(tx, sumCharges([charge(workspaceId, 8, false)])));
  await foldAllCharges(ledger.workerDb);
  const hold = (amount: bigint) =>
    ledger.apiDb.inWorkspace(workspaceId, (tx) =>
      reserve(tx, { workspaceId, currency: 'IDR', amount, messages: 1 }),
    );
  expect(await hold(1n)).toEqual({ ok: false, spendable: 0n });
  await topUp(ledger.deps, actor, { amount: 60, currency: 'IDR', reference: 'isi' }, null);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 10, spent: 50, credit: 0 });
  expect(await hold(10n)).toEqual({ ok: true });
});

it('the ledger does not grow with the batches of an hour, and usage is told by line', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 1_000);
  for (let batch = 0; batch < 20; batch++) {
    await ledger.apiDb.inWorkspace(workspaceId, (tx) => reserveAll(tx, workspaceId, [idr(3), idr(4)]));
    await ledger.workerDb.transaction(async (tx) =>
      recordCharges(tx, {
        settled: [charge(workspaceId, 3), { ...charge(workspaceId, 4), operator: null, class: 'marketing' }],
        released: [],
      }),
    );
    if (batch % 7 === 0) await foldAllCharges(ledger.workerDb);
  }
  await foldAllCharges(ledger.workerDb);
  const journals = await ledger.rows<{ kind: string; messages: string }>(
    'select kind, sum(messages) as messages, count(*)::int as rows from billing.journal where workspace_id = $1 group by kind order by kind',
    [workspaceId],
  );
  expect(journals.map(({ kind, messages }) => [kind, Number(messages)])).toEqual([
    ['reserve', 40],
    ['settle', 40],
    ['top_up', 0],
  ]);
  const rows = await ledger.rows<{ rows: number }>(
    'select count(*)::int as rows from billing.journal where workspace_id = $1',
    [workspaceId],
  );
  expect(rows[0]?.rows).toBeLessThanOrEqual(5);
  const usage = await ledger.rows<{ operator: string; amount: string }>(
    'select operator, class, sum(messages)::int as messages, sum(amount)::int as amount from billing.hourly_usage where workspace_id = $1 group by 1, 2 order by 1',
    [workspaceId],
  );
  expect(usage).toEqual([
    { operator: '*', class: 'marketing', messages: 20, amount: 80 },
    { operator: 'telkomsel', class: 'otp', messages: 20, amount: 60 },
  ]);
});

it('the database refuses a journal or balance that does not sum to 0, and a prepaid balance below 0', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 10);
  const change = (text: string) => ledger.rows(text, [workspaceId]);
  await expect(
    change(
      `insert into billing.journal (workspace_id, kind, currency, available) values ($1, 'top_up', 'IDR', 5)`,
    ),
  ).rejects.toThrow('journal_balances');
  await expect(
    change('update billing.balance set spent = spent + 1 where workspace_id = $1'),
  ).rejects.toThrow('balance_conserves');
  await expect(
    change('update billing.balance set available = -1, reserved = 11 where workspace_id = $1'),
  ).rejects.toThrow('balance_available_check');
});
