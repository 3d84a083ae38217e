/** Charges that outlive the outbox end once, by a receipt, by being taken back, or by time. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LedgerKit, startLedger } from '../../../../testing/ledger-kit.ts';
import { closeAllOverdue, foldAllCharges } from './maintain-billing.ts';
import { closeCharges, type OpenCharge, openCharges } from './record-charges.ts';
import { reserveRequests } from './reserve.ts';

let ledger: LedgerKit;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger?.close());

const NOW = Date.now();
const LONG_AGO = NOW - 73 * 3_600_000;

async function accept(workspaceId: string, ids: readonly bigint[], over: Partial<OpenCharge> = {}, at = NOW) {
  await ledger.apiDb.inWorkspace(workspaceId, async (tx) => {
    const prices = ids.map(() => ({ amount: 10, currency: 'IDR' }));
    const requests = [{ prices, whole: false }];
    expect(await reserveRequests(tx, workspaceId, requests, () => true)).toBeNull();
    openCharges(tx, chargesOf(workspaceId, ids, over), at);
  });
}
const chargesOf = (workspaceId: string, ids: readonly bigint[], over: Partial<OpenCharge>): OpenCharge[] =>
  ids.map((messageId) => ({
    workspaceId,
    messageId,
    currency: 'IDR',
    amount: 10,
    held: true,
    medium: 'whatsapp',
    channelId: '11111111-1111-4111-8111-111111111111',
    operator: null,
    class: 'marketing',
    category: 'marketing',
    chargeOn: 'delivered',
    ...over,
  }));
const end = (workspaceId: string, acts: readonly [bigint, 'settle' | 'release'][]) =>
  closeCharges(
    ledger.workerDb,
    acts.map(([messageId, act]) => ({ workspaceId, messageId, act })),
  );

it('each is booked once, whoever says so how often, also at the same time', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  await accept(workspaceId, [1n, 2n, 3n, 4n]);
  const acts: [bigint, 'settle' | 'release'][] = [
    [3n, 'release'],
    [1n, 'settle'],
    [1n, 'release'],
    [2n, 'settle'],
    [99n, 'settle'],
  ];
  await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      end(workspaceId, n % 2 ? acts : acts.toSpliced(0, 1).concat([[3n, 'release']])),
    ),
  );
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 70, reserved: 10, spent: 20 });
  await ledger.workerDb.transaction(async (tx) =>
    openCharges(tx, chargesOf(workspaceId, [4n], { amount: 99 }), NOW),
  );
  await end(workspaceId, [[4n, 'settle']]);
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 70, reserved: 0, spent: 30 });
});

it('one workspace cannot end the charges of another', async () => {
  const [a, b] = [await ledger.newWorkspace('prepaid', 50), await ledger.newWorkspace('prepaid', 50)];
  await accept(a, [7n]);
  await ledger.apiDb.inWorkspace(b, (tx) =>
    closeCharges(tx, [{ workspaceId: a, messageId: 7n, act: 'release' }]),
  );
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(a)).toMatchObject({ reserved: 10 });
});

it('after 72 hours time decides: what was perhaps sent is paid, what was never delivered is not', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  await accept(workspaceId, [11n, 12n], { chargeOn: 'sent' }, LONG_AGO);
  await accept(workspaceId, [13n], {}, LONG_AGO);
  await accept(workspaceId, [14n]);
  await Promise.all([closeAllOverdue(ledger.workerDb), closeAllOverdue(ledger.workerDb)]);
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 70, reserved: 10, spent: 20 });
});

it('a release of what was never held gives nothing back', async () => {
  const workspaceId = await ledger.newWorkspace('prepaid', 100);
  await accept(workspaceId, [21n]);
  await ledger.workerDb.transaction(async (tx) =>
    openCharges(tx, chargesOf(workspaceId, [22n], { held: false }), NOW),
  );
  await end(workspaceId, [[22n, 'release']]);
  await foldAllCharges(ledger.workerDb);
  expect(await ledger.accountsOf(workspaceId)).toMatchObject({ available: 90, reserved: 10, spent: 0 });
});
