import type { z } from 'zod';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../actor.ts';
import { canGrantRole } from '../can.ts';
import { type Member, Role, type UpdateMember } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { type AccountsEvent, type AccountsEventType, actorRef } from '../events.ts';
import { notFound } from '../not-found.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { deleteMember, getMember, lockActiveOwners, type MemberRow, updateMember } from './queries.ts';
import { memberShape } from './shapes.ts';

type Deps = Pick<AccountsDeps, 'apiDb' | 'bus' | 'authCache'>;

/**
 * Changes role or status. Throws `accounts.role_above_own` when the member has or would get a role
 * above the actor's, `accounts.last_owner` when nobody would be left to own the workspace.
 */
export async function changeMember(
  deps: Deps,
  actor: Actor,
  memberId: string,
  changes: z.output<typeof UpdateMember>,
): Promise<Member> {
  const workspaceId = requireWorkspace(actor);
  const changed = await deps.apiDb.inWorkspace(workspaceId, async (tx) => {
    const owners = await tx.query(lockActiveOwners, [workspaceId]);
    const before = await memberForChange(tx, actor, workspaceId, memberId);
    const role = changes.role ?? Role.parse(before.role);
    const status = changes.status ?? before.status;
    requireGrantable(actor, role);
    if (role !== 'owner' || status !== 'active') requireOtherOwner(owners, memberId);
    await tx.query(updateMember, [workspaceId, memberId, role, status]);
    await deps.bus.publish(tx, eventsOf(actor, workspaceId, before, role, status));
    return { ...before, role, status };
  });
  deps.authCache.clear();
  return memberShape(changed);
}

/** Takes somebody out of the workspace; their account and other workspaces stay. Throws as `changeMember` does. */
export async function removeMember(deps: Deps, actor: Actor, memberId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.apiDb.inWorkspace(workspaceId, async (tx) => {
    const owners = await tx.query(lockActiveOwners, [workspaceId]);
    const before = await memberForChange(tx, actor, workspaceId, memberId);
    requireOtherOwner(owners, memberId);
    await tx.query(deleteMember, [workspaceId, memberId]);
    await deps.bus.publish(tx, [
      eventOf(actor, workspaceId, memberId, 'member.removed', { role: before.role }),
    ]);
  });
  deps.authCache.clear();
}

async function memberForChange(
  tx: Transaction,
  actor: Actor,
  workspaceId: string,
  memberId: string,
): Promise<MemberRow> {
  const [member] = await tx.query(getMember, [workspaceId, memberId]);
  if (member === undefined) throw notFound();
  requireGrantable(actor, Role.parse(member.role));
  return member;
}

function requireGrantable(actor: Actor, role: Role): void {
  if (!canGrantRole(actor, role)) throw new Problem(accountsErrors.role_above_own, { field: 'role' });
}

function requireOtherOwner(activeOwners: readonly { id: string }[], memberId: string): void {
  if (activeOwners.every(({ id }) => id === memberId)) throw new Problem(accountsErrors.last_owner);
}

function eventsOf(
  actor: Actor,
  workspaceId: string,
  before: MemberRow,
  role: Role,
  status: MemberRow['status'],
): AccountsEvent[] {
  const events: AccountsEvent[] = [];
  if (role !== before.role) {
    const data = { from: before.role, to: role };
    events.push(eventOf(actor, workspaceId, before.id, 'member.role_changed', data));
  }
  if (status !== before.status) {
    const type = status === 'suspended' ? 'member.suspended' : 'member.reactivated';
    events.push(eventOf(actor, workspaceId, before.id, type, {}));
  }
  return events;
}

const eventOf = (
  actor: Actor,
  workspaceId: string,
  memberId: string,
  type: AccountsEventType,
  data: Readonly<Record<string, unknown>>,
): AccountsEvent => ({
  type,
  workspaceId,
  actor: actorRef(actor),
  resource: publicIdOfUuid('mbr', memberId),
  data,
});
