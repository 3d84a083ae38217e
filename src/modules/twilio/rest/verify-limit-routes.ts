import { z } from 'zod';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { Form, Resource } from '../dialect/shapes.ts';
import { requireCaller } from './caller.ts';
import * as limits from './verify-limits.ts';

const route = routeFor<Actor>();
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const WRITE = { name: 'twilio-write', limit: 3_000, windowSeconds: 60 } as const;
const Service = z.object({ Service: z.string().max(64) });
const Limit = Service.extend({ Limit: z.string().max(64) });
const Bucket = Limit.extend({ Sid: z.string().max(64) });

// biome-ignore format: one route per line is the point of this file
export const verifyLimitRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'POST', path: '/v2/Services/{Service}/RateLimits', operation: 'twilioCreateRateLimit', summary: 'Add a rate limit', permission: 'verify:manage', rate: WRITE, dialect, params: Service, body: Form, response: { 201: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 201, body: await limits.createLimit(deps, requireCaller(deps, actor), params.Service, body) }) }),
  route({ method: 'GET', path: '/v2/Services/{Service}/RateLimits', operation: 'twilioListRateLimits', summary: 'Rate limits of a verification service', permission: 'verify:read', rate: READ, dialect, params: Service, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await limits.listLimits(deps, requireCaller(deps, actor), params.Service) }) }),
  route({ method: 'GET', path: '/v2/Services/{Service}/RateLimits/{Limit}', operation: 'twilioFetchRateLimit', summary: 'One rate limit', permission: 'verify:read', rate: READ, dialect, params: Limit, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await limits.fetchLimit(deps, requireCaller(deps, actor), params) }) }),
  route({ method: 'POST', path: '/v2/Services/{Service}/RateLimits/{Limit}', operation: 'twilioUpdateRateLimit', summary: 'Describe a rate limit', permission: 'verify:manage', rate: WRITE, dialect, params: Limit, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await limits.updateLimit(deps, requireCaller(deps, actor), params, body) }) }),
  route({ method: 'DELETE', path: '/v2/Services/{Service}/RateLimits/{Limit}', operation: 'twilioDeleteRateLimit', summary: 'Delete a rate limit', permission: 'verify:manage', rate: WRITE, dialect, params: Limit, response: { 204: null }, handler: async ({ actor }, { params }) => { await limits.removeLimit(deps, requireCaller(deps, actor), params); return { status: 204 }; } }),
  route({ method: 'POST', path: '/v2/Services/{Service}/RateLimits/{Limit}/Buckets', operation: 'twilioCreateBucket', summary: 'Add a bucket to a rate limit', permission: 'verify:manage', rate: WRITE, dialect, params: Limit, body: Form, response: { 201: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 201, body: await limits.createBucket(deps, requireCaller(deps, actor), params, body) }) }),
  route({ method: 'GET', path: '/v2/Services/{Service}/RateLimits/{Limit}/Buckets', operation: 'twilioListBuckets', summary: 'Buckets of a rate limit', permission: 'verify:read', rate: READ, dialect, params: Limit, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await limits.listBuckets(deps, requireCaller(deps, actor), params) }) }),
  route({ method: 'GET', path: '/v2/Services/{Service}/RateLimits/{Limit}/Buckets/{Sid}', operation: 'twilioFetchBucket', summary: 'One bucket', permission: 'verify:read', rate: READ, dialect, params: Bucket, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await limits.fetchBucket(deps, requireCaller(deps, actor), params) }) }),
  route({ method: 'POST', path: '/v2/Services/{Service}/RateLimits/{Limit}/Buckets/{Sid}', operation: 'twilioUpdateBucket', summary: 'Change a bucket', permission: 'verify:manage', rate: WRITE, dialect, params: Bucket, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await limits.updateBucket(deps, requireCaller(deps, actor), params, body) }) }),
  route({ method: 'DELETE', path: '/v2/Services/{Service}/RateLimits/{Limit}/Buckets/{Sid}', operation: 'twilioDeleteBucket', summary: 'Delete a bucket', permission: 'verify:manage', rate: WRITE, dialect, params: Bucket, response: { 204: null }, handler: async ({ actor }, { params }) => { await limits.removeBucket(deps, requireCaller(deps, actor), params); return { status: 204 }; } }),
];
