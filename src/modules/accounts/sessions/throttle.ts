import { createHash } from 'node:crypto';
import type { Database } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { accountsErrors } from '../errors.ts';
import { countAttempt, forgetAttempts, returnAttempt } from './queries.ts';

/**
 * Attempts per subject and window. Counted in the database before the secret is looked at:
 * exact on one node and on several, and over restarts.
 * - account: 10 in 15 minutes is patience enough, and 960 guesses a day against 10^14 passwords are nothing.
 *   Who is locked out by somebody else's guessing still gets in by passkey or link.
 * - address: 100, for an office behind one address; who gets in is not counted.
 * - code: 5 of 10^6 (three of which are right at any time, RFC 6238), per person, whatever session asks.
 */
const LIMITS = {
  account: { attempts: 10, windowSeconds: 900 },
  address: { attempts: 100, windowSeconds: 900 },
  code: { attempts: 5, windowSeconds: 900 },
} as const;

export interface ThrottleSubject {
  readonly kind: keyof typeof LIMITS;
  /** E-mail, IP address or user id. */
  readonly id: string;
}

/** Throws `accounts.sign_in_throttled` when the subject has used up its attempts. */
export async function takeAttempt(workerDb: Database, subject: ThrottleSubject): Promise<void> {
  const limit = LIMITS[subject.kind];
  const [row] = await workerDb.query(countAttempt, [digest(subject), limit.windowSeconds]);
  if (row !== undefined && row.attempts > limit.attempts) {
    throw new Problem(accountsErrors.sign_in_throttled, { retryAfterSeconds: row.seconds_left });
  }
}

/** After a right answer: only failures count. An account begins afresh; an address gets this one attempt back. */
export async function forgiveAttempts(workerDb: Database, subject: ThrottleSubject): Promise<void> {
  await workerDb.query(subject.kind === 'address' ? returnAttempt : forgetAttempts, [digest(subject)]);
}

const digest = ({ kind, id }: ThrottleSubject): Buffer =>
  createHash('sha256').update(`${kind}\n${id}`).digest();
