/**
 * Ids of what is counted in millions. Inside: 64 bits, sorted by time, 8 bytes in
 * every index. Outside: the same 64 bits enciphered, so that a public id tells
 * nothing and cannot be guessed, and a made-up one is refused without a query.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { decodeBase32, lengthInBase32, writeBase32 } from '../lib/base32.ts';

/**
 * 64 bits: 43 bits milliseconds since the epoch, 10 bits node, 10 bits counter.
 * One node makes 1,024 ids a millisecond and borrows from the next one beyond that.
 */
const NODE_BITS = 10n;
const COUNTER_BITS = 10n;
const COUNTER_LIMIT = 1024;

export interface IdSource {
  /** The next id; strictly greater than every id this source gave before. */
  next(): bigint;
}

/** `node` is 0…1023 and must differ between processes that run at the same time. */
export function createIdSource(node: number, now: () => number): IdSource {
  if (!Number.isInteger(node) || node < 0 || node > 1023) throw new RangeError('node must be 0…1023');
  const nodeBits = BigInt(node) << COUNTER_BITS;
  let millisecond = 0;
  let counter = 0;
  let base = 0n;
  return {
    next() {
      const time = now();
      if (time > millisecond) {
        millisecond = time;
        counter = 0;
        base = (BigInt(millisecond) << (NODE_BITS + COUNTER_BITS)) | nodeBits;
      } else if (++counter === COUNTER_LIMIT) {
        // Clock stood still or went back: run ahead of it instead of repeating an id.
        millisecond += 1;
        counter = 0;
        base = (BigInt(millisecond) << (NODE_BITS + COUNTER_BITS)) | nodeBits;
      }
      return base | BigInt(counter);
    },
  };
}

/** The smallest id of a millisecond: turns a time range into an id range. */
export const firstIdAt = (milliseconds: number): bigint =>
  BigInt(Math.trunc(milliseconds)) << (NODE_BITS + COUNTER_BITS);

/** When an id was made, milliseconds since the epoch. */
export const timeOfId = (id: bigint): number => Number(id >> (NODE_BITS + COUNTER_BITS));

/** Not before any id: where a list without a cursor starts. PostgreSQL's largest bigint. */
export const LARGEST_ID = 2n ** 63n - 1n;

export interface PublicIds {
  /** `msg_` and 26 characters. */
  encode(prefix: string, id: bigint): string;
  /** As `encode`, for many at once; one cipher call, 0.3 µs an id. */
  encodeMany(prefix: string, ids: readonly bigint[]): string[];
  /** The id, or undefined for anything this installation did not make. */
  decode(prefix: string, publicId: string): bigint | undefined;
}

/**
 * One AES-128 block per id: 8 bytes id, 8 bytes that name the prefix. A guess
 * decrypts to the right 8 bytes once in 2^64. `key` is 16 bytes and is kept with
 * the data: it must survive a restore, because customers store public ids.
 */
export function createPublicIds(key: Buffer): PublicIds {
  const tags = new Map<string, Buffer>();
  const tagOf = (prefix: string): Buffer => {
    let tag = tags.get(prefix);
    if (tag === undefined) {
      tag = Buffer.alloc(8);
      tag.write(prefix, 'latin1');
      tags.set(prefix, tag);
    }
    return tag;
  };
  // ECB over single, distinct blocks is the plain pseudo-random permutation; there is no second block to relate.
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);

  function encodeMany(prefix: string, ids: readonly bigint[]): string[] {
    const tag = tagOf(prefix);
    const plain = Buffer.allocUnsafe(ids.length * 16);
    // A view writes 64 bits in 0.01 µs, a Buffer in 0.17 µs.
    const view = new DataView(plain.buffer, plain.byteOffset, plain.length);
    ids.forEach((id, i) => {
      view.setBigUint64(i * 16, id);
      tag.copy(plain, i * 16 + 8);
    });
    const blocks = cipher.update(plain);
    // One text for all of them, and each a piece of it: letter by letter an id took 600 bytes of memory.
    const start = `${prefix}_`;
    const length = start.length + lengthInBase32(16);
    const letters = Buffer.alloc(ids.length * length, start.padEnd(length), 'latin1');
    for (let i = 0; i < ids.length; i++)
      writeBase32(blocks, i * 16, i * 16 + 16, letters, i * length + start.length);
    const text = letters.toString('latin1');
    return ids.map((_, i) => text.slice(i * length, (i + 1) * length));
  }

  return {
    encodeMany,
    encode: (prefix, id) => encodeMany(prefix, [id])[0] ?? '',
    decode(prefix, publicId) {
      if (!publicId.startsWith(`${prefix}_`) || publicId.length !== prefix.length + 27) return undefined;
      const block = decodeBase32(publicId.slice(prefix.length + 1));
      if (block === undefined) return undefined;
      const plain = decipher.update(block);
      if (plain.length !== 16 || !plain.subarray(8).equals(tagOf(prefix))) return undefined;
      return plain.readBigUInt64BE(0);
    },
  };
}
