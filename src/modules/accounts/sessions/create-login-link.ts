import type { AccountsDeps } from '../deps.ts';
import { insertLoginLink } from './queries.ts';
import { hashOfToken, newToken } from './token.ts';

const LINK_SECONDS = 15 * 60;

/**
 * A link that signs a person in once, within 15 minutes: for the first start and for somebody
 * locked out. The token stands behind `#`, which browsers do not send, so no log on the way keeps it.
 */
export async function createLoginLink(
  deps: Pick<AccountsDeps, 'workerDb' | 'publicUrl'>,
  userId: string,
): Promise<{ readonly url: string; readonly token: string }> {
  const token = newToken();
  await deps.workerDb.query(insertLoginLink, [hashOfToken(token), userId, LINK_SECONDS]);
  return { token, url: `${deps.publicUrl}/sign-in#token=${token}` };
}
