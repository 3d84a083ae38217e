/** The audit trail of a workspace is a chain: whoever changes, removes, adds or swaps entries breaks it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import { startEventRunner } from '../../platform/events/event-runner.ts';
import { createLogger } from '../../platform/log.ts';
import { openDatabase } from '../../platform/db.ts';
import { auditSubscriber } from './audit.ts';

let app: AppKit;
beforeAll(async () => {
  app = await startApp({ sends: false });
  for (let i = 0; i < 5; i++)
    await app.request('PATCH /v1/workspace', { key: app.a.key, body: { name: `Toko ${i}` } });
  await eventually('everything is in the trail', async () => {
    const waiting = await app.rows('select 1 from platform.event_delivery');
    return waiting.length === 0;
  });
});
afterAll(() => app?.close());

const check = async () => (await app.request('GET /v1/audit/check', { key: app.a.key })).body;
/** As somebody who owns the database and switches its guards off. */
const tamper = async (sql: string): Promise<void> => {
  await app.rows('alter table governance.audit_entry disable trigger audit_entry_is_final');
  for (const one of sql.split(';')) await app.rows(one, [app.a.id]);
  await app.rows('alter table governance.audit_entry enable trigger audit_entry_is_final');
};

describe('the chain', () => {
  beforeEach(async () => {
    await app.rows('create table kept as select * from governance.audit_entry');
    return async () => {
      await tamper('delete from governance.audit_entry where workspace_id = $1');
      await app.rows('insert into governance.audit_entry select * from kept where workspace_id = $1', [
        app.a.id,
      ]);
      await app.rows('drop table kept');
    };
  });

  it('is whole, and says who did what, newest first', async () => {
    const { entries, intact } = await check();
    expect(intact).toBe(true);
    expect(entries).toBeGreaterThanOrEqual(11);
    const page = await app.request<{ items: { action: string; sequence: number; actor: unknown }[] }>(
      'GET /v1/audit?limit=2',
      { key: app.a.key },
    );
    expect(page.body.items).toMatchObject([
      { action: 'workspace.updated', actor: { kind: 'key' } },
      { action: 'workspace.updated' },
    ]);
  });

  it.each([
    [
      'a changed word',
      `update governance.audit_entry set action = 'nothing.happened' where workspace_id = $1 and sequence = 4`,
      4,
    ],
    [
      'a changed detail',
      `update governance.audit_entry set data = data || '{"x": 1}' where workspace_id = $1 and sequence = 4`,
      4,
    ],
    [
      'another doer',
      `update governance.audit_entry set actor_id = 'somebody' where workspace_id = $1 and sequence = 6`,
      6,
    ],
    [
      'another time',
      `update governance.audit_entry set at = at + interval '1 second' where workspace_id = $1 and sequence = 2`,
      2,
    ],
    ['a missing entry', 'delete from governance.audit_entry where workspace_id = $1 and sequence = 5', 5],
    [
      'a missing first entry',
      'delete from governance.audit_entry where workspace_id = $1 and sequence = 1',
      1,
    ],
    [
      'a missing entry with the rest moved up',
      `with gone as (delete from governance.audit_entry where workspace_id = $1 and sequence >= 5 returning *)
       insert into governance.audit_entry
         select workspace_id, sequence - 1, event_id, at, actor_kind, actor_id, action, resource, data, hash from gone where sequence > 5`,
      5,
    ],
    [
      'two swapped entries',
      `update governance.audit_entry set sequence = 1007 - sequence where workspace_id = $1 and sequence in (3, 4);
       update governance.audit_entry set sequence = sequence - 1000 where workspace_id = $1 and sequence > 1000`,
      3,
    ],
    [
      'an added entry',
      `insert into governance.audit_entry
         select workspace_id, max(sequence) over () + 1, gen_random_uuid(), at, actor_kind, actor_id, action, resource, data, hash
         from governance.audit_entry where workspace_id = $1 order by sequence limit 1`,
      undefined,
    ],
  ])('shows %s', async (_, sql, firstBroken) => {
    const before = await check();
    await tamper(sql);
    const after = await check();
    expect(after).toMatchObject({
      intact: false,
      firstBroken: firstBroken ?? Number(before['entries']) + 1,
    });
  });

  it.each([
    'update governance.audit_entry set data = data',
    'delete from governance.audit_entry',
    'truncate governance.audit_entry',
  ])('even its owner cannot: %s', async (sql) => {
    await expect(app.rows(sql)).rejects.toThrow('never changed or deleted');
  });
});

describe('an event', () => {
  it('that is delivered twice, by two runners at once, is one entry', async () => {
    const workerDb = openDatabase({
      url: app.url,
      role: 'titian_worker',
      max: 4,
      applicationName: 'titian-test',
    });
    const runners = [1, 2].map(() =>
      startEventRunner({ db: workerDb, subscribers: [auditSubscriber], log: createLogger('silent') }),
    );
    const copies = `insert into platform.event_delivery (workspace_id, event_id, subscriber, type, actor_kind, actor_id, resource, data)
      select $1, md5(n::text)::uuid, 'governance.audit', 'thing.done', 'system', 'test', 'thing', '{}' from generate_series(1, 20) as n`;
    for (let round = 0; round < 2; round++) {
      await app.rows(copies, [app.a.id]);
      await Promise.all(runners.map((runner) => runner.drain()));
      await eventually(
        'handled',
        async () => (await app.rows('select 1 from platform.event_delivery')).length === 0,
      );
    }
    const rows = await app.rows(`select 1 from governance.audit_entry where action = 'thing.done'`);
    expect(rows).toHaveLength(20);
    expect(await check()).toMatchObject({ intact: true });
    await Promise.all(runners.map((runner) => runner.stop()));
    await workerDb.close();
  });
});
