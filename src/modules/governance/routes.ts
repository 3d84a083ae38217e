import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { checkAuditChain, listAudit } from './audit.ts';
import {
  AuditCheck,
  AuditPage,
  CreateOptOut,
  ListAudit,
  ListOptOuts,
  OptOut,
  OptOutPage,
} from './contract.ts';
import { governanceErrors } from './errors.ts';
import { type GovernanceDeps, liftOptOut, listOptOutViews, recordOptOut } from './opt-outs.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'write', limit: 120, windowSeconds: 60 } as const;
const Phone = z.strictObject({ phone: z.string().max(64) });
const invalid = [governanceErrors.phone_invalid];

// biome-ignore format: one route per line is the point of this file
export const governanceRoutes = (deps: GovernanceDeps): Route[] => [
  route({ method: 'GET', path: '/v1/opt-outs', operation: 'listOptOuts', summary: 'People who asked not to be written to', permission: 'optouts:read', rate: READ_RATE, query: ListOptOuts, response: { 200: OptOutPage }, errors: invalid, handler: async ({ actor }, { query }) => ({ status: 200, body: await listOptOutViews(deps, actor, query) }) }),
  route({ method: 'POST', path: '/v1/opt-outs', operation: 'createOptOut', summary: 'Record that somebody does not want to be written to', permission: 'optouts:write', rate: WRITE, body: CreateOptOut, response: { 201: OptOut }, errors: invalid, handler: async ({ actor }, { body }) => ({ status: 201, body: await recordOptOut(deps, actor, body.phone) }) }),
  route({ method: 'DELETE', path: '/v1/opt-outs/{phone}', operation: 'deleteOptOut', summary: 'Lift an opt-out at the person\'s request', permission: 'optouts:write', rate: WRITE, params: Phone, response: { 204: null }, errors: [...invalid, governanceErrors.opt_out_not_found], handler: async ({ actor }, { params }) => { await liftOptOut(deps, actor, params.phone); return { status: 204 }; } }),
  route({ method: 'GET', path: '/v1/audit', operation: 'listAudit', summary: 'Who changed what', permission: 'audit:read', rate: READ_RATE, query: ListAudit, response: { 200: AuditPage }, handler: async ({ actor }, { query }) => ({ status: 200, body: await listAudit(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/audit/check', operation: 'checkAudit', summary: 'Recompute the audit chain', permission: 'audit:read', rate: WRITE, response: { 200: AuditCheck }, handler: async ({ actor }) => ({ status: 200, body: await checkAuditChain(deps, actor) }) }),
];
