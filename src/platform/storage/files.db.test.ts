import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/db.ts';
import { type Database, openDatabase } from '../db.ts';
import { createIdSource } from '../ids.ts';
import {
  CHUNK_BYTES,
  mergeSame,
  type NewFile,
  type Put,
  purgeExpired,
  put,
  read,
  remove,
  usedBytes,
} from './files.ts';

const A = randomUUID();
const B = randomUUID();
const ids = createIdSource(7, Date.now);
const HOUR_MS = 3_600_000;

let test: TestDatabase;
let api: Database;
let worker: Database;
let owner: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  const open = (role: 'titian_api' | 'titian_worker' | 'owner') =>
    openDatabase({ url: test.url, role, max: 3, applicationName: 'test' });
  [api, worker, owner] = [open('titian_api'), open('titian_worker'), open('owner')];
});
afterAll(async () => {
  await Promise.all([api.close(), worker.close(), owner.close()]);
  await test.drop();
});
afterEach(async () => {
  await owner.query({ name: '', text: 'delete from platform.file' }, []);
  await owner.query({ name: '', text: 'delete from platform.file_usage' }, []);
});

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const input = (bytes: Buffer, more: Partial<NewFile> = {}): NewFile => ({
  workspaceId: A,
  purpose: 'media',
  name: 'a.bin',
  mime: 'application/octet-stream',
  maxBytes: 100 * 1024 * 1024,
  body: pieces(bytes, 10_000),
  ...more,
});
async function stored(promise: Promise<Put>) {
  const result = await promise;
  if (!result.ok) throw new Error(result.reason);
  return result.file;
}
async function contents(db: Database, workspaceId: string, id: bigint, from?: number): Promise<Buffer> {
  const found = await read(db, workspaceId, id);
  if (found === undefined) throw new Error('no such file');
  const parts: Buffer[] = [];
  for await (const part of found.body(from)) parts.push(part);
  return Buffer.concat(parts);
}
const count = async (table: 'file' | 'file_chunk'): Promise<number> => {
  const [row] = await owner.query<[], { n: string }>(
    { name: '', text: `select count(*) as n from platform.${table}` },
    [],
  );
  return Number(row?.n);
};

describe('a stored file', () => {
  it('comes back byte by byte, whatever the pieces and wherever the reading starts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 * CHUNK_BYTES }),
        fc.integer({ min: 1000, max: 2 * CHUNK_BYTES }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (length, size, share) => {
          const bytes = randomBytes(length);
          const file = await stored(put(api, ids, input(bytes, { body: pieces(bytes, size) })));
          expect(file).toMatchObject({
            size: length,
            sha256: createHash('sha256').update(bytes).digest('hex'),
          });
          expect((await contents(worker, A, file.id)).equals(bytes)).toBe(true);
          const from = Math.floor(length * share);
          expect((await contents(api, A, file.id, from)).equals(bytes.subarray(from))).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('of exactly some pieces has no empty last one', async () => {
    const bytes = randomBytes(CHUNK_BYTES * 5);
    const file = await stored(put(api, ids, input(bytes, { body: pieces(bytes, CHUNK_BYTES) })));
    expect(await count('file_chunk')).toBe(5);
    expect((await contents(api, A, file.id)).equals(bytes)).toBe(true);
  });

  it('is written by the worker too, and belongs to one workspace', async () => {
    const file = await stored(put(worker, ids, input(Buffer.from('hanya milik A'))));
    expect(await read(api, B, file.id)).toBeUndefined();
    expect(await read(worker, B, file.id)).toBeUndefined();
    expect(await remove(api, B, file.id)).toBe(false);
    expect((await contents(api, A, file.id)).toString()).toBe('hanya milik A');
    expect(await remove(api, A, file.id)).toBe(true);
    expect(await read(api, A, file.id)).toBeUndefined();
    expect([await count('file'), await count('file_chunk')]).toEqual([0, 0]);
  });

  it('is counted while it is there', async () => {
    const one = await stored(put(api, ids, input(randomBytes(1000))));
    await stored(put(api, ids, input(randomBytes(500))));
    expect([await usedBytes(api, A), await usedBytes(api, B)]).toEqual([1500, 0]);
    await remove(api, A, one.id);
    expect(await usedBytes(api, A)).toBe(500);
  });

  it('is kept once when it comes again under the same name and purpose', async () => {
    const bytes = randomBytes(3000);
    const first = await stored(put(api, ids, input(bytes)));
    const until = new Date(Date.now() + HOUR_MS);
    const again = await stored(put(api, ids, input(bytes, { expiresAt: until })));
    const merged = await api.inWorkspace(A, (tx) => mergeSame(tx, A, again));
    expect(merged).toMatchObject({ known: true, file: { id: first.id, expiresAt: until } });
    expect(await read(api, A, again.id)).toBeUndefined();
    expect(await usedBytes(api, A)).toBe(3000);
    const other = await stored(put(api, ids, input(bytes, { purpose: 'import' })));
    expect(await api.inWorkspace(A, (tx) => mergeSame(tx, A, other))).toEqual({ known: false, file: other });
  });
});

describe('what is not stored', () => {
  it('is more than the limit, by one byte, and nothing of it stays', async () => {
    const bytes = randomBytes(CHUNK_BYTES * 6 + 1);
    const limit = { maxBytes: CHUNK_BYTES * 6 };
    expect(await put(api, ids, input(bytes, limit))).toEqual({ ok: false, reason: 'too_large' });
    expect([await count('file'), await count('file_chunk'), await usedBytes(api, A)]).toEqual([0, 0, 0]);
    expect(await put(api, ids, input(bytes.subarray(1), limit))).toMatchObject({ ok: true });
  });

  it('is nothing', async () => {
    expect(await put(api, ids, input(Buffer.alloc(0)))).toEqual({ ok: false, reason: 'empty' });
    expect(await count('file')).toBe(0);
  });

  it('is what breaks off: the error is told, nothing stays', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(CHUNK_BYTES * 5);
      throw new Error('aborted');
    }
    await expect(put(api, ids, input(Buffer.alloc(0), { body: broken() }))).rejects.toThrow('aborted');
    expect([await count('file'), await count('file_chunk')]).toEqual([0, 0]);
  });

  it('is what a crash leaves half written: nobody sees it, and it is purged after an hour', async () => {
    let arrived = (): void => undefined;
    const written = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    async function* hanging(): AsyncGenerator<Uint8Array> {
      yield randomBytes(CHUNK_BYTES * 4);
      arrived();
      await new Promise(() => undefined);
    }
    // Never settles, as in a process that is gone.
    void put(api, ids, input(Buffer.alloc(0), { body: hanging() }));
    await written;
    expect([await count('file'), await count('file_chunk')]).toEqual([1, 4]);
    const [row] = await owner.query<[], { id: string }>(
      { name: '', text: 'select id from platform.file' },
      [],
    );
    expect(await read(api, A, BigInt(row?.id ?? 0))).toBeUndefined();
    expect(await purgeExpired(worker, new Date())).toBe(0);
    expect(await purgeExpired(worker, new Date(Date.now() + HOUR_MS + 60_000))).toBe(1);
    expect([await count('file'), await count('file_chunk')]).toEqual([0, 0]);
  });
});

describe('purgeExpired', () => {
  it('removes what is past its time, of every workspace, and frees what it took', async () => {
    const soon = new Date(Date.now() + 1000);
    for (let i = 0; i < 25; i++) await stored(put(api, ids, input(randomBytes(100), { expiresAt: soon })));
    await stored(put(api, ids, input(randomBytes(70), { workspaceId: B, expiresAt: soon })));
    const kept = await stored(put(api, ids, input(randomBytes(9))));
    expect(await purgeExpired(worker, new Date())).toBe(0);
    expect(await purgeExpired(worker, new Date(soon.getTime() + 1))).toBe(26);
    expect([await usedBytes(api, A), await usedBytes(api, B)]).toEqual([9, 0]);
    expect(await contents(api, A, kept.id)).toHaveLength(9);
  });
});

describe('memory', () => {
  it('does not grow with the file: 64 MiB pass through less than 32 MiB', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const usedMib = (): number => process.memoryUsage().arrayBuffers / 1024 / 1024;
    /** What is let go of is given back a moment later, by another thread. */
    const settled = async (): Promise<number> => {
      for (let times = 0; times < 3; times++) {
        collect();
        await sleep(50);
      }
      return usedMib();
    };
    const piece = randomBytes(64 * 1024);
    let mostMib = 0;
    const measure = (): void => {
      collect();
      mostMib = Math.max(mostMib, usedMib() - before);
    };
    async function* long(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 1024; i++) {
        if (i % 30 === 0) measure();
        yield Buffer.from(piece);
      }
    }
    const before = await settled();
    const file = await stored(put(api, ids, input(Buffer.alloc(0), { body: long() })));
    let length = 0;
    let parts = 0;
    for await (const part of (await read(api, A, file.id))?.body() ?? []) {
      length += part.length;
      if (parts++ % 10 === 0) measure();
    }
    expect(length).toBe(64 * 1024 * 1024);
    expect(mostMib).toBeLessThan(32);

    // Whoever kept every part would be seen by the same measuring.
    const kept: Uint8Array[] = [];
    for await (const part of (await read(api, A, file.id))?.body() ?? []) kept.push(part);
    const all = await settled();
    expect(kept.splice(0).reduce((sum, part) => sum + part.length, 0)).toBe(length);
    expect(all - (await settled())).toBeGreaterThan(56);
  });
});
