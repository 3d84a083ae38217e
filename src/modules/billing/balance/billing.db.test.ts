/** Top-ups, trial credit, settings, the ledger and the statement, through the API. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import { type Billing, Journal, JournalPage, type Statement } from '../contract.ts';
import { type MessageCharge, recordCharges } from '../charges/record-charges.ts';
import { reserveRequests } from '../charges/reserve.ts';
import { openDatabase, type Database } from '../../../platform/db.ts';

let app: AppKit;
let workerDb: Database;
beforeAll(async () => {
  app = await startApp({ sends: false, works: true });
  workerDb = openDatabase({ url: app.url, role: 'titian_worker', max: 2, applicationName: 'titian-test' });
});
afterAll(async () => {
  await workerDb?.close();
  await app?.close();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`POST ${path}`, { key: app.a.key, body, headers });
const billing = async (): Promise<Billing> =>
  (await app.request<Billing>('GET /v1/billing', { key: app.a.key })).body;
const idr = async () => {
  const [found] = (await billing()).balances;
  if (found === undefined) throw new Error('there is always one');
  return found;
};
const audited = (action: string) =>
  app.rows<{ data: Record<string, unknown> }>(
    'select data from governance.audit_entry where workspace_id = $1 and action = $2 order by sequence',
    [app.a.id, action],
  );

describe('a new workspace', () => {
  it('is postpaid without a limit, so that nothing is refused', async () => {
    expect(await billing()).toEqual({
      mode: 'postpaid',
      balances: [
        expect.objectContaining({ currency: 'IDR', available: 0, creditLimit: null, spendable: null }),
      ],
    });
  });
});

describe('money that comes in', () => {
  it('is booked once per reference, also when many ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post('/v1/billing/top-ups', { amount: 5_000_000, reference: 'TRF-1' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(5);
    expect(await idr()).toMatchObject({ available: 5_000_000, funded: 5_000_000, owed: 0 });
  });

  it('and once per Idempotency-Key; another amount under either is refused', async () => {
    const key = { 'idempotency-key': '"top-up-2"' };
    const first = await post('/v1/billing/top-ups', { amount: 100, reference: 'TRF-2' }, key);
    const again = await post('/v1/billing/top-ups', { amount: 100, reference: 'TRF-2' }, key);
    expect([first.status, again.status, again.body['id']]).toEqual([201, 201, first.body['id']]);
    for (const body of [
      { amount: 999, reference: 'TRF-3' },
      { amount: 100, reference: 'TRF-3' },
    ]) {
      const other = await post('/v1/billing/top-ups', body, key);
      expect([other.status, other.body['code']]).toEqual([409, 'billing.reference_used']);
    }
    const reused = await post('/v1/billing/top-ups', { amount: 101, reference: 'TRF-2' });
    expect(reused.body['code']).toBe('billing.reference_used');
    const odd = await post('/v1/billing/top-ups', { amount: 1, reference: 'x' }, { 'idempotency-key': '""' });
    expect(odd.body['code']).toBe('billing.idempotency_key_invalid');
    expect((await idr()).funded).toBe(5_000_100);
  });

  it.each([
    { amount: 0 },
    { amount: -5 },
    { amount: 1.5 },
    { amount: 1e15 },
    { amount: 5, currency: 'rp' },
    { reference: ' ' },
  ])('is not %j', async (wrong) => {
    const answer = await post('/v1/billing/top-ups', { amount: 5, reference: 'TRF-9', ...wrong });
    expect([400, 422]).toContain(answer.status);
  });

  it('for trying out goes to trial workspaces only, and stands apart', async () => {
    const given = await post('/v1/billing/trial-credits', { amount: 900, note: 'Selamat mencoba' });
    expect(Journal.parse(given.body)).toMatchObject({
      kind: 'trial_credit',
      changes: { available: 900, trial: -900, funding: 0 },
      note: 'Selamat mencoba',
    });
    expect((await idr()).trialCredit).toBe(900);
    await app.rows('update accounts.workspace set trial = false where id = $1', [app.b.id]);
    const refused = await app.request('POST /v1/billing/trial-credits', {
      key: app.b.key,
      body: { amount: 1 },
    });
    expect([refused.status, refused.body['code']]).toEqual([409, 'billing.not_a_trial']);
  });

  it('is in the audit trail', async () => {
    await eventually('both are written down', async () => (await audited('billing.topped_up')).length === 2);
    expect((await audited('billing.topped_up'))[0]?.data).toEqual({
      amount: 5_000_000,
      currency: 'IDR',
      reference: 'TRF-1',
    });
  });
});

const CHARGE = (channelId: string): MessageCharge => ({
  workspaceId: app.a.id,
  currency: 'IDR',
  amount: 42_000,
  held: true,
  medium: 'sms',
  channelId,
  operator: 'telkomsel',
  class: 'otp',
  category: null,
});

/** Accepts and sends so many messages, as the pipeline would. */
async function use(messages: number): Promise<void> {
  const [channel] = await app.rows<{ id: string }>('select id from routing.channel where workspace_id = $1', [
    app.a.id,
  ]);
  const charges = Array.from({ length: messages }, () => CHARGE(channel?.id ?? ''));
  await app.runtime.routeDeps.billing.db.inWorkspace(app.a.id, async (tx) => {
    const requests = [{ prices: charges, whole: false }];
    expect(await reserveRequests(tx, app.a.id, requests, () => true)).toBeNull();
    recordCharges(tx, { settled: charges, released: [] });
  });
}

describe('a low balance', () => {
  it('is told once per crossing, and no more once money came in', async () => {
    const put = await app.request<Billing>('PUT /v1/billing', {
      key: app.a.key,
      body: { mode: 'prepaid', lowBelow: 4_950_000 },
    });
    expect(put.body).toMatchObject({ mode: 'prepaid', balances: [{ creditLimit: 0, spendable: 5_001_000 }] });
    await use(2);
    await eventually('it is low', async () => (await idr()).lowSince ?? false);
    await use(1);
    await eventually('it is folded', async () => (await idr()).spent === 126_000);
    const told = await eventually('it is told', async () => {
      const entries = await audited('billing.low_balance');
      return entries.length > 0 && entries;
    });
    expect(told).toHaveLength(1);
    expect(told[0]?.data).toMatchObject({ currency: 'IDR', spendable: 4_917_000, lowBelow: 4_950_000 });
    await post('/v1/billing/top-ups', { amount: 100_000, reference: 'TRF-4' });
    expect(await idr()).toMatchObject({ lowSince: null, spendable: 4_975_000 });
    await use(1);
    await eventually('it is told again', async () => (await audited('billing.low_balance')).length === 2);
  });
});

describe('the ledger', () => {
  it('goes page by page, newest first, and every journal sums to 0', async () => {
    const seen: Journal[] = [];
    let cursor = '';
    do {
      const { body } = await app.request(`GET /v1/billing/ledger?limit=2&cursor=${cursor}`, {
        key: app.a.key,
      });
      const page = JournalPage.parse(body);
      seen.push(...page.items);
      cursor = page.next ?? '';
    } while (cursor !== '');
    for (const { changes } of seen) expect(Object.values(changes).reduce((sum, one) => sum + one, 0)).toBe(0);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['top_up', 'trial_credit', 'reserve', 'settle']),
    );
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const only = await app.request('GET /v1/billing/ledger?kind=top_up', { key: app.a.key });
    expect(JournalPage.parse(only.body).items.map(({ reference }) => reference)).toEqual([
      'TRF-4',
      'TRF-2',
      'TRF-1',
    ]);
  });

  it('shows nobody the pages of another', async () => {
    const { body } = await app.request('GET /v1/billing/ledger', { key: app.a.key });
    const theirs = JournalPage.parse(body).items[0]?.id;
    const answer = await app.request(`GET /v1/billing/ledger?cursor=${theirs}`, { key: app.b.key });
    expect(answer.body).toEqual({ items: [], next: null });
  });
});

describe('the statement', () => {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const ask = (query: string) =>
    app.request<Statement>(`GET /v1/billing/statement?${query}`, { key: app.a.key });

  it('sums up what was used, by the lines that were asked for', async () => {
    const { body } = await eventually('all four are folded', async () => {
      const answer = await ask(`from=${today}&to=${today}`);
      return answer.body.totals[0]?.messages === 4 && answer;
    });
    expect(body).toEqual({
      from: today,
      to: today,
      timeZone: 'Asia/Jakarta',
      totals: [{ currency: 'IDR', messages: 4, amount: 168_000 }],
      rows: [
        {
          day: today,
          medium: null,
          channel: { id: app.a.channel, name: 'Ponsel virtual' },
          operator: 'telkomsel',
          class: null,
          category: null,
          currency: 'IDR',
          messages: 4,
          amount: 168_000,
        },
      ],
    });
    const whole = await ask(`from=${today}&to=${today}&by=`);
    expect(whole.body.rows).toEqual([
      expect.objectContaining({ day: null, channel: null, operator: null, amount: 168_000 }),
    ]);
    expect((await ask('from=2020-01-01&to=2020-01-31')).body.rows).toEqual([]);
  });

  it.each(['from=2026-02-01&to=2026-01-31', 'from=2025-01-01&to=2026-06-01'])(
    'does not cover %s',
    async (query) => {
      expect((await ask(query)).body).toMatchObject({ code: 'billing.period_invalid' });
    },
  );

  it('comes as CSV too', async () => {
    const answer = await app.request(
      `GET /v1/billing/statement.csv?from=${today}&to=${today}&by=day,channel`,
      {
        key: app.a.key,
      },
    );
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain(`statement-${today}-${today}.csv`);
    expect(String(answer.body['raw']).split('\r\n')[1]).toBe(
      `${today};;Ponsel virtual;${app.a.channel};;;;IDR;4;1680,00`,
    );
  });
});

describe('prices', () => {
  it('are quoted by the closest that counts', async () => {
    const made = await post('/v1/prices', {
      medium: 'sms',
      operator: '*',
      class: 'marketing',
      channel: app.a.channel,
      amount: 21_000,
      chargeOn: 'delivered',
    });
    expect(made.body).toMatchObject({ channel: app.a.channel, class: 'marketing', chargeOn: 'delivered' });
    const quote = (query: string) => app.request(`GET /v1/prices/quote?${query}`, { key: app.a.key });
    expect((await quote('operator=telkomsel&segments=2')).body).toMatchObject({
      total: { amount: 84_000, currency: 'IDR' },
    });
    const close = await quote(`operator=telkomsel&class=marketing&channel=${app.a.channel}`);
    expect(close.body).toMatchObject({ total: { amount: 21_000 }, price: { id: made.body['id'] } });
    expect((await quote('medium=email')).body).toMatchObject({ total: null, price: null });
    const foreign = await quote(`channel=${app.b.channel}`);
    expect(foreign.body['code']).toBe('billing.channel_unknown');
  });
});
