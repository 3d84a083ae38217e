/** What is kept as it came: who sees it, and that erasing a person or a message reaches it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../../../testing/app-kit.ts';
import type { ChannelNotice } from '../../../channels/channel.ts';
import { uuidOfPublicId } from '../../../lib/uuid.ts';
import type { KeptDetail, KeptPage } from '../contract.ts';
import { receiveNews } from '../inbound/receive-news.ts';
import { purgeRaw } from '../queries/kept.ts';

let app: AppKit;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
});
afterAll(() => app?.close());

const PATH = () => `/v1/channels/${app.a.channel}/kept`;
const list = async (query = '', key = app.a.key) =>
  (await app.request<KeptPage>(`GET ${PATH()}${query}`, { key })).body;
const show = async (id: string, options: { key?: string; cookie?: string } = { key: app.a.key }) =>
  (await app.request<KeptDetail>(`GET ${PATH()}/${id}`, options)).body;

let entries = 0;
/** Through the door that adapters use. */
async function keep(
  raw: object,
  kind = 'history',
  at = new Date(Date.UTC(2026, 10, 1, 0, ++entries)),
): Promise<string> {
  const externalId = `${kind}:${++entries}`;
  const notice: ChannelNotice = {
    type: 'notice',
    externalId,
    topic: 'other',
    subject: kind,
    state: 'kept',
    level: 'info',
    at,
    data: { field: kind },
    raw: { kind, json: JSON.stringify(raw) },
  };
  const channel = { id: uuidOfPublicId('chn', app.a.channel) ?? '', workspaceId: app.a.id };
  const deps = { ...app.runtime.routeDeps.messages, db: app.ownerDb };
  await receiveNews(deps as never, channel as never, notice);
  await receiveNews(deps as never, channel as never, notice);
  return (await list()).items.find((one) => one.at === at.toISOString())?.id ?? '';
}

const thread = (phone: string, said: string) => ({
  id: phone,
  messages: [{ from: phone, id: `wamid.${phone.slice(-4)}`, text: { body: said } }],
});

it('is listed newest first, page by page, once each, and opened whole', async () => {
  const first = await keep({ state_sync: [{ contact: { full_name: 'Budi \ud83d' } }] }, 'smb_app_state_sync');
  const second = await keep({ history: [{ threads: [thread('6281200000001', 'Halo')] }] });
  const third = await keep({ apa: 'ini' }, 'kabar_baru');
  const { items } = await list();
  expect(items.map(({ id, kind }) => [id, kind])).toEqual([
    [third, 'kabar_baru'],
    [second, 'history'],
    [first, 'smb_app_state_sync'],
  ]);
  const page = await list('?limit=2');
  expect(page.items).toHaveLength(2);
  expect((await list(`?limit=2&cursor=${page.next}`)).items.map(({ id }) => id)).toEqual([first]);
  expect(await show(third)).toMatchObject({
    kind: 'kabar_baru',
    size: '{"apa": "ini"}'.length,
    raw: { apa: 'ini' },
  });
  expect(JSON.stringify((await show(first)).raw)).toContain('Budi \ufffd');
});

it('is for those who may read messages, of their own workspace, with numbers as their role sees them', async () => {
  const id = await keep({ history: [{ threads: [thread('6281200000002', 'Nomor saya 0812-0000-0002')] }] });
  const ask = (options: { key?: string; cookie?: string }, path = `${PATH()}/${id}`) =>
    app.request(`GET ${path}`, options);
  const { key: blind } = await app.keyOf(app.a, ['channels:read']);
  expect((await ask({ key: blind }, PATH())).status).toBe(403);
  expect((await ask({ key: blind })).status).toBe(403);
  expect((await ask({ key: app.b.key })).status).toBe(404);
  expect((await ask({ key: app.b.key }, `/v1/channels/${app.b.channel}/kept/${id}`)).status).toBe(404);
  const developer = JSON.stringify(
    (await show(id, { cookie: (await app.memberOf(app.a, 'developer')).cookie })).raw,
  );
  expect(developer).toContain('+62812••••002');
  expect(developer).not.toMatch(/6281200000002|0000-0002/);
  const owner = await show(id, { cookie: (await app.memberOf(app.a, 'owner')).cookie });
  expect(JSON.stringify(owner.raw)).toContain('6281200000002');
});

it('goes with the contact that is erased, also what was merged into it, and nobody else’s', async () => {
  const make = async (address: string): Promise<string> => {
    const body = { identities: [{ kind: 'phone', address }] };
    return String((await app.request('POST /v1/contacts', { key: app.a.key, body })).body['id']);
  };
  const [rina, other] = [await make('081255550001'), await make('081255550002')];
  await app.request(`POST /v1/contacts/${rina}/merge`, { key: app.a.key, body: { others: [other] } });
  const threads = ['6281255550001', '6281255550002', '6281255550003'].map((one) =>
    thread(one, `dari ${one}`),
  );
  const chats = await keep({ history: [{ threads }] });
  const alone = await keep({ from: '6281255550001', apa: 'baru' }, 'kabar_baru');
  const theirs = await keep({ from: '62812555500012' }, 'kabar_baru');
  const before = await show(theirs);
  expect((await app.request(`DELETE /v1/contacts/${rina}`, { key: app.a.key })).status).toBe(204);
  expect((await show(chats)).raw).toEqual({ history: [{ threads: [threads[2]] }] });
  expect(await show(alone)).toMatchObject({ status: 404, code: 'messages.kept_not_found' });
  expect(await show(theirs)).toEqual(before);
  const left = await app.rows(`select 1 from messages.kept_raw where raw::text ~ '62812555500(01|02)\\M'`);
  expect(left).toEqual([]);
});

it('loses the message that is redacted or erased', async () => {
  for (const what of ['POST', 'DELETE'] as const) {
    const { id } = (
      await app.request<{ id: string }>('POST /v1/messages', {
        key: app.a.key,
        body: { to: '081266660001', text: 'Rahasia' },
      })
    ).body;
    const external = `wamid.${what}`;
    await app.rows('delete from messages.outbox');
    await app.rows(
      `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, external_id)
       select workspace_id, id, 1, 60, 0, now(), channel_id, $2 from messages.message where id = $1`,
      [app.runtime.routeDeps.messages.publicIds.decode('msg', id)?.toString(), external],
    );
    const messages = [external, 'wamid.lain'].map((one) => ({ id: one, text: { body: `isi ${one}` } }));
    const kept = await keep({ history: [{ threads: [{ id: '6281266660009', messages }] }] });
    const path = `/v1/messages/${id}`;
    const call = what === 'POST' ? `POST ${path}/redact` : `DELETE ${path}`;
    const { status } = await app.request(call, { key: app.a.key, ...(what === 'POST' ? { body: {} } : {}) });
    expect([200, 204]).toContain(status);
    expect((await show(kept)).raw).toEqual({
      history: [{ threads: [{ id: '6281266660009', messages: [messages[1]] }] }],
    });
  }
});

it('is forgotten after 180 days', async () => {
  const old = await keep({ lama: true }, 'lama');
  await app.rows(`update messages.kept_raw set kept_at = now() - interval '181 days' where kind = 'lama'`);
  await app.ownerDb.query(purgeRaw, []);
  expect(await show(old)).toMatchObject({ status: 404 });
});
