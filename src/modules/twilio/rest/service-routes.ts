/** messaging.twilio.com, as far as pools of senders go. */
import { z } from 'zod';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { Form, Resource } from '../dialect/shapes.ts';
import { requireCaller } from './caller.ts';
import { addMember, fetchMember, listMembers, PATH, type PoolKind, removeMember } from './service-senders.ts';
import {
  fetchService,
  listServiceResources,
  removeService,
  requireService,
  saveService,
} from './services.ts';

const route = routeFor<Actor>();
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const WRITE = { name: 'twilio-write', limit: 3_000, windowSeconds: 60 } as const;
const Service = z.object({ Service: z.string().max(64) });
const Member = Service.extend({ Sid: z.string().max(64) });

// biome-ignore format: one route per line is the point of this file
export const serviceRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'POST', path: '/v1/Services', operation: 'twilioCreateService', summary: 'Create a pool of senders', permission: 'webhooks:manage', rate: WRITE, dialect, body: Form, response: { 201: Resource }, handler: async ({ actor }, { body }) => ({ status: 201, body: await saveService(deps, requireCaller(deps, actor), body) }) }),
  route({ method: 'GET', path: '/v1/Services', operation: 'twilioListServices', summary: 'Pools of senders', permission: 'webhooks:read', rate: READ, dialect, response: { 200: Resource }, handler: async ({ actor }) => ({ status: 200, body: await listServiceResources(deps, requireCaller(deps, actor)) }) }),
  route({ method: 'GET', path: '/v1/Services/{Service}', operation: 'twilioFetchService', summary: 'One pool of senders', permission: 'webhooks:read', rate: READ, dialect, params: Service, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await fetchService(deps, requireCaller(deps, actor), params.Service) }) }),
  route({ method: 'POST', path: '/v1/Services/{Service}', operation: 'twilioUpdateService', summary: 'Change a pool of senders', permission: 'webhooks:manage', rate: WRITE, dialect, params: Service, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => { const caller = requireCaller(deps, actor); return { status: 200, body: await saveService(deps, caller, body, await requireService(deps, caller, params.Service)) }; } }),
  route({ method: 'DELETE', path: '/v1/Services/{Service}', operation: 'twilioDeleteService', summary: 'Delete a pool of senders; the senders stay', permission: 'webhooks:manage', rate: WRITE, dialect, params: Service, response: { 204: null }, handler: async ({ actor }, { params }) => { await removeService(deps, requireCaller(deps, actor), params.Service); return { status: 204 }; } }),
  ...memberRoutes(deps, 'PN'),
  ...memberRoutes(deps, 'AI'),
  ...memberRoutes(deps, 'XE'),
];

// biome-ignore format: one route per line is the point of this file
const memberRoutes = (deps: TwilioDeps, kind: PoolKind): Route[] => [
  route({ method: 'POST', path: `/v1/Services/{Service}/${PATH[kind]}`, operation: `twilioAdd${PATH[kind]}`, summary: 'Add a sender to a pool', permission: 'webhooks:manage', rate: WRITE, dialect, params: Service, body: Form, response: { 201: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 201, body: await addMember(deps, requireCaller(deps, actor), { serviceSid: params.Service, kind, fields: body }) }) }),
  route({ method: 'GET', path: `/v1/Services/{Service}/${PATH[kind]}`, operation: `twilioList${PATH[kind]}`, summary: 'Senders in a pool', permission: 'webhooks:read', rate: READ, dialect, params: Service, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await listMembers(deps, requireCaller(deps, actor), params.Service, kind) }) }),
  route({ method: 'GET', path: `/v1/Services/{Service}/${PATH[kind]}/{Sid}`, operation: `twilioFetch${PATH[kind]}`, summary: 'One sender in a pool', permission: 'webhooks:read', rate: READ, dialect, params: Member, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await fetchMember(deps, requireCaller(deps, actor), { serviceSid: params.Service, kind, sid: params.Sid }) }) }),
  route({ method: 'DELETE', path: `/v1/Services/{Service}/${PATH[kind]}/{Sid}`, operation: `twilioRemove${PATH[kind]}`, summary: 'Take a sender out of a pool', permission: 'webhooks:manage', rate: WRITE, dialect, params: Member, response: { 204: null }, handler: async ({ actor }, { params }) => { await removeMember(deps, requireCaller(deps, actor), { serviceSid: params.Service, kind, sid: params.Sid }); return { status: 204 }; } }),
];
