/** The ledger follows what the provider says it charges, and conserves money whatever is said in whatever order. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LedgerKit, startLedger } from '../../../../testing/ledger-kit.ts';
import { followProvider } from './follow-provider.ts';
import { foldAllCharges } from './maintain-billing.ts';
import { chargeOfMessage } from './message-charge.ts';
import { closeCharges, type OpenCharge, openCharges } from './record-charges.ts';
import { reserveRequests } from './reserve.ts';

const CHANNEL = '11111111-1111-4111-8111-111111111111';
/** Minor units; `authentication` has no price of its own. */
const PRICES = {
  marketing: 41,
  utility: 25,
  service: 0,
  'authentication-international': 136,
  '*': 30,
} as const;
const priceOf = (category: string): number =>
  new Map<string, number>(Object.entries(PRICES)).get(category) ?? 30;

let ledger: LedgerKit;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger?.close());

async function newWorkspace(mode: 'prepaid' | 'postpaid', funded: number): Promise<string> {
  const workspaceId = await ledger.newWorkspace(mode, funded);
  for (const [category, amount] of Object.entries(PRICES))
    await ledger.rows(
      `insert into billing.price (workspace_id, medium, operator, category, amount, currency, charge_on, valid_from)
       values ($1, 'whatsapp', '*', $2, $3, 'IDR', 'delivered', '2026-01-01'), ($1, 'whatsapp', '*', $2, 999, 'IDR', 'delivered', '2099-01-01')`,
      [workspaceId, category, amount],
    );
  // Within the window it costs nothing; whoever is told that it is billable was outside.
  await ledger.rows(
    `insert into billing.price (workspace_id, medium, operator, category, in_window, amount, currency, charge_on, valid_from)
     values ($1, 'whatsapp', '*', 'utility', true, 0, 'IDR', 'delivered', '2026-01-01')`,
    [workspaceId],
  );
  return workspaceId;
}

const open = (workspaceId: string, messageId: bigint, category: string, amount: number): OpenCharge => ({
  workspaceId,
  messageId,
  category,
  amount,
  currency: 'IDR',
  held: true,
  medium: 'whatsapp',
  channelId: CHANNEL,
  operator: 'telkomsel',
  class: 'transactional',
  chargeOn: 'delivered',
});

async function accept(workspaceId: string, messageId: bigint, category: string, amount: number) {
  await ledger.apiDb.inWorkspace(workspaceId, async (tx) => {
    const prices = [{ amount, currency: 'IDR' }];
    expect(await reserveRequests(tx, workspaceId, [{ prices, whole: false }], () => true)).toBeNull();
    openCharges(tx, [open(workspaceId, messageId, category, amount)], Date.now());
  });
}

interface Told {
  readonly billable: boolean;
  readonly category: string | null;
}
/** What a receipt brings: a verdict, and whether it ends the charge. */
const receive = (
  workspaceId: string,
  messageId: bigint,
  told: Told | null,
  act: 'settle' | 'release' | null,
) =>
  ledger.workerDb.transaction(async (tx) => {
    if (told !== null) await followProvider(tx, [{ workspaceId, messageId, ...told }]);
    if (act !== null) await closeCharges(tx, [{ workspaceId, messageId, act }]);
  });

const chargeOf = (workspaceId: string, messageId: bigint) =>
  ledger.apiDb.inWorkspace(workspaceId, (tx) => chargeOfMessage(tx, workspaceId, messageId));

const told = fc.option(
  fc.record({
    billable: fc.boolean(),
    category: fc.constantFrom(null, 'marketing', 'utility', 'service', 'authentication'),
  }),
);
const life = fc.record({
  asked: fc.constantFrom('marketing', 'utility', 'authentication'),
  inWindow: fc.boolean(),
  receipts: fc.array(told, { maxLength: 3 }),
  end: fc.constantFrom('settle', 'release', null),
});

it('any verdicts conserve money, and what is spent is what the provider charges', async () => {
  let id = 0n;
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 6 }), async (lives) => {
      const workspaceId = await newWorkspace('prepaid', 10_000);
      let spent = 0;
      let reserved = 0;
      await Promise.all(
        lives.map(async ({ asked, inWindow, receipts, end }) => {
          const messageId = ++id;
          let category: string = asked;
          let amount = inWindow && asked === 'utility' ? 0 : priceOf(asked);
          let held = true;
          let amended = false;
          await accept(workspaceId, messageId, asked, amount);
          for (const one of receipts) {
            await receive(workspaceId, messageId, one, null);
            if (one === null) continue;
            const next = one.category ?? category;
            const isWrong = next !== category || one.billable !== amount > 0;
            const right = !one.billable ? 0 : isWrong ? priceOf(next) : amount;
            held = held && right <= amount;
            amended ||= isWrong;
            amount = right;
            category = next;
          }
          if (end !== null) {
            await receive(workspaceId, messageId, null, end);
            // The provider repeats itself: nothing is left to change.
            await receive(workspaceId, messageId, receipts.at(-1) ?? null, end);
          }
          const charge = await chargeOf(workspaceId, messageId);
          if (end === null) expect(charge).toEqual({ amount, currency: 'IDR', category, open: true });
          else if (end === 'settle' && amended)
            expect(charge).toEqual({ amount, currency: 'IDR', category, open: false });
          else expect(charge).toBeNull();
          if (end === 'settle') spent += amount;
          if (end === null && held) reserved += amount;
        }),
      );
      await foldAllCharges(ledger.workerDb);
      const wanted = {
        available: 10_000 - spent - reserved,
        reserved,
        spent,
        funding: -10_000,
        trial: 0,
        credit: 0,
      };
      expect(await ledger.accountsOf(workspaceId)).toEqual(wanted);
      expect(await ledger.journalsOf(workspaceId)).toEqual(wanted);
    }),
    { numRuns: 25 },
  );
}, 120_000);

it('says in the statement what it was charged as', async () => {
  const workspaceId = await newWorkspace('prepaid', 1_000);
  await accept(workspaceId, 1001n, 'utility', 25);
  await accept(workspaceId, 1002n, 'utility', 25);
  await receive(workspaceId, 1001n, { billable: true, category: 'marketing' }, 'settle');
  await receive(workspaceId, 1002n, { billable: false, category: 'service' }, 'settle');
  await foldAllCharges(ledger.workerDb);
  const usage = await ledger.rows(
    'select category, messages::int, amount::int from billing.hourly_usage where workspace_id = $1 order by 1',
    [workspaceId],
  );
  expect(usage).toEqual([
    { category: 'marketing', messages: 1, amount: 41 },
    { category: 'service', messages: 1, amount: 0 },
  ]);
});

it('charges what is owed although the balance does not cover it', async () => {
  const workspaceId = await newWorkspace('prepaid', 25);
  await accept(workspaceId, 2001n, 'utility', 25);
  await receive(workspaceId, 2001n, { billable: true, category: 'authentication-international' }, 'settle');
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({
    available: 0,
    reserved: 0,
    spent: 136,
    credit: -111,
  });
});

it('leaves alone what is charged on sending, and messages of others', async () => {
  const [one, other] = [await newWorkspace('prepaid', 100), await newWorkspace('prepaid', 100)];
  await accept(one, 3001n, 'utility', 25);
  await receive(other, 3001n, { billable: true, category: 'marketing' }, 'settle');
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(one)).toMatchObject({ available: 75, reserved: 25, spent: 0 });
  expect(await ledger.accountsOf(other)).toMatchObject({ available: 100, spent: 0 });
});
