import type { Transaction } from '../../../platform/db.ts';
import type { AccountsDeps } from '../deps.ts';
import type { AccountsEventType } from '../events.ts';
import type { PersonActor } from '../require-person.ts';
import { sessionCookie } from '../sessions/cookie.ts';
import { deleteOtherSessions, rotateSession } from '../sessions/queries.ts';
import { publishAboutPerson, SESSION_SECONDS } from '../sessions/start-session.ts';
import { hashOfToken, newToken } from '../sessions/token.ts';

/**
 * Whoever got in with the old credentials is out: all other sessions end, this one goes on under
 * a new token. Returns its `Set-Cookie`. Clear the cache after the commit.
 */
export async function afterCredentialChange(
  deps: Pick<AccountsDeps, 'bus' | 'publicUrl'>,
  tx: Transaction,
  actor: PersonActor,
  type: AccountsEventType,
): Promise<string> {
  const token = newToken();
  await tx.query(deleteOtherSessions, [actor.userId, actor.sessionId]);
  await tx.query(rotateSession, [actor.sessionId, hashOfToken(token)]);
  await publishAboutPerson(deps, tx, actor.userId, type);
  return sessionCookie(deps.publicUrl, token, SESSION_SECONDS);
}
