import { Problem } from '../../../platform/problem.ts';
import { acceptRecoveryCode } from '../credentials/recovery-codes.ts';
import { acceptTotp } from '../credentials/totp.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { deleteSession, findPendingSession } from '../sessions/queries.ts';
import { publishAboutPerson, type StartedSession, startSession } from '../sessions/start-session.ts';
import { tellRefused } from '../sessions/tell-refused.ts';
import { forgiveAttempts, takeAttempt } from '../sessions/throttle.ts';
import { hashOfToken, isToken } from '../sessions/token.ts';

/**
 * The second step: a code of the app, or one of the recovery codes. `token` is the cookie that the
 * first step set. Throws `accounts.code_not_due`, `accounts.code_refused`.
 */
export async function signInTotp(
  deps: AccountsDeps,
  token: string | undefined,
  code: string,
): Promise<StartedSession> {
  const hash = token !== undefined && isToken(token) ? hashOfToken(token) : undefined;
  const [pending] = hash === undefined ? [] : await deps.workerDb.query(findPendingSession, [hash]);
  if (pending === undefined) throw new Problem(accountsErrors.code_not_due);
  const { user_id: userId, method } = pending;
  await takeAttempt(deps.workerDb, { kind: 'code', id: userId });
  const recovery = code.includes('-');
  const accepted = recovery
    ? await acceptRecoveryCode(deps.workerDb, userId, code)
    : await acceptTotp(deps, deps.workerDb, userId, code, 'confirmed');
  if (!accepted) {
    await tellRefused(deps, userId, recovery ? 'recovery_code' : 'code');
    throw new Problem(accountsErrors.code_refused);
  }
  await forgiveAttempts(deps.workerDb, { kind: 'code', id: userId });
  return deps.workerDb.transaction(async (tx) => {
    const [mine] = await tx.query(deleteSession, [pending.id]);
    if (mine === undefined) throw new Problem(accountsErrors.code_not_due);
    if (recovery) await publishAboutPerson(deps, tx, userId, 'member.recovery_code_used');
    return startSession(deps, tx, userId, method, false);
  });
}
