import { Problem } from '../../../platform/problem.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { tellRefusedLater } from '../sessions/tell-refused.ts';
import { forgiveAttempts, takeAttempt } from '../sessions/throttle.ts';
import { verifyPassword } from './password-hash.ts';
import { type CredentialsRow, findCredentialsByEmail } from './queries.ts';

/** The person. Counts the attempt against account and address. */
export async function checkPassword(
  deps: Pick<AccountsDeps, 'workerDb' | 'bus'>,
  input: { readonly email: string; readonly password: string },
  ip: string,
): Promise<CredentialsRow> {
  const account = { kind: 'account', id: input.email } as const;
  const address = { kind: 'address', id: ip } as const;
  await takeAttempt(deps.workerDb, address);
  await takeAttempt(deps.workerDb, account);
  const [person] = await deps.workerDb.query(findCredentialsByEmail, [input.email]);
  const right = await verifyPassword(input.password, person?.password_hash ?? undefined);
  if (person !== undefined && !right) tellRefusedLater(deps, person.id, 'password');
  if (person === undefined || !right) throw new Problem(accountsErrors.sign_in_refused);
  await forgiveAttempts(deps.workerDb, account);
  await forgiveAttempts(deps.workerDb, address);
  return person;
}
