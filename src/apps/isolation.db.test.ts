/**
 * Row-level security alone: what would happen if the program named the wrong workspace. Inside a
 * transaction of one workspace, every tenant table and query is asked for another's rows.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../testing/app-kit.ts';
import { type OwnIds, ownIdsOf } from '../../testing/own-ids.ts';
import { findOptOuts, listAuditEntries, listOptOuts } from '../modules/governance/queries.ts';
import { findIdempotencyKeys, insertIdempotencyKeys } from '../modules/messages/queries/accept.ts';
import { findForParty, takeForCancel } from '../modules/messages/queries/outbox.ts';
import {
  findMessage,
  findParties,
  listDeadLetters,
  listMessages,
  listQueuedMessages,
  listTimeline,
  takeDeadLetters,
} from '../modules/messages/queries/read.ts';
import { listBalances } from '../modules/billing/queries/balances.ts';
import { listJournals } from '../modules/billing/queries/ledger.ts';
import { listPrices } from '../modules/billing/queries/prices.ts';
import {
  deleteSender,
  findChannel,
  insertSender,
  listChannels,
  listSenders,
} from '../modules/routing/queries.ts';
import { type Database, openDatabase, type Query } from '../platform/db.ts';

let app: AppKit;
let apiDb: Database;
let theirs: OwnIds;
beforeAll(async () => {
  app = await startApp({ sends: false, works: true });
  const owner = await app.memberOf(app.b, 'owner');
  theirs = await ownIdsOf(app, app.b, { userId: owner.userId, optedOut: '+6281200000002' });
  await app.request('POST /v1/messages', {
    key: app.b.key,
    body: { to: '081234567890', text: 'Halo' },
    headers: { 'idempotency-key': 'theirs' },
  });
  apiDb = openDatabase({ url: app.url, role: 'titian_api', max: 4, applicationName: 'titian-test' });
});
afterAll(async () => {
  await apiDb?.close();
  await app?.close();
});

const sql = (text: string): Query<unknown[], Record<string, unknown>> => ({ name: '', text });
const FAR = '9223372036854775807';

describe('in a transaction of one workspace', () => {
  it('no table shows, changes, removes or takes a row of another', async () => {
    const tables = await app.rows<{ name: string; workspace: string; columns: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name, a.attname as workspace,
         (select string_agg(format('%I', w.attname), ', ' order by w.attnum) from pg_attribute w
           where w.attrelid = c.oid and w.attnum > 0 and not w.attisdropped and w.attgenerated = '') as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid
         and a.attname = case c.relname when 'workspace' then 'id' else 'workspace_id' end
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
       order by 1`,
    );
    expect(tables.length).toBeGreaterThan(15);
    let filled = 0;
    for (const { name, workspace, columns } of tables) {
      const [sample] = await app.rows<{ row: unknown }>(
        `select to_jsonb(t) as row from ${name} t where ${workspace} = $1 limit 1`,
        [app.b.id],
      );
      const attempt = (text: string, params: unknown[]) =>
        apiDb
          .inWorkspace(app.a.id, (tx) => tx.query(sql(text), params))
          .then(
            (rows) => rows.length,
            // No right at all (42501) is as good as no row.
            (error: unknown) => String(error),
          );
      const nothing = /^0$|permission denied|row-level security|can only be updated|identity column/;
      const seen = await attempt(`select 1 from ${name} where ${workspace} = $1`, [app.b.id]);
      expect(String(seen), `select from ${name}`).toMatch(nothing);
      const changed = await attempt(
        `update ${name} set ${workspace} = ${workspace} where ${workspace} = $1 returning 1`,
        [app.b.id],
      );
      expect(String(changed), `update ${name}`).toMatch(nothing);
      const removed = await attempt(`delete from ${name} where ${workspace} = $1 returning 1`, [app.b.id]);
      expect(String(removed), `delete from ${name}`).toMatch(nothing);
      if (sample === undefined) continue;
      filled += 1;
      const put = await attempt(
        `insert into ${name} (${columns}) overriding system value select ${columns} from jsonb_populate_record(null::${name}, $1)`,
        [JSON.stringify(sample.row)],
      );
      expect(String(put), `insert into ${name}`).toMatch(/permission denied|row-level security/);
    }
    expect(filled).toBeGreaterThan(12);
  });

  it('no query that names the other one finds or stores anything', async () => {
    const b = app.b.id;
    const raw = app.runtime.routeDeps.messages.publicIds.decode('msg', theirs.message)?.toString() ?? '';
    const dead = app.runtime.routeDeps.messages.publicIds.decode('msg', theirs.deadMessage)?.toString() ?? '';
    const [sender] = await app.rows<{ id: string }>('select id from routing.sender where workspace_id = $1', [
      b,
    ]);
    const [channel] = await app.rows<{ id: string }>(
      'select id from routing.channel where workspace_id = $1',
      [b],
    );
    const list = [b, FAR, '0', null, null, null, 50] as const;
    const cases = [
      [findMessage, [b, raw]],
      [findParties, [b, [raw]]],
      [listTimeline, [b, dead]],
      [listMessages, list],
      [listQueuedMessages, list],
      [listDeadLetters, [b, FAR, 50]],
      [takeDeadLetters, [b, [dead]]],
      [takeForCancel, [b, raw, true]],
      [findForParty, [b, '+6281234567890', '0']],
      [findIdempotencyKeys, [b, ['theirs']]],
      [findOptOuts, [b, [theirs.optedOut]]],
      [listOptOuts, [b, '', 50]],
      [listAuditEntries, [b, FAR, 50]],
      [listPrices, [b]],
      [listBalances, [b]],
      [listJournals, [b, null, null, null, 50]],
      [listChannels, [b]],
      [findChannel, [b, channel?.id]],
      [listSenders, [b]],
      [deleteSender, [b, sender?.id]],
    ] as unknown as readonly (readonly [Query<readonly unknown[], unknown>, readonly unknown[]])[];
    for (const [query, params] of cases) {
      const wrong = await apiDb.inWorkspace(app.a.id, (tx) => tx.query(query, params));
      expect(wrong, query.name).toEqual([]);
    }
    const refusals = [
      apiDb.inWorkspace(app.a.id, (tx) =>
        tx.query(insertSender, [b, crypto.randomUUID(), 'JAHAT', 'alphanumeric', 'sms', false]),
      ),
      apiDb.inWorkspace(app.a.id, (tx) =>
        tx.query(insertIdempotencyKeys, [b, ['k'], [Buffer.alloc(32)], [202], ['{}']]),
      ),
    ];
    for (const refusal of refusals) await expect(refusal).rejects.toThrow('row-level security');
    // The same questions in the right workspace have answers; else they prove nothing.
    const found = await apiDb.inWorkspace(b, async (tx) => {
      const counts: Record<string, number> = {};
      for (const [query, params] of cases.filter(([{ name }]) => !/take|delete/.test(name)))
        counts[query.name] = (await tx.query(query, params)).length;
      return counts;
    });
    const empty = Object.keys(found).filter((name) => found[name] === 0);
    expect(empty).toEqual(['messages.timeline']);
  });

  it('and without a workspace there is nothing at all', async () => {
    for (const table of ['messages.message', 'messages.outbox', 'routing.channel', 'accounts.member'])
      expect(await apiDb.query(sql(`select 1 from ${table}`), [])).toEqual([]);
  });
});
