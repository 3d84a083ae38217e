import { Problem } from '../../../platform/problem.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import type { PersonActor } from '../require-person.ts';
import { publishAboutPerson } from '../sessions/start-session.ts';
import { forgiveAttempts, takeAttempt } from '../sessions/throttle.ts';
import { afterCredentialChange } from './after-credential-change.ts';
import { deleteRecoveryCodes, deleteTotp, getTotp, putTotpSecret } from './queries.ts';
import { newRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts';
import { requireFreshSession } from './require-fresh-session.ts';
import { acceptTotp, newTotp } from './totp.ts';

/** A new secret for the person's app; nothing is asked for at sign-in until it is confirmed. */
export async function beginTotp(
  deps: AccountsDeps,
  actor: PersonActor,
  currentPassword: string | undefined,
): Promise<{ secret: string; uri: string }> {
  const person = await requireFreshSession(deps, actor, currentPassword);
  const { secret, uri, sealed } = newTotp(deps.seal, person.id, person.email);
  const [stored] = await deps.workerDb.query(putTotpSecret, [person.id, sealed]);
  if (stored === undefined) throw new Problem(accountsErrors.totp_already_on);
  return { secret, uri };
}

export interface TotpConfirmed {
  readonly codes: readonly string[];
  readonly cookie: string;
}

/** The first right code turns it on. Returns the recovery codes, shown this once, and the new `Set-Cookie`. */
export async function confirmTotp(
  deps: AccountsDeps,
  actor: PersonActor,
  code: string,
): Promise<TotpConfirmed> {
  const { userId } = actor;
  const [begun] = await deps.workerDb.query(getTotp, [userId]);
  if (begun === undefined) throw new Problem(accountsErrors.totp_not_on);
  if (begun.confirmed_at !== null) throw new Problem(accountsErrors.totp_already_on);
  await takeAttempt(deps.workerDb, { kind: 'code', id: userId });
  const { codes, hashes } = await newRecoveryCodes(userId);
  const cookie = await deps.workerDb.transaction(async (tx) => {
    if (!(await acceptTotp(deps, tx, userId, code, 'unconfirmed'))) {
      throw new Problem(accountsErrors.code_refused, { field: 'code' });
    }
    await replaceRecoveryCodes(tx, userId, hashes);
    return afterCredentialChange(deps, tx, actor, 'member.totp_enabled');
  });
  await forgiveAttempts(deps.workerDb, { kind: 'code', id: userId });
  deps.authCache.clear();
  return { codes, cookie };
}

/** Returns the new `Set-Cookie`. */
export async function disableTotp(
  deps: AccountsDeps,
  actor: PersonActor,
  currentPassword: string | undefined,
): Promise<string> {
  await requireFreshSession(deps, actor, currentPassword);
  const cookie = await deps.workerDb.transaction(async (tx) => {
    const [was] = await tx.query(deleteTotp, [actor.userId]);
    if (was === undefined) throw new Problem(accountsErrors.totp_not_on);
    await tx.query(deleteRecoveryCodes, [actor.userId]);
    return afterCredentialChange(deps, tx, actor, 'member.totp_disabled');
  });
  deps.authCache.clear();
  return cookie;
}

/** Ten new ones; the old ones are worth nothing afterwards. */
export async function renewRecoveryCodes(
  deps: AccountsDeps,
  actor: PersonActor,
  currentPassword: string | undefined,
): Promise<readonly string[]> {
  const person = await requireFreshSession(deps, actor, currentPassword);
  if (!person.totp_enabled) throw new Problem(accountsErrors.totp_not_on);
  const { codes, hashes } = await newRecoveryCodes(person.id);
  await deps.workerDb.transaction(async (tx) => {
    await replaceRecoveryCodes(tx, person.id, hashes);
    await publishAboutPerson(deps, tx, person.id, 'member.recovery_codes_renewed');
  });
  return codes;
}
