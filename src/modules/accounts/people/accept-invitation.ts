import type { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import { type AcceptInvitation, Role } from '../contract.ts';
import { checkPassword } from '../credentials/check-password.ts';
import { hashPassword } from '../credentials/password-hash.ts';
import { findCredentialsByEmail } from '../credentials/queries.ts';
import { refuseCommonPassword } from '../credentials/refuse-common-password.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { type StartedSession, startSession } from '../sessions/start-session.ts';
import { hashOfToken, isToken } from '../sessions/token.ts';
import { joinWorkspace } from './add-member.ts';
import { storeUser } from './create-user-account.ts';
import { acceptInvitation as statement, findOpenInvitation } from './queries.ts';

/**
 * Joins with the invited address and signs in. Where the address has an account already, the
 * password must be that account's: a link alone must not open it, since whoever invited has
 * seen the link. Throws `accounts.invitation_refused`, `sign_in_refused`, `password_common`.
 */
export async function acceptInvitation(
  deps: AccountsDeps,
  input: z.output<typeof AcceptInvitation>,
  ip: string,
): Promise<StartedSession> {
  if (!isToken(input.token)) throw new Problem(accountsErrors.invitation_refused);
  const tokenHash = hashOfToken(input.token);
  const [open] = await deps.workerDb.query(findOpenInvitation, [tokenHash]);
  if (open === undefined) throw new Problem(accountsErrors.invitation_refused);
  const person = await personOf(deps, open.email, input, ip);
  const session = await deps.workerDb.transaction(async (tx) => {
    const [invitation] = await tx.query(statement, [tokenHash]);
    if (invitation === undefined) throw new Problem(accountsErrors.invitation_refused);
    const userId =
      'id' in person
        ? person.id
        : await storeUser(tx, { email: invitation.email, name: input.name, hash: person.hash });
    const role = Role.parse(invitation.role);
    await joinWorkspace(deps, tx, { workspaceId: invitation.workspace_id, userId, role }, 'self');
    return startSession(deps, tx, userId, 'password', 'id' in person && person.totpEnabled);
  });
  // They may be signed in elsewhere already, and are in one more workspace now.
  deps.authCache.clear();
  return session;
}

type Person = { readonly id: string; readonly totpEnabled: boolean } | { readonly hash: string };

/** Everything slow, before the transaction. */
async function personOf(
  deps: AccountsDeps,
  email: string,
  { password }: { readonly password: string },
  ip: string,
): Promise<Person> {
  const [known] = await deps.workerDb.query(findCredentialsByEmail, [email]);
  if (known !== undefined) {
    await checkPassword(deps, { email, password }, ip);
    return { id: known.id, totpEnabled: known.totp_enabled };
  }
  refuseCommonPassword(password, email, 'password');
  return { hash: await hashPassword(password) };
}
