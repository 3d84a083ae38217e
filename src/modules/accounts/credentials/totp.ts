/** Time-based one-time passwords (RFC 6238): six digits, 30 s steps, SHA-1, as every authenticator app has them. */
import { Secret, TOTP } from 'otpauth';
import type { Executor } from '../../../platform/db.ts';
import type { Seal } from '../../../platform/seal.ts';
import { getTotp, useTotpStep } from './queries.ts';

const STEP_SECONDS = 30;
/** Steps before and after the current one that are accepted: phones whose clock is off by half a minute. */
const WINDOW = 1;
const SECRET_BYTES = 20;

const place = (userId: string): string => `accounts.totp/${userId}/secret`;

const totpOf = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: 'Titian', label, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS, secret });

/** A fresh secret, sealed for its row, and what the person's app needs. */
export function newTotp(
  seal: Seal,
  userId: string,
  email: string,
): { readonly secret: string; readonly uri: string; readonly sealed: Buffer } {
  const secret = new Secret({ size: SECRET_BYTES });
  return {
    secret: secret.base32,
    uri: totpOf(secret, email).toString(),
    sealed: seal.seal(secret.base32, place(userId)),
  };
}

/** Whether the code is right and new. A step that was accepted once, and every one before it, is used up; the first one confirms the set-up. */
export async function acceptTotp(
  deps: { readonly seal: Seal; readonly now: () => number },
  db: Executor,
  userId: string,
  code: string,
  expected: 'confirmed' | 'unconfirmed',
): Promise<boolean> {
  const [row] = await db.query(getTotp, [userId]);
  if (row === undefined || (row.confirmed_at === null) !== (expected === 'unconfirmed')) return false;
  const totp = totpOf(Secret.fromBase32(deps.seal.open(row.sealed_secret, place(userId))), '');
  const timestamp = deps.now();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
  const used = await db.query(useTotpStep, [userId, step]);
  return used.length === 1;
}
