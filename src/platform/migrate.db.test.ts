import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/db.ts';
import { openDatabase } from './db.ts';
import { migrate, readMigrations } from './migrate.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function rows(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function directoryWith(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'titian-migrations-'));
  for (const { id, name, sql } of readMigrations()) {
    writeFileSync(join(directory, `${String(id).padStart(6, '0')}_${name}.sql`), sql);
  }
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(directory, name), sql);
  return directory;
}

describe('migrate', () => {
  test('finds nothing to do on a migrated database', async () => {
    expect(await migrate({ url: database.url })).toEqual([]);
  });

  test('applies a new migration once when several processes start together', async () => {
    const directory = directoryWith({ '900001_probe.sql': 'create table platform.probe (id int)' });
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate({ url: database.url, directory })));
    expect(runs.map((run) => run.length).sort()).toEqual([0, 0, 0, 1]);
    expect(await rows('select * from platform.probe')).toEqual([]);
  });

  test('works with a database that has a newer migration which is not breaking', async () => {
    expect(await migrate({ url: database.url })).toEqual([]);
  });

  test('leaves nothing of a migration that fails, and names file and line', async () => {
    const directory = directoryWith({
      '900001_probe.sql': 'create table platform.probe (id int)',
      '900002_bad.sql': 'create table platform.half (id int);\n\nselect nonsense;\n',
    });
    await expect(migrate({ url: database.url, directory })).rejects.toThrow(/900002_bad\.sql:3: .*nonsense/);
    expect(await rows(`select to_regclass('platform.half') as found`)).toEqual([{ found: null }]);
  });

  test('refuses when an applied migration was edited', async () => {
    const directory = directoryWith({ '900001_probe.sql': 'create table platform.probe (id bigint)' });
    await expect(migrate({ url: database.url, directory })).rejects.toThrow(/900001_probe was changed/);
  });

  test('refuses a migration numbered before the last applied one', async () => {
    const directory = directoryWith({
      '900000_late.sql': 'select 1',
      '900001_probe.sql': 'create table platform.probe (id int)',
    });
    await expect(migrate({ url: database.url, directory })).rejects.toThrow(/next free number/);
  });

  test('refuses a database that a newer version changed in a breaking way', async () => {
    const directory = directoryWith({
      '900001_probe.sql': 'create table platform.probe (id int)',
      '900003_drop.sql': '--! breaking\ndrop table platform.probe',
    });
    await migrate({ url: database.url, directory });
    await expect(migrate({ url: database.url })).rejects.toThrow(/newer Titian \(900003_drop\)/);
  });
});

describe('roles', () => {
  test.each(['titian_api', 'titian_worker'] as const)(
    '%s can neither bypass row security nor create',
    async (role) => {
      const db = openDatabase({ url: database.url, role, max: 1, applicationName: 'test' });
      try {
        const query = {
          name: 'who',
          text: `select current_user as name, rolbypassrls or rolsuper or rolcreaterole as strong,
        has_schema_privilege('platform', 'create') as creates from pg_roles where rolname = current_user`,
        };
        expect(await db.query(query, [])).toEqual([{ name: role, strong: false, creates: false }]);
      } finally {
        await db.close();
      }
    },
  );

  test('a connection of the application gives up on forgotten transactions and runaway statements', async () => {
    const db = openDatabase({ url: database.url, role: 'titian_worker', max: 1, applicationName: 'test' });
    const text = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle`;
    try {
      expect(await db.query({ name: 'timeouts', text }, [])).toEqual([
        { statement: '10s', lock: '10s', idle: '30s' },
      ]);
    } finally {
      await db.close();
    }
  });

  test('the workspace is null outside a transaction of a workspace', async () => {
    const db = openDatabase({ url: database.url, role: 'titian_api', max: 1, applicationName: 'test' });
    const query = { name: 'workspace', text: 'select platform.current_workspace() as id' };
    const id = '018f0000-0000-7000-8000-000000000001';
    try {
      expect(await db.queryInWorkspace(id, query, [])).toEqual([{ id }]);
      expect(await db.query(query, [])).toEqual([{ id: null }]);
    } finally {
      await db.close();
    }
  });

  test('a statement that fails in a workspace says why, and its connection goes on without one', async () => {
    const db = openDatabase({ url: database.url, role: 'titian_api', max: 1, applicationName: 'test' });
    const query = { name: 'workspace', text: 'select platform.current_workspace() as id' };
    const broken = { name: 'broken', text: 'select 1 / $1::int' };
    const ids = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'] as const;
    try {
      const answers = Promise.all([
        expect(db.queryInWorkspace(ids[0], broken, [0])).rejects.toMatchObject({ code: '22012' }),
        expect(db.queryInWorkspace(ids[1], query, [])).resolves.toEqual([{ id: ids[1] }]),
        expect(db.query(query, [])).resolves.toEqual([{ id: null }]),
      ]);
      await answers;
    } finally {
      await db.close();
    }
  });
});
