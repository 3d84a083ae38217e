import { Problem } from '../../../platform/problem.ts';
import { accountsErrors } from '../errors.ts';
import { isCommonPassword } from './common-passwords.ts';

/** Throws `accounts.password_common` also for the person's own address. */
export function refuseCommonPassword(password: string, email: string, field: string): void {
  if (isCommonPassword(password, [email, email.split('@')[0] ?? ''])) {
    throw new Problem(accountsErrors.password_common, { field });
  }
}
