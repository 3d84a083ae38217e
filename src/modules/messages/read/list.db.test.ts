/** Lists: filters, pages that stay put while messages come in, and nothing lost at the edges of a window. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../../../testing/app-kit.ts';
import type { MessagePage } from '../contract.ts';

let app: AppKit;
const COUNT = 130;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
  for (let i = 0; i < COUNT; i += 26)
    await app.request('POST /v1/messages', {
      key: app.a.key,
      body: Array.from({ length: 26 }, (_, j) => ({
        to: `+62812${String(30_000_000 + i + j)}`,
        text: `Pesan ${i + j}`,
        class: (i + j) % 13 === 0 ? 'otp' : 'transactional',
        ...((i + j) % 10 === 0 ? { sendAt: new Date(Date.now() + 3_600_000).toISOString() } : {}),
      })),
    });
  await app.request('POST /v1/messages', {
    key: app.b.key,
    body: { to: '081234567890', text: 'Milik lain' },
  });
});
afterAll(() => app?.close());

const list = async (query: Record<string, string> = {}): Promise<MessagePage> => {
  const answer = await app.request<MessagePage>(`GET /v1/messages?${new URLSearchParams(query).toString()}`, {
    key: app.a.key,
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
async function walk(query: Record<string, string>, between: () => Promise<unknown> = async () => undefined) {
  const items: MessagePage['items'] = [];
  let pages = 0;
  for (let cursor: string | null | undefined; cursor !== null; pages++) {
    if (pages > 200) throw new Error('the pages never end');
    const page = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
    await between();
  }
  return items;
}

describe('pages', () => {
  it('hold every message once, newest first, although others come in meanwhile', async () => {
    let extra = 0;
    const items = await walk({ limit: '17' }, async () => {
      await app.request('POST /v1/messages', {
        key: app.a.key,
        body: { to: '081299990000', text: `Baru ${++extra}` },
      });
    });
    const texts = items.map(({ id }) => id);
    expect(texts).toHaveLength(COUNT);
    expect(new Set(texts).size).toBe(COUNT);
    const times = items.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(items.some(({ text }) => text === 'Milik lain')).toBe(false);
  });

  it('refuse a cursor that was not given out', async () => {
    for (const cursor of ['1', 'cur_00000000000000000000000000', items26()])
      expect(await app.request(`GET /v1/messages?cursor=${cursor}`, { key: app.a.key })).toMatchObject({
        status: 400,
        body: { code: 'messages.cursor_invalid', field: 'cursor' },
      });
  });
  const items26 = (): string => `msg_${'0'.repeat(26)}`;
});

describe('filters', () => {
  it('by class, without telling the text of a code', async () => {
    const otps = await walk({ class: 'otp', limit: '7' });
    expect(otps).toHaveLength(10);
    expect(otps.every((one) => one.class === 'otp' && one.text === null)).toBe(true);
  });
  it('by status: what is held, what waits to leave', async () => {
    expect(await walk({ status: 'held', limit: '3' })).toHaveLength(13);
    expect(await walk({ status: 'delivered' })).toEqual([]);
  });
  it('by number, in any form', async () => {
    for (const phone of ['+6281230000005', '081230000005', '6281230000005'])
      expect((await list({ phone })).items).toMatchObject([{ text: 'Pesan 5' }]);
  });
  it('by channel, direction and time', async () => {
    expect((await list({ channel: app.a.channel })).items.length).toBeGreaterThan(0);
    expect((await list({ direction: 'in' })).items).toEqual([]);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const early = new Date(Date.now() - 600_000).toISOString();
    expect((await list({ from: soon })).items).toEqual([]);
    expect((await list({ until: early })).items).toEqual([]);
    expect((await list({ from: early, until: soon })).items.length).toBeGreaterThan(0);
  });
  it('for a rare status and a class find what lies behind 1,000 others', async () => {
    // 1,200 failed marketing messages, newer than one failed code.
    await app.rows(
      `with made as (
         insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, body, encoding, segments, created_at)
         select $1, (extract(epoch from now() - interval '1 hour')::bigint * 1000 << 20) + n, 0, case n when 1 then 0 else 3 end,
           (select id from routing.channel where workspace_id = $1 limit 1), 'A', '+62812', '+62812', 'x', 0, 1, now()
         from generate_series(1, 1201) as n returning workspace_id, id, channel_id)
       insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id)
       select workspace_id, id, 1, 70, 0, now(), channel_id from made`,
      [app.a.id],
    );
    expect(await walk({ status: 'failed', limit: '100' })).toHaveLength(1201);
    expect(await walk({ status: 'failed', class: 'otp' })).toHaveLength(1);
  });
});
