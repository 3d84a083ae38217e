import type { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import type { SignIn } from '../contract.ts';
import { verifyPassword } from '../credentials/password-hash.ts';
import { type CredentialsRow, findCredentialsByEmail } from '../credentials/queries.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { type StartedSession, startSession } from './start-session.ts';
import { forgiveAttempts, takeAttempt } from './throttle.ts';

/**
 * E-mail and password. Throws `accounts.sign_in_refused`, in the same words and after the same
 * work for an unknown address, an account without a password and a wrong password.
 */
export async function signIn(
  deps: AccountsDeps,
  input: z.output<typeof SignIn>,
  ip: string,
): Promise<StartedSession> {
  const person = await checkPassword(deps, input, ip);
  return deps.workerDb.transaction((tx) =>
    startSession(deps, tx, person.id, 'password', person.totp_enabled),
  );
}

/** The person. Counts the attempt against account and address. */
export async function checkPassword(
  deps: Pick<AccountsDeps, 'workerDb'>,
  input: { readonly email: string; readonly password: string },
  ip: string,
): Promise<CredentialsRow> {
  const account = { kind: 'account', id: input.email } as const;
  const address = { kind: 'address', id: ip } as const;
  await takeAttempt(deps.workerDb, address);
  await takeAttempt(deps.workerDb, account);
  const [person] = await deps.workerDb.query(findCredentialsByEmail, [input.email]);
  const right = await verifyPassword(input.password, person?.password_hash ?? undefined);
  if (person === undefined || !right) throw new Problem(accountsErrors.sign_in_refused);
  await forgiveAttempts(deps.workerDb, account);
  await forgiveAttempts(deps.workerDb, address);
  return person;
}
