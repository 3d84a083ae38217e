import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { AccountsDeps } from '../deps.ts';
import { listMemberships } from './queries.ts';

/** What was tried; never what was typed. */
export type RefusedMethod = 'password' | 'code' | 'recovery_code' | 'passkey';

/**
 * Somebody who was not let in tried to be this person: the audit trail of every workspace of theirs says so. An
 * address that nobody has leaves nothing, and neither do attempts beyond the throttle, so nobody can fill a trail.
 */
export async function tellRefused(
  deps: Pick<AccountsDeps, 'bus' | 'workerDb'>,
  userId: string,
  method: RefusedMethod,
): Promise<void> {
  await deps.workerDb.transaction(async (tx) => {
    const memberships = await tx.query(listMemberships, [userId]);
    await deps.bus.publish(
      tx,
      memberships.map(({ workspace_id: workspaceId, member_id: memberId }) => ({
        type: 'member.sign_in_refused',
        workspaceId,
        // Who it was is just what nobody knows.
        actor: { kind: 'system', id: 'sign-in' },
        resource: publicIdOfUuid('mbr', memberId),
        data: { method },
      })),
    );
  });
}

/**
 * The same without waiting for it: an address that has an account would be refused later than one that has none.
 * A crash right now loses the entry; the attempt is counted before.
 */
export function tellRefusedLater(
  deps: Pick<AccountsDeps, 'bus' | 'workerDb'>,
  userId: string,
  method: RefusedMethod,
): void {
  tellRefused(deps, userId, method).catch(() => undefined);
}
