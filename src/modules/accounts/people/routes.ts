import { z } from 'zod';
import { READ_RATE } from '../../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../actor.ts';
import { list, Member, UpdateMember, UpdateWorkspace, Workspace } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { notFound, pathId } from '../not-found.ts';
import { ADMIN_RATE } from '../rates.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { changeMember, removeMember } from './change-member.ts';
import { getWorkspace, listMembers } from './queries.ts';
import { memberShape, workspaceShape } from './shapes.ts';
import { updateWorkspace } from './update-workspace.ts';

const route = routeFor<Actor>();
const MemberId = z.strictObject({ id: z.string().max(64) });

export const workspaceRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'GET',
    path: '/v1/workspace',
    operation: 'getWorkspace',
    summary: 'The workspace the caller acts in',
    permission: 'workspace:read',
    rate: READ_RATE,
    response: { 200: Workspace },
    handler: async ({ actor }) => {
      const workspaceId = requireWorkspace(actor);
      const [row] = await deps.apiDb.queryInWorkspace(workspaceId, getWorkspace, [workspaceId]);
      if (row === undefined) throw notFound();
      return { status: 200, body: workspaceShape(row) };
    },
  }),
  route({
    method: 'PATCH',
    path: '/v1/workspace',
    operation: 'updateWorkspace',
    summary: 'Change name, time zone or language of the workspace',
    permission: 'workspace:write',
    rate: ADMIN_RATE,
    body: UpdateWorkspace,
    response: { 200: Workspace },
    handler: async ({ actor }, { body }) => ({ status: 200, body: await updateWorkspace(deps, actor, body) }),
  }),
];

export const memberRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'GET',
    path: '/v1/members',
    operation: 'listMembers',
    summary: 'Members of the workspace',
    permission: 'members:read',
    rate: READ_RATE,
    response: { 200: list(Member) },
    handler: async ({ actor }) => {
      const workspaceId = requireWorkspace(actor);
      const rows = await deps.apiDb.queryInWorkspace(workspaceId, listMembers, [workspaceId]);
      return { status: 200, body: { items: rows.map(memberShape) } };
    },
  }),
  route({
    method: 'PATCH',
    path: '/v1/members/{id}',
    operation: 'updateMember',
    summary: 'Change the role of a member, suspend or reactivate them',
    permission: 'members:write',
    rate: ADMIN_RATE,
    params: MemberId,
    body: UpdateMember,
    response: { 200: Member },
    errors: [accountsErrors.role_above_own, accountsErrors.last_owner],
    handler: async ({ actor }, { params, body }) => ({
      status: 200,
      body: await changeMember(deps, actor, pathId('mbr', params.id), body),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/members/{id}',
    operation: 'removeMember',
    summary: 'Take a member out of the workspace',
    permission: 'members:write',
    rate: ADMIN_RATE,
    params: MemberId,
    response: { 204: null },
    errors: [accountsErrors.role_above_own, accountsErrors.last_owner],
    handler: async ({ actor }, { params }) => {
      await removeMember(deps, actor, pathId('mbr', params.id));
      return { status: 204 };
    },
  }),
];
