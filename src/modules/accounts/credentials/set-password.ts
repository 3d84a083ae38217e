import type { z } from 'zod';
import type { SetPassword } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import type { PersonActor } from '../require-person.ts';
import { afterCredentialChange } from './after-credential-change.ts';
import { hashPassword } from './password-hash.ts';
import { putPassword } from './queries.ts';
import { refuseCommonPassword } from './refuse-common-password.ts';
import { requireOldPassword } from './require-fresh-session.ts';

/** Returns the `Set-Cookie` under which the session goes on; all others end. */
export async function setPassword(
  deps: AccountsDeps,
  actor: PersonActor,
  input: z.output<typeof SetPassword>,
): Promise<string> {
  const person = await requireOldPassword(deps, actor, input.currentPassword);
  refuseCommonPassword(input.newPassword, person.email, 'newPassword');
  const hash = await hashPassword(input.newPassword);
  const cookie = await deps.workerDb.transaction(async (tx) => {
    await tx.query(putPassword, [actor.userId, hash]);
    return afterCredentialChange(deps, tx, actor, 'member.password_changed');
  });
  deps.authCache.clear();
  return cookie;
}
