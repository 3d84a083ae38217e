import { z } from 'zod';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { Form, Resource } from '../dialect/shapes.ts';
import { requireCaller } from './caller.ts';
import { verifyLimitRoutes } from './verify-limit-routes.ts';
import * as services from './verify-service.ts';
import * as verify from './verify.ts';

const route = routeFor<Actor>();
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const WRITE = { name: 'twilio-write', limit: 3_000, windowSeconds: 60 } as const;
/** The limits that matter are counted per number, in the database: see modules/verify. */
const VERIFY = { name: 'twilio-verify', limit: 30_000, windowSeconds: 1 } as const;
const Service = z.object({ Service: z.string().max(64) });
const One = Service.extend({ Sid: z.string().max(64) });

// biome-ignore format: one route per line is the point of this file
export const twilioVerifyRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'POST', path: '/v2/Services', operation: 'twilioCreateVerifyService', summary: 'Add a verification service', permission: 'verify:manage', rate: WRITE, dialect, body: Form, response: { 201: Resource }, handler: async ({ actor }, { body }) => ({ status: 201, body: await services.createVerifyService(deps, requireCaller(deps, actor), body) }) }),
  route({ method: 'GET', path: '/v2/Services', operation: 'twilioListVerifyServices', summary: 'Verification services', permission: 'verify:read', rate: READ, dialect, response: { 200: Resource }, handler: async ({ actor }) => ({ status: 200, body: await services.listVerifyServices(deps, requireCaller(deps, actor)) }) }),
  route({ method: 'GET', path: '/v2/Services/{Service}', operation: 'twilioFetchVerifyService', summary: 'One verification service', permission: 'verify:read', rate: READ, dialect, params: Service, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await services.fetchVerifyService(deps, requireCaller(deps, actor), params.Service) }) }),
  route({ method: 'POST', path: '/v2/Services/{Service}', operation: 'twilioUpdateVerifyService', summary: 'Change a verification service', permission: 'verify:manage', rate: WRITE, dialect, params: Service, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await services.updateVerifyService(deps, requireCaller(deps, actor), params.Service, body) }) }),
  route({ method: 'DELETE', path: '/v2/Services/{Service}', operation: 'twilioDeleteVerifyService', summary: 'Delete a verification service', permission: 'verify:manage', rate: WRITE, dialect, params: Service, response: { 204: null }, handler: async ({ actor }, { params }) => { await services.removeVerifyService(deps, requireCaller(deps, actor), params.Service); return { status: 204 }; } }),
  route({ method: 'POST', path: '/v2/Services/{Service}/Verifications', operation: 'twilioStartVerification', summary: 'Send somebody a code', permission: 'verify:send', rate: VERIFY, dialect, params: Service, body: Form, response: { 201: Resource }, handler: async (context, { params, body }) => ({ status: 201, body: await verify.startTwilioVerification(deps, requireCaller(deps, context.actor), context, { service: params.Service, fields: body }) }) }),
  route({ method: 'GET', path: '/v2/Services/{Service}/Verifications/{Sid}', operation: 'twilioFetchVerification', summary: 'How a verification stands', permission: 'verify:read', rate: READ, dialect, params: One, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await verify.fetchTwilioVerification(deps, requireCaller(deps, actor), params.Service, params.Sid) }) }),
  route({ method: 'POST', path: '/v2/Services/{Service}/Verifications/{Sid}', operation: 'twilioUpdateVerification', summary: 'End a verification', permission: 'verify:send', rate: VERIFY, dialect, params: One, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await verify.endTwilioVerification(deps, requireCaller(deps, actor), { service: params.Service, name: params.Sid, fields: body }) }) }),
  route({ method: 'POST', path: '/v2/Services/{Service}/VerificationCheck', operation: 'twilioCheckVerification', summary: 'Whether a code is the right one', permission: 'verify:check', rate: VERIFY, dialect, params: Service, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await verify.checkTwilioVerification(deps, requireCaller(deps, actor), params.Service, body) }) }),
  ...verifyLimitRoutes(deps),
];
