import { z } from 'zod';
import { READ_RATE } from '../../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../actor.ts';
import { ApiKey, CreateApiKey, CreatedApiKey, list } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { notFound, pathId } from '../not-found.ts';
import { ADMIN_RATE } from '../rates.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { createApiKey } from './create-api-key.ts';
import { keyShape } from './key-shape.ts';
import { getKey, listKeys } from './queries.ts';
import { revokeApiKey } from './revoke-api-key.ts';

const route = routeFor<Actor>();
const KeyId = z.strictObject({ id: z.string().max(64) });

export const keyRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'GET',
    path: '/v1/keys',
    operation: 'listApiKeys',
    summary: 'API keys of the workspace, newest first, with the revoked ones',
    permission: 'keys:read',
    rate: READ_RATE,
    response: { 200: list(ApiKey) },
    handler: async ({ actor }) => {
      const workspaceId = requireWorkspace(actor);
      const rows = await deps.apiDb.queryInWorkspace(workspaceId, listKeys, [workspaceId]);
      return { status: 200, body: { items: rows.map(keyShape) } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/keys',
    operation: 'createApiKey',
    summary: 'Create an API key; its text is shown this once',
    permission: 'keys:write',
    rate: ADMIN_RATE,
    body: CreateApiKey,
    response: { 201: CreatedApiKey },
    errors: [accountsErrors.scope_lacking, accountsErrors.expiry_past],
    handler: async ({ actor }, { body }) => ({ status: 201, body: await createApiKey(deps, actor, body) }),
  }),
  route({
    method: 'GET',
    path: '/v1/keys/{id}',
    operation: 'getApiKey',
    summary: 'One API key, without its text',
    permission: 'keys:read',
    rate: READ_RATE,
    params: KeyId,
    response: { 200: ApiKey },
    handler: async ({ actor }, { params }) => {
      const workspaceId = requireWorkspace(actor);
      const [row] = await deps.apiDb.queryInWorkspace(workspaceId, getKey, [
        workspaceId,
        pathId('key', params.id),
      ]);
      if (row === undefined) throw notFound();
      return { status: 200, body: keyShape(row) };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/keys/{id}',
    operation: 'revokeApiKey',
    summary: 'Revoke an API key, everywhere within 5 seconds',
    permission: 'keys:write',
    rate: ADMIN_RATE,
    params: KeyId,
    response: { 204: null },
    handler: async ({ actor }, { params }) => {
      await revokeApiKey(deps, actor, pathId('key', params.id));
      return { status: 204 };
    },
  }),
];
