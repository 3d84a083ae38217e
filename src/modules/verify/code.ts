/** Codes: how they are made, and the only form they are kept in. */
import { createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

export const SALT_BYTES = 16;
/** HMAC-SHA-256 */
export const HASH_BYTES = 32;
/** Wrong codes that burn a code: five guesses at six digits are 5 in a million. */
const WRONG_CHECKS = 5;
/** Codes of less than six digits are easier to guess. */
const WRONG_CHECKS_SHORT = 3;

export const wrongChecksFor = (codeLength: number): number =>
  codeLength < 6 ? WRONG_CHECKS_SHORT : WRONG_CHECKS;

/** Evenly distributed decimal digits, leading zeros included; 48 bits are the most `randomInt` takes. */
export const newCode = (length: number): string => String(randomInt(10 ** length)).padStart(length, '0');

/** Hands out up to `count` salts, drawn at once: asking the system for each costs more than the HMAC. */
export function newSalts(count: number): () => Buffer {
  const drawn = randomBytes(count * SALT_BYTES);
  let next = 0;
  return () => {
    if (next === count) throw new RangeError(`only ${count} salts were drawn`);
    const at = next++ * SALT_BYTES;
    return drawn.subarray(at, at + SALT_BYTES);
  };
}

/** What a code is good for: nothing else, nobody else, no other attempt. */
export interface CodeBinding {
  readonly workspaceId: string;
  readonly serviceId: string;
  readonly purpose: string;
  readonly phone: string;
  readonly verificationId: bigint;
  readonly salt: Buffer;
}

export interface CodeHasher {
  hash(code: string, binding: CodeBinding): Buffer;
}

/**
 * HMAC-SHA-256 under a key that is derived from the installation's key and is not in the database: whoever has
 * a copy of the database cannot try the million codes (salted SHA-256 of all of them takes seconds).
 */
export function createCodeHasher(secretKey: Uint8Array): CodeHasher {
  const pepper = Buffer.from(hkdfSync('sha256', secretKey, '', 'titian verify code v1', 32));
  return {
    hash(code, { workspaceId, serviceId, purpose, phone, verificationId, salt }) {
      // No part can contain the separator, so no two bindings read the same.
      const about = `${workspaceId}\n${serviceId}\n${purpose}\n${phone}\n${verificationId}\n${code}`;
      return createHmac('sha256', pepper).update(salt).update(about).digest();
    },
  };
}

export const sameHash = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
