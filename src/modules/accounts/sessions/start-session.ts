import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../../platform/db.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { AccountsDeps } from '../deps.ts';
import type { AccountsEventType } from '../events.ts';
import { sessionCookie } from './cookie.ts';
import { insertSession, listMemberships } from './queries.ts';
import { hashOfToken, newToken } from './token.ts';

/** Absolute: after a week even a busy session ends, so a stolen token does too. */
export const SESSION_SECONDS = 7 * 86_400;
/** Between password and code. */
const SECOND_FACTOR_SECONDS = 5 * 60;

export type SignInMethod = 'password' | 'link' | 'passkey';

export interface StartedSession {
  readonly status: 'signed_in' | 'totp_required';
  /** `Set-Cookie` */
  readonly cookie: string;
}

/** Begins a session under a new token, whatever cookie the browser brought: nobody can plant one beforehand. */
export async function startSession(
  deps: Pick<AccountsDeps, 'bus' | 'publicUrl'>,
  tx: Transaction,
  userId: string,
  method: SignInMethod,
  secondFactorDue: boolean,
): Promise<StartedSession> {
  const token = newToken();
  const seconds = secondFactorDue ? SECOND_FACTOR_SECONDS : SESSION_SECONDS;
  await tx.query(insertSession, [
    randomUUID(),
    userId,
    hashOfToken(token),
    secondFactorDue ? 'second_factor' : 'full',
    method,
    seconds,
  ]);
  if (!secondFactorDue) await publishAboutPerson(deps, tx, userId, 'member.signed_in', { method });
  return {
    status: secondFactorDue ? 'totp_required' : 'signed_in',
    cookie: sessionCookie(deps.publicUrl, token, seconds),
  };
}

/** What a person does to their own account concerns every workspace they belong to. */
export async function publishAboutPerson(
  deps: Pick<AccountsDeps, 'bus'>,
  tx: Transaction,
  userId: string,
  type: AccountsEventType,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const memberships = await tx.query(listMemberships, [userId]);
  await deps.bus.publish(
    tx,
    memberships.map(({ workspace_id, member_id }) => {
      const id = publicIdOfUuid('mbr', member_id);
      return { type, workspaceId: workspace_id, actor: { kind: 'member' as const, id }, resource: id, data };
    }),
  );
}
