import type { z } from 'zod';
import type { SignIn } from '../contract.ts';
import { checkPassword } from '../credentials/check-password.ts';
import type { AccountsDeps } from '../deps.ts';
import { type StartedSession, startSession } from '../sessions/start-session.ts';

/**
 * E-mail and password. Throws `accounts.sign_in_refused`, in the same words and after the same
 * work for an unknown address, an account without a password and a wrong password.
 */
export async function signInPassword(
  deps: AccountsDeps,
  input: z.output<typeof SignIn>,
  ip: string,
): Promise<StartedSession> {
  const person = await checkPassword(deps, input, ip);
  return deps.workerDb.transaction((tx) =>
    startSession(deps, tx, person.id, 'password', person.totp_enabled),
  );
}
