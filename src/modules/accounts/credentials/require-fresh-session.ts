import { requestErrors } from '../../../platform/http-server/errors.ts';
import { Problem } from '../../../platform/problem.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import type { PersonActor } from '../require-person.ts';
import { forgiveAttempts, takeAttempt } from '../sessions/throttle.ts';
import { verifyPassword } from './password-hash.ts';
import { type CredentialsRow, getCredentials, getOwnSession } from './queries.ts';

/** Somebody at an unlocked, unattended computer may read, but not take the account over. */
const FRESH_SECONDS = 15 * 60;

/**
 * How somebody signs in changes only in the hands of who just signed in, or who knows the password.
 * Throws `accounts.sign_in_again`, `accounts.password_wrong`.
 */
export async function requireFreshSession(
  deps: Pick<AccountsDeps, 'workerDb'>,
  actor: PersonActor,
  currentPassword: string | undefined,
): Promise<CredentialsRow> {
  const [person] = await deps.workerDb.query(getCredentials, [actor.userId]);
  const [session] = await deps.workerDb.query(getOwnSession, [actor.sessionId]);
  if (person === undefined || session === undefined) throw new Problem(requestErrors.unauthenticated);
  if (currentPassword !== undefined) {
    await provePassword(deps, person, currentPassword);
    return person;
  }
  // An account that came by link and has no credential yet has nothing to prove itself with.
  const bare = person.password_hash === null && person.passkeys === 0;
  if (!bare && session.age_seconds > FRESH_SECONDS) throw new Problem(accountsErrors.sign_in_again);
  return person;
}

/** A new password needs the old one, unless the session began, just now, without it. */
export async function requireOldPassword(
  deps: Pick<AccountsDeps, 'workerDb'>,
  actor: PersonActor,
  currentPassword: string | undefined,
): Promise<CredentialsRow> {
  const person = await requireFreshSession(deps, actor, currentPassword);
  if (currentPassword !== undefined || person.password_hash === null) return person;
  const [session] = await deps.workerDb.query(getOwnSession, [actor.sessionId]);
  if (session?.method === 'password') {
    throw new Problem(accountsErrors.password_wrong, { field: 'currentPassword' });
  }
  return person;
}

async function provePassword(
  deps: Pick<AccountsDeps, 'workerDb'>,
  person: CredentialsRow,
  password: string,
): Promise<void> {
  const account = { kind: 'account', id: person.email } as const;
  await takeAttempt(deps.workerDb, account);
  if (!(await verifyPassword(password, person.password_hash ?? undefined))) {
    throw new Problem(accountsErrors.password_wrong, { field: 'currentPassword' });
  }
  await forgiveAttempts(deps.workerDb, account);
}
