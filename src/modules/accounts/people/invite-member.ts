import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { ConstraintViolation } from '../../../platform/db-errors.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../actor.ts';
import { canGrantRole } from '../can.ts';
import type { CreatedInvitation, CreateInvitation } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { actorRef } from '../events.ts';
import { notFound } from '../not-found.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { hashOfToken, newToken } from '../sessions/token.ts';
import { deleteExpiredInvitation, deleteInvitation, findMemberByEmail, insertInvitation } from './queries.ts';
import { invitationShape } from './shapes.ts';

const INVITATION_SECONDS = 7 * 86_400;

/**
 * Invites an address with a role the actor may give. The link is in the answer, this once: whoever
 * invites passes it on. Throws `accounts.role_above_own`, `already_member`, `already_invited`.
 */
export async function inviteMember(
  deps: Pick<AccountsDeps, 'apiDb' | 'bus' | 'publicUrl'>,
  actor: Actor,
  { email, role }: z.output<typeof CreateInvitation>,
): Promise<z.output<typeof CreatedInvitation>> {
  const workspaceId = requireWorkspace(actor);
  if (!canGrantRole(actor, role)) throw new Problem(accountsErrors.role_above_own, { field: 'role' });
  const token = newToken();
  const id = randomUUID();
  const by = actorRef(actor);
  try {
    return await deps.apiDb.inWorkspace(workspaceId, async (tx) => {
      const [member] = await tx.query(findMemberByEmail, [workspaceId, email]);
      if (member !== undefined) throw new Problem(accountsErrors.already_member, { field: 'email' });
      await tx.query(deleteExpiredInvitation, [workspaceId, email]);
      const values = [workspaceId, id, email, role, hashOfToken(token), by.id, INVITATION_SECONDS] as const;
      const [row] = await tx.query(insertInvitation, [...values]);
      if (row === undefined) throw new Error('insert into accounts.invitation returned no row');
      const resource = publicIdOfUuid('inv', id);
      // The address is personal data of somebody who has not agreed to anything yet.
      await deps.bus.publish(tx, [
        { type: 'invitation.created', workspaceId, actor: by, resource, data: { role } },
      ]);
      // Behind `#`, which browsers do not send: no log on the way keeps the token.
      return { ...invitationShape(row), link: `${deps.publicUrl}/invitation#token=${token}` };
    });
  } catch (error) {
    if (error instanceof ConstraintViolation && error.constraint === 'invitation_open') {
      throw new Problem(accountsErrors.already_invited, { field: 'email' });
    }
    throw error;
  }
}

/** The link opens nothing afterwards. */
export async function revokeInvitation(
  deps: Pick<AccountsDeps, 'apiDb' | 'bus'>,
  actor: Actor,
  invitationId: string,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.apiDb.inWorkspace(workspaceId, async (tx) => {
    const [revoked] = await tx.query(deleteInvitation, [workspaceId, invitationId]);
    if (revoked === undefined) throw notFound();
    await deps.bus.publish(tx, [
      {
        type: 'invitation.revoked',
        workspaceId,
        actor: actorRef(actor),
        resource: publicIdOfUuid('inv', invitationId),
        data: { role: revoked.role },
      },
    ]);
  });
}
