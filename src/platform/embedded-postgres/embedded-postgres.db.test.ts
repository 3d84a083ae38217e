/** Starts servers of its own, with full durability: these tests kill them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from './index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'titian-embedded-'));
const messages: string[] = [];
const log = { info: (text: string) => messages.push(text), warn: (text: string) => messages.push(text) };
let running: EmbeddedPostgres | undefined;

const start = async (): Promise<EmbeddedPostgres> => {
  running = await startEmbeddedPostgres({ dataDir, log });
  return running;
};

afterEach(async () => {
  await running?.stop();
  messages.length = 0;
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function eventually<T>(work: () => Promise<T>, milliseconds: number): Promise<T> {
  const deadline = Date.now() + milliseconds;
  while (true) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Another process starts the server and dies by SIGKILL; returns the address of what it left behind. */
async function startInProcessThenKillIt(): Promise<string> {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const log = { info() {}, warn() {} };
    console.log((await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log })).url);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
  const ended = once(child, 'exit');
  const [url] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await ended;
  return String(url).trim();
}

const serverPid = (): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('embedded PostgreSQL', () => {
  test('is durable, UTF-8, in byte order and UTC, and its owner is no superuser', async () => {
    const { url } = await start();
    const [row] = await query(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync,
         current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
         (select datlocprovider::text from pg_database where datname = current_database()) as provider,
         (select rolsuper from pg_roles where rolname = current_user) as super, 'a' < 'B' as a_first, lower('É') as lower`,
    );
    expect(row).toEqual({
      fsync: 'on',
      sync: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      provider: 'b',
      super: false,
      a_first: false,
      lower: 'é',
    });
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600);
  });

  test('has 256 MB of log to overwrite from the start', async () => {
    const { url } = await start();
    const segments = () =>
      readdirSync(join(dataDir, 'postgres', 'pg_wal')).filter((name) => name.length === 24);
    expect(segments().length).toBeGreaterThanOrEqual(16);
    const before = segments();
    await query(url, 'create table filler (text text)');
    // About 20 MB: more than a segment.
    await query(url, 'insert into filler select md5(n::text) from generate_series(1, 250000) n');
    await query(url, 'drop table filler');
    expect(segments()).toEqual(before);
  });

  test('keeps its data over an orderly restart and is found by other processes only while it runs', async () => {
    const first = await start();
    await query(first.url, 'create table kept (n int)');
    await query(first.url, 'insert into kept values (1)');
    expect(findEmbeddedPostgres(dataDir)).toEqual({ url: first.url, port: first.port });
    await first.stop();
    expect(findEmbeddedPostgres(dataDir)).toBeUndefined();
    const second = await start();
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('comes back on the same port when the server is killed, with everything committed', async () => {
    const { url } = await start();
    await query(url, 'insert into kept values (2)');
    process.kill(serverPid(), 'SIGKILL');
    const rows = await eventually(() => query(url, 'select n from kept order by n'), 10_000);
    expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
    expect(messages).toContainEqual(expect.stringContaining('starting it again'));
  });

  test('refuses a connection with a wrong password', async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('leaves the server of a running Titian alone', { timeout: 20_000 }, async () => {
    const { url } = await start();
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(/already running.*TITIAN_DATA_DIR/);
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('takes over from a killed Titian whose server lives on', async () => {
    const url = await startInProcessThenKillIt();
    const pid = serverPid();
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    const second = await start();
    expect(messages).toContainEqual(
      expect.stringContaining(`(process ${pid}) that a killed run left behind`),
    );
    expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
  });

  test('starts although postmaster.pid names another program', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.ppid}\n${dataDir}/postgres\n0\n1\n`,
    );
    const second = await start();
    expect(await query(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});
