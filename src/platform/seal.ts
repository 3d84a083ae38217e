/** Secrets at rest: AES-256-GCM under the installation's key, bound to the place they stand in. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Asking for random bytes costs the same for 12 as for thousands. */
const POOLED_NONCES = 256;

export interface Seal {
  /** `place` names table, row and column; the same bytes open nowhere else. */
  seal(plain: string, place: string): Buffer;
  /** Throws when the key, the place or the bytes are not the ones that were sealed. */
  open(sealed: Buffer, place: string): string;
}

/** `key` is 32 bytes. Layout: version (1), nonce (12), tag (16), ciphertext. */
export function createSeal(key: Buffer): Seal {
  if (key.length !== 32) throw new RangeError('the secret key must be 32 bytes');
  let pool = Buffer.alloc(0);
  const nextNonce = (): Buffer => {
    if (pool.length === 0) pool = randomBytes(POOLED_NONCES * NONCE_BYTES);
    const nonce = pool.subarray(0, NONCE_BYTES);
    pool = pool.subarray(NONCE_BYTES);
    return nonce;
  };
  return {
    seal(plain, place) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(place, 'utf8'));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION)
        throw new Error('not a sealed value');
      const tagStart = 1 + NONCE_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, tagStart), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(place, 'utf8'));
      decipher.setAuthTag(sealed.subarray(tagStart, tagStart + TAG_BYTES));
      const body = sealed.subarray(tagStart + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
