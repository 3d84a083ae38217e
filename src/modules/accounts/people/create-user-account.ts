import { randomUUID } from 'node:crypto';
import { ConstraintViolation } from '../../../platform/db-errors.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { hashPassword } from '../credentials/password-hash.ts';
import { putPassword } from '../credentials/queries.ts';
import { refuseCommonPassword } from '../credentials/refuse-common-password.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { insertUser } from './queries.ts';

export interface NewUserAccount {
  readonly email: string;
  readonly name: string;
  /** Without one the person signs in by link and sets it then. */
  readonly password?: string;
}

/** Makes a person's account and returns its UUID; throws `accounts.account_exists`. For the command line and the first start. */
export async function createUserAccount(
  deps: Pick<AccountsDeps, 'workerDb'>,
  input: NewUserAccount,
): Promise<string> {
  const email = input.email.trim().toLowerCase();
  if (input.password !== undefined) refuseCommonPassword(input.password, email, 'password');
  // Slow, so outside of the transaction.
  const hash = input.password === undefined ? undefined : await hashPassword(input.password);
  return deps.workerDb.transaction((tx) => storeUser(tx, { email, name: input.name, hash }));
}

export async function storeUser(
  tx: Transaction,
  user: { readonly email: string; readonly name: string; readonly hash: string | undefined },
): Promise<string> {
  const id = randomUUID();
  try {
    await tx.query(insertUser, [id, user.email, user.name]);
  } catch (error) {
    if (error instanceof ConstraintViolation && error.constraint === 'user_account_email_key') {
      throw new Problem(accountsErrors.account_exists, { field: 'email' });
    }
    throw error;
  }
  if (user.hash !== undefined) await tx.query(putPassword, [id, user.hash]);
  return id;
}
