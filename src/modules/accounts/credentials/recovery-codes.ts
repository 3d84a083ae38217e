import { randomInt } from 'node:crypto';
import type { Executor, Transaction } from '../../../platform/db.ts';
import { deleteRecoveryCodes, insertRecoveryCodes, useRecoveryCode } from './queries.ts';
import { COST, deriveKey } from './scrypt.ts';

const COUNT = 10;
/** No 0, 1, i, l, o: they are read from paper. 31^8 = 8.5e11, about 40 bits. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

const part = (): string =>
  Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** Slow on purpose, and salted with the person: one computation checks a code against all of theirs. */
const hashCode = (userId: string, code: string): Promise<Buffer> =>
  deriveKey(code, Buffer.from(`recovery-code:${userId}`), COST);

export interface NewRecoveryCodes {
  /** `k7xq-92md` */
  readonly codes: readonly string[];
  readonly hashes: readonly Buffer[];
}

/** Takes most of a second, so make them before opening a transaction. */
export async function newRecoveryCodes(userId: string): Promise<NewRecoveryCodes> {
  const codes = Array.from({ length: COUNT }, () => `${part()}-${part()}`);
  return { codes, hashes: await Promise.all(codes.map((code) => hashCode(userId, code))) };
}

/** The old ones are worth nothing afterwards. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  userId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.query(deleteRecoveryCodes, [userId]);
  await tx.query(insertRecoveryCodes, [userId, hashes]);
}

/** Whether the code is one of the person's unused ones; it is used up by that. */
export async function acceptRecoveryCode(db: Executor, userId: string, code: string): Promise<boolean> {
  const used = await db.query(useRecoveryCode, [userId, await hashCode(userId, code)]);
  return used.length === 1;
}
