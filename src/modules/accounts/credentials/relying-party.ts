import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Executor } from '../../../platform/db.ts';
import { requestErrors } from '../../../platform/http-server/errors.ts';
import { Problem } from '../../../platform/problem.ts';
import { accountsErrors } from '../errors.ts';
import { type Headers, sameOrigin } from '../sessions/origin.ts';
import { takeChallenge } from './queries.ts';

export interface RelyingParty {
  /** Host name: what the browser binds the passkey to. */
  readonly id: string;
  readonly origin: string;
}

/** Ourselves, as the calling page addresses us. Throws `request.origin_refused`, `accounts.passkey_needs_domain`. */
export function relyingParty(headers: Headers, publicUrl: string): RelyingParty {
  const url = sameOrigin(headers, publicUrl);
  if (url === undefined) throw new Problem(requestErrors.origin_refused);
  if (isIP(url.hostname) !== 0 || url.hostname.startsWith('[')) {
    throw new Problem(accountsErrors.passkey_needs_domain);
  }
  return { id: url.hostname, origin: url.origin };
}

export const hashOfChallenge = (challenge: string): Buffer => createHash('sha256').update(challenge).digest();

/** Whether we gave out this challenge, to this person (null: to somebody signing in), and it was not used yet. */
export async function spendChallenge(
  db: Executor,
  challenge: string,
  userId: string | null,
): Promise<boolean> {
  const [found] = await db.query(takeChallenge, [hashOfChallenge(challenge)]);
  return found !== undefined && found.user_id === userId;
}
