import { randomBytes, timingSafeEqual } from 'node:crypto';
import { COST, type Cost, deriveKey, HASH_BYTES } from './scrypt.ts';

const SALT_BYTES = 16;

/** `scrypt$15$8$1$<salt>$<hash>`: the parameters travel with the hash, so they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await deriveKey(normalize(password), salt, COST);
  return ['scrypt', COST.logN, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join(
    '$',
  );
}

/**
 * Whether the password belongs to the hash. Without a hash (no such account, no password
 * set) it does the same work and says no, so that the time tells nothing.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const known = parse(stored);
  const salt = known?.salt ?? randomBytes(SALT_BYTES);
  const key = await deriveKey(normalize(password), salt, known?.cost ?? COST);
  return known !== undefined && timingSafeEqual(key, known.key);
}

/** NIST SP 800-63B, 5.1.1.2: the same characters typed on another keyboard must match. */
const normalize = (password: string): string => password.normalize('NFKC');

const FORM = /^scrypt\$(\d{2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

function parse(stored: string | undefined): { cost: Cost; salt: Buffer; key: Buffer } | undefined {
  const match = FORM.exec(stored ?? '');
  if (match === null) return undefined;
  const key = Buffer.from(match[5] ?? '', 'base64url');
  if (key.length !== HASH_BYTES) return undefined;
  return {
    cost: { logN: Number(match[1]), r: Number(match[2]), p: Number(match[3]) },
    salt: Buffer.from(match[4] ?? '', 'base64url'),
    key,
  };
}
