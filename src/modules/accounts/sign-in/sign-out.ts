import type { AccountsDeps } from '../deps.ts';
import { deleteSessionByToken } from '../sessions/queries.ts';
import { hashOfToken, isToken } from '../sessions/token.ts';

/** Ends the session of a token, also one that waits for its code; here at once, elsewhere within 5 s. */
export async function signOut(
  deps: Pick<AccountsDeps, 'workerDb' | 'authCache'>,
  token: string | undefined,
): Promise<void> {
  if (token === undefined || !isToken(token)) return;
  await deps.workerDb.query(deleteSessionByToken, [hashOfToken(token)]);
  deps.authCache.clear();
}
