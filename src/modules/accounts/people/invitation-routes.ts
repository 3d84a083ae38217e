import { z } from 'zod';
import { READ_RATE } from '../../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../actor.ts';
import {
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  Invitation,
  list,
  SignInResult,
} from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { pathId } from '../not-found.ts';
import { ADMIN_RATE, SIGN_IN_RATE } from '../rates.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { refuseForeignOrigin } from '../sessions/origin.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { inviteMember, revokeInvitation } from './invite-member.ts';
import { listInvitations } from './queries.ts';
import { invitationShape } from './shapes.ts';

const route = routeFor<Actor>();

export const invitationRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'GET',
    path: '/v1/invitations',
    operation: 'listInvitations',
    summary: 'Open invitations, newest first',
    permission: 'members:read',
    rate: READ_RATE,
    response: { 200: list(Invitation) },
    handler: async ({ actor }) => {
      const workspaceId = requireWorkspace(actor);
      const rows = await deps.apiDb.queryInWorkspace(workspaceId, listInvitations, [workspaceId]);
      return { status: 200, body: { items: rows.map(invitationShape) } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invitations',
    operation: 'createInvitation',
    summary: 'Invite somebody; the link is shown this once',
    permission: 'members:write',
    rate: ADMIN_RATE,
    body: CreateInvitation,
    response: { 201: CreatedInvitation },
    errors: [accountsErrors.role_above_own, accountsErrors.already_member, accountsErrors.already_invited],
    handler: async ({ actor }, { body }) => ({ status: 201, body: await inviteMember(deps, actor, body) }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/invitations/{id}',
    operation: 'revokeInvitation',
    summary: 'Revoke an open invitation',
    permission: 'members:write',
    rate: ADMIN_RATE,
    params: z.strictObject({ id: z.string().max(64) }),
    response: { 204: null },
    handler: async ({ actor }, { params }) => {
      await revokeInvitation(deps, actor, pathId('inv', params.id));
      return { status: 204 };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invitations/accept',
    operation: 'acceptInvitation',
    summary: 'Join a workspace with an invitation and sign in',
    permission: 'public',
    rate: SIGN_IN_RATE,
    body: AcceptInvitation,
    response: { 200: SignInResult },
    errors: [
      accountsErrors.invitation_refused,
      accountsErrors.sign_in_refused,
      accountsErrors.password_common,
      accountsErrors.already_member,
      accountsErrors.sign_in_throttled,
    ],
    handler: async ({ ip, headers }, { body }) => {
      refuseForeignOrigin(headers, deps.publicUrl);
      const { status, cookie } = await acceptInvitation(deps, body, ip);
      return { status: 200, body: { status }, headers: { 'set-cookie': cookie } };
    },
  }),
];
