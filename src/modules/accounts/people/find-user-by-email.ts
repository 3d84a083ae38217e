import type { AccountsDeps } from '../deps.ts';
import { findUserIdByEmail } from './queries.ts';

/** UUID of the person with this address. For the command line; requests must not learn who exists. */
export async function findUserByEmail(
  deps: Pick<AccountsDeps, 'workerDb'>,
  email: string,
): Promise<string | undefined> {
  const [row] = await deps.workerDb.query(findUserIdByEmail, [email.trim().toLowerCase()]);
  return row?.id;
}
