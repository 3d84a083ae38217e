import { Problem } from '../../../platform/problem.ts';
import { getCredentials } from '../credentials/queries.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { useLoginLink } from '../sessions/queries.ts';
import { type StartedSession, startSession } from '../sessions/start-session.ts';
import { hashOfToken, isToken } from '../sessions/token.ts';

/** A one-time link stands for the password; a second factor is asked for all the same. Throws `accounts.link_refused`. */
export async function signInLink(deps: AccountsDeps, token: string): Promise<StartedSession> {
  if (!isToken(token)) throw new Problem(accountsErrors.link_refused);
  return deps.workerDb.transaction(async (tx) => {
    const [link] = await tx.query(useLoginLink, [hashOfToken(token)]);
    const [person] = link === undefined ? [] : await tx.query(getCredentials, [link.user_id]);
    if (person === undefined) throw new Problem(accountsErrors.link_refused);
    return startSession(deps, tx, person.id, 'link', person.totp_enabled);
  });
}
