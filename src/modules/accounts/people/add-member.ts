import { randomUUID } from 'node:crypto';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { ConstraintViolation } from '../../../platform/db-errors.ts';
import type { Transaction } from '../../../platform/db.ts';
import type { ActorRef } from '../../../platform/events/event.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Role } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { insertMember } from './queries.ts';

export interface NewMember {
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: Role;
}

/** Makes a person a member and returns the member's UUID; throws `accounts.already_member`. For the command line and the first start. */
export async function addMember(
  deps: Pick<AccountsDeps, 'workerDb' | 'bus'>,
  input: NewMember,
): Promise<string> {
  return deps.workerDb.transaction((tx) =>
    joinWorkspace(deps, tx, input, { kind: 'system', id: 'operator' }),
  );
}

/** The same inside a worker's transaction that is already open. */
export async function joinWorkspace(
  deps: Pick<AccountsDeps, 'bus'>,
  tx: Transaction,
  input: NewMember,
  by: ActorRef | 'self',
): Promise<string> {
  const id = randomUUID();
  try {
    await tx.query(insertMember, [input.workspaceId, id, input.userId, input.role]);
  } catch (error) {
    if (error instanceof ConstraintViolation && error.constraint === 'member_workspace_id_user_id_key') {
      throw new Problem(accountsErrors.already_member);
    }
    throw error;
  }
  const resource = publicIdOfUuid('mbr', id);
  await deps.bus.publish(tx, [
    {
      type: 'member.joined',
      workspaceId: input.workspaceId,
      actor: by === 'self' ? { kind: 'member', id: resource } : by,
      resource,
      data: { role: input.role },
    },
  ]);
  return id;
}
