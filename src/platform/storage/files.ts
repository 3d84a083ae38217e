/**
 * Files of a workspace, kept in PostgreSQL in pieces: written and read one piece at a time, each in a short
 * transaction of its own, so that a slow line holds no connection and a large file no memory.
 */
import { createHash } from 'node:crypto';
import type { Database, Transaction } from '../db.ts';
import type { IdSource } from '../ids.ts';
import { cleanName } from './clean-name.ts';
import { detectMime } from './detect-mime.ts';
import {
  deleteFile,
  extendFile,
  type FileRow,
  findChunk,
  findFile,
  findSameFile,
  findUsage,
  finishFile,
  insertChunk,
  insertFile,
  purgeFiles,
} from './queries.ts';

export const CHUNK_BYTES = 256 * 1024;
/** Written in one transaction: 1 MiB. */
const CHUNKS_AT_ONCE = 4;
/** No upload takes longer; what is older was given up. */
const UNFINISHED_MS = 3_600_000;
/** Deleted in one transaction: at most 20 × 400 pieces of the largest file. */
const PURGED_AT_ONCE = 20;

export interface StoredFile {
  readonly id: bigint;
  readonly purpose: string;
  /** Without path and control characters. */
  readonly name: string;
  /** What its bytes are. */
  readonly mime: string;
  /** What the sender said they are; where the two differ, trust `mime`. */
  readonly claimedMime: string;
  /** Bytes */
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

export interface NewFile {
  readonly workspaceId: string;
  readonly purpose: string;
  readonly name: string;
  /** As the sender claims it; parameters such as `charset` are dropped. */
  readonly mime: string;
  readonly maxBytes: number;
  readonly expiresAt?: Date | null;
  readonly body: AsyncIterable<Uint8Array>;
}

export type Put =
  | { readonly ok: true; readonly file: StoredFile }
  | { readonly ok: false; readonly reason: 'too_large' | 'empty' };

/**
 * Stores a file as it comes in. Nobody sees it before the last byte is here; when `body` throws, it is removed and
 * the error thrown on. What a crash leaves is purged.
 */
export async function put(db: Database, ids: IdSource, input: NewFile): Promise<Put> {
  const { workspaceId, maxBytes } = input;
  const id = ids.next();
  const hash = createHash('sha256');
  let size = 0;
  let written = 0;
  const waiting: Buffer[] = [];
  const write = (tx: Transaction): void => {
    if (written === 0) tx.send(insertFile, rowOf(id, input, waiting[0] ?? Buffer.alloc(0)));
    for (const bytes of waiting.splice(0)) tx.send(insertChunk, [workspaceId, `${id}`, written++, bytes]);
  };
  try {
    for await (const piece of inPieces(input.body)) {
      size += piece.length;
      if (size > maxBytes) {
        await remove(db, workspaceId, id);
        return { ok: false, reason: 'too_large' };
      }
      hash.update(piece);
      waiting.push(piece);
      if (waiting.length === CHUNKS_AT_ONCE) await db.inWorkspace(workspaceId, async (tx) => write(tx));
    }
    if (size === 0) return { ok: false, reason: 'empty' };
    const [row] = await db.inWorkspace(workspaceId, async (tx) => {
      write(tx);
      return tx.query(finishFile, [workspaceId, `${id}`, `${size}`, hash.digest()]);
    });
    if (row === undefined) throw new Error('the file was purged while it was uploaded');
    return { ok: true, file: fileOf(row) };
  } catch (error) {
    // Best effort: when the database is away too, the purge does it.
    await remove(db, workspaceId, id).catch(() => undefined);
    throw error;
  }
}

function rowOf(
  id: bigint,
  input: NewFile,
  head: Buffer,
): Parameters<NonNullable<(typeof insertFile)['types']>>[0] {
  const name = cleanName(input.name);
  const claimed = input.mime.split(';')[0]?.trim().toLowerCase().slice(0, 255) ?? '';
  const mime = detectMime(head, claimed, name);
  const { workspaceId, purpose, expiresAt = null } = input;
  return [workspaceId, `${id}`, purpose, name, mime, claimed, expiresAt];
}

/** The same bytes in pieces of 256 KiB; the last one may be shorter. */
async function* inPieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (let rest of body) {
    while (length + rest.length >= CHUNK_BYTES) {
      const taken = CHUNK_BYTES - length;
      yield Buffer.concat([...parts, rest.subarray(0, taken)], CHUNK_BYTES);
      rest = rest.subarray(taken);
      parts = [];
      length = 0;
    }
    if (rest.length === 0) continue;
    parts.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(parts, length);
}

function fileOf(row: FileRow): StoredFile {
  return {
    id: BigInt(row.id),
    purpose: row.purpose,
    name: row.name,
    mime: row.mime,
    claimedMime: row.claimed_mime,
    size: Number(row.size),
    sha256: row.sha256.toString('hex'),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export interface ReadableFile {
  readonly file: StoredFile;
  /** Its bytes from an offset on, piece by piece; throws when the file is removed meanwhile. */
  body(from?: number): AsyncIterable<Buffer>;
}

/** Undefined where there is none, or not all of it yet. */
export async function read(db: Database, workspaceId: string, id: bigint): Promise<ReadableFile | undefined> {
  const [row] = await db.queryInWorkspace(workspaceId, findFile, [workspaceId, `${id}`]);
  if (row === undefined) return undefined;
  const file = fileOf(row);
  return { file, body: (from = 0) => piecesOf(db, workspaceId, file, from) };
}

async function* piecesOf(
  db: Database,
  workspaceId: string,
  { id, size }: StoredFile,
  from: number,
): AsyncGenerator<Buffer> {
  for (let at = from; at < size; ) {
    const n = Math.floor(at / CHUNK_BYTES);
    const [chunk] = await db.queryInWorkspace(workspaceId, findChunk, [workspaceId, `${id}`, n]);
    if (chunk === undefined) throw new Error(`file ${id} was removed while it was read`);
    yield chunk.bytes.subarray(at - n * CHUNK_BYTES);
    at = (n + 1) * CHUNK_BYTES;
  }
}

/** True when there was one. */
export const remove = (db: Database, workspaceId: string, id: bigint): Promise<boolean> =>
  db.inWorkspace(workspaceId, (tx) => removeIn(tx, workspaceId, id));

/** As `remove`, in a transaction of the caller's. */
export async function removeIn(tx: Transaction, workspaceId: string, id: bigint): Promise<boolean> {
  const gone = await tx.query(deleteFile, [workspaceId, `${id}`]);
  return gone.length > 0;
}

/**
 * Where the same bytes are kept already under the same name and purpose, that file until `file` would expire, and
 * the new copy is removed; otherwise `file` itself.
 */
export async function mergeSame(
  tx: Transaction,
  workspaceId: string,
  file: StoredFile,
): Promise<{ readonly file: StoredFile; readonly known: boolean }> {
  const { id, sha256, purpose, name, expiresAt } = file;
  const hash = Buffer.from(sha256, 'hex');
  const [same] = await tx.query(findSameFile, [workspaceId, `${id}`, hash, purpose, name]);
  const [kept] = same === undefined ? [] : await tx.query(extendFile, [workspaceId, same.id, expiresAt]);
  if (kept === undefined) return { file, known: false };
  await removeIn(tx, workspaceId, id);
  return { file: fileOf(kept), known: true };
}

/** Bytes of all finished files of a workspace. */
export async function usedBytes(db: Database, workspaceId: string): Promise<number> {
  const [row] = await db.queryInWorkspace(workspaceId, findUsage, [workspaceId]);
  return Number(row?.bytes ?? 0);
}

/** Worker role: removes what is past its time and what uploads that broke off left. Returns how many files. */
export async function purgeExpired(db: Database, now: Date): Promise<number> {
  const unfinishedBefore = new Date(now.getTime() - UNFINISHED_MS);
  for (let total = 0; ; ) {
    const [row] = await db.query(purgeFiles, [now, unfinishedBefore, PURGED_AT_ONCE]);
    const purged = row?.purged ?? 0;
    total += purged;
    if (purged < PURGED_AT_ONCE) return total;
  }
}
