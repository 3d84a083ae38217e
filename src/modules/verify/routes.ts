import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { checkById, checkByNumber, unlockPhone } from './check/check-code.ts';
import * as shapes from './contract.ts';
import type { VerifyDeps } from './deps.ts';
import { verifyErrors as errors } from './errors.ts';
import { checkFactor, createFactor, listFactorViews, removeFactor } from './factors/factors.ts';
import { liftOneBlock, listBlockViews } from './guard/blocks.ts';
import { replayAttempts } from './insight/replay-attempts.ts';
import { showInsight } from './insight/show-insight.ts';
import {
  changeRateLimit,
  createRateLimit,
  listRateLimitViews,
  removeRateLimit,
} from './rate-limits/change-rate-limits.ts';
import { getVerification, listVerificationViews } from './read/list-verifications.ts';
import {
  changeService,
  createService,
  getService,
  listServiceViews,
  removeService,
} from './services/change-services.ts';
import { cancelPending } from './start/cancel-verification.ts';
import { resendVerification, startVerification } from './start/start-verification.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'verify-write', limit: 120, windowSeconds: 60 } as const;
/** The limits that matter are counted per number, address and workspace, in the database. */
const SEND = { name: 'verify-send', limit: 30_000, windowSeconds: 1 } as const;
const CHECK = { name: 'verify-check', limit: 30_000, windowSeconds: 1 } as const;
const REPLAY = { name: 'verify-replay', limit: 30, windowSeconds: 60 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const LimitOf = Id.extend({ limit: z.string().max(64) });
const Empty = z.strictObject({});
const To = z.strictObject({ to: z.string().min(1).max(64) });

const noService = [errors.service_not_found];
const noVerification = [errors.verification_not_found];
const refusals = [
  errors.send_limit,
  errors.blocked,
  errors.channel_not_available,
  errors.rate_limit_reached,
  errors.rate_limit_unknown,
  errors.text_refused,
];
const startRefusals = [
  ...noService,
  ...refusals,
  errors.purpose_unknown,
  errors.recipient_invalid,
  errors.country_not_allowed,
];
const factorRefusals = [errors.factor_not_found, errors.factor_locked];

// biome-ignore format: one route per line is the point of this file
export const verifyRoutes = (deps: VerifyDeps): Route[] => [
  route({ method: 'POST', path: '/v1/verifications', operation: 'startVerification', summary: 'Send somebody a code', permission: 'verify:send', rate: SEND, body: shapes.StartVerification, response: { 201: shapes.Verification }, errors: startRefusals, handler: async (context, { body }) => ({ status: 201, body: await startVerification(deps, context, body) }) }),
  route({ method: 'GET', path: '/v1/verifications', operation: 'listVerifications', summary: 'Verifications, newest first', permission: 'verify:read', rate: READ_RATE, query: shapes.ListVerifications, response: { 200: shapes.VerificationPage }, errors: [errors.cursor_invalid, errors.recipient_invalid], handler: async ({ actor }, { query }) => ({ status: 200, body: await listVerificationViews(deps, actor, query) }) }),
  route({ method: 'POST', path: '/v1/verifications/check', operation: 'checkVerificationByNumber', summary: 'Whether a code is the right one for a number', permission: 'verify:check', rate: CHECK, body: shapes.CheckByNumber, response: { 200: shapes.CheckResult }, errors: [...noService, errors.check_limit, errors.recipient_invalid], handler: async ({ actor }, { body }) => ({ status: 200, body: await checkByNumber(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/verifications/{id}', operation: 'getVerification', summary: 'How a verification stands', permission: 'verify:read', rate: READ_RATE, params: Id, response: { 200: shapes.Verification }, errors: noVerification, handler: async ({ actor }, { params }) => ({ status: 200, body: await getVerification(deps, actor, params.id) }) }),
  route({ method: 'POST', path: '/v1/verifications/{id}/check', operation: 'checkVerification', summary: 'Whether a code is the right one', permission: 'verify:check', rate: CHECK, params: Id, body: shapes.CheckCode, response: { 200: shapes.CheckResult }, errors: [errors.check_limit], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await checkById(deps, actor, params.id, body.code) }) }),
  route({ method: 'POST', path: '/v1/verifications/{id}/resend', operation: 'resendVerification', summary: 'Send another code; the one before is dead', permission: 'verify:send', rate: SEND, params: Id, body: shapes.ResendVerification, response: { 201: shapes.Verification }, errors: [...noVerification, ...noService, ...refusals, errors.not_pending], handler: async (context, { params, body }) => ({ status: 201, body: await resendVerification(deps, context, params.id, body) }) }),
  route({ method: 'POST', path: '/v1/verifications/{id}/cancel', operation: 'cancelVerification', summary: 'End a verification', permission: 'verify:send', rate: SEND, params: Id, body: Empty, response: { 200: shapes.Verification }, errors: [...noVerification, errors.not_pending], handler: async ({ actor }, { params }) => ({ status: 200, body: await cancelPending(deps, actor, params.id) }) }),

  route({ method: 'GET', path: '/v1/verify/services', operation: 'listVerifyServices', summary: 'What codes are sent for, in whose name and within which limits', permission: 'verify:read', rate: READ_RATE, response: { 200: shapes.ServiceList }, handler: async ({ actor }) => ({ status: 200, body: { items: await listServiceViews(deps, actor) } }) }),
  route({ method: 'POST', path: '/v1/verify/services', operation: 'createVerifyService', summary: 'Add a verification service', permission: 'verify:manage', rate: WRITE, body: shapes.CreateService, response: { 201: shapes.Service }, errors: [errors.services_full, errors.text_refused], handler: async ({ actor }, { body }) => ({ status: 201, body: await createService(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/verify/services/{id}', operation: 'getVerifyService', summary: 'One verification service', permission: 'verify:read', rate: READ_RATE, params: Id, response: { 200: shapes.Service }, errors: noService, handler: async ({ actor }, { params }) => ({ status: 200, body: await getService(deps, actor, params.id) }) }),
  route({ method: 'PATCH', path: '/v1/verify/services/{id}', operation: 'updateVerifyService', summary: 'Change a verification service', permission: 'verify:manage', rate: WRITE, params: Id, body: shapes.UpdateService, response: { 200: shapes.Service }, errors: [...noService, errors.text_refused], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeService(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/verify/services/{id}', operation: 'deleteVerifyService', summary: 'Delete a verification service', permission: 'verify:manage', rate: WRITE, params: Id, response: { 204: null }, errors: noService, handler: async ({ actor }, { params }) => { await removeService(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'GET', path: '/v1/verify/services/{id}/rate-limits', operation: 'listVerifyRateLimits', summary: 'Limits that you set for your own keys', permission: 'verify:read', rate: READ_RATE, params: Id, response: { 200: shapes.RateLimitList }, errors: noService, handler: async ({ actor }, { params }) => ({ status: 200, body: { items: await listRateLimitViews(deps, actor, params.id) } }) }),
  route({ method: 'POST', path: '/v1/verify/services/{id}/rate-limits', operation: 'createVerifyRateLimit', summary: 'Limit how many codes one value of your own gets', permission: 'verify:manage', rate: WRITE, params: Id, body: shapes.CreateRateLimit, response: { 201: shapes.RateLimit }, errors: [...noService, errors.rate_limit_exists, errors.rate_limits_full], handler: async ({ actor }, { params, body }) => ({ status: 201, body: await createRateLimit(deps, actor, params.id, body) }) }),
  route({ method: 'PATCH', path: '/v1/verify/services/{id}/rate-limits/{limit}', operation: 'updateVerifyRateLimit', summary: 'Change a limit, by id or name; what its intervals have counted stays', permission: 'verify:manage', rate: WRITE, params: LimitOf, body: shapes.UpdateRateLimit, response: { 200: shapes.RateLimit }, errors: [...noService, errors.rate_limit_not_found], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeRateLimit(deps, actor, { service: params.id, limit: params.limit }, body) }) }),
  route({ method: 'DELETE', path: '/v1/verify/services/{id}/rate-limits/{limit}', operation: 'deleteVerifyRateLimit', summary: 'Delete a limit, by id or name', permission: 'verify:manage', rate: WRITE, params: LimitOf, response: { 204: null }, errors: [...noService, errors.rate_limit_not_found], handler: async ({ actor }, { params }) => { await removeRateLimit(deps, actor, { service: params.id, limit: params.limit }); return { status: 204 }; } }),
  route({ method: 'POST', path: '/v1/verify/services/{id}/replay', operation: 'replayVerifyLimits', summary: 'What would have happened under other limits', permission: 'verify:read', rate: REPLAY, params: Id, body: shapes.ReplayLimits, response: { 200: shapes.Replay }, errors: noService, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await replayAttempts(deps, actor, params.id, body) }) }),

  route({ method: 'GET', path: '/v1/verify/insight', operation: 'getVerifyInsight', summary: 'How many codes are entered, how fast, and at what cost', permission: 'verify:read', rate: READ_RATE, query: shapes.ShowInsight, response: { 200: shapes.Insight }, errors: noService, handler: async ({ actor }, { query }) => ({ status: 200, body: await showInsight(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/verify/blocks', operation: 'listVerifyBlocks', summary: 'What the fraud guard stopped, and why', permission: 'verify:read', rate: READ_RATE, query: shapes.ListBlocks, response: { 200: shapes.BlockPage }, errors: [errors.cursor_invalid], handler: async ({ actor }, { query }) => ({ status: 200, body: await listBlockViews(deps, actor, query) }) }),
  route({ method: 'POST', path: '/v1/verify/blocks/{id}/lift', operation: 'liftVerifyBlock', summary: 'Lift a block: these customers are real', permission: 'verify:manage', rate: WRITE, params: Id, body: Empty, response: { 200: shapes.Block }, errors: [errors.block_not_found, errors.block_over], handler: async ({ actor }, { params }) => ({ status: 200, body: await liftOneBlock(deps, actor, params.id) }) }),
  route({ method: 'POST', path: '/v1/verify/numbers/unlock', operation: 'unlockVerifyNumber', summary: 'Forgive a number its wrong codes', permission: 'verify:manage', rate: WRITE, body: To, response: { 204: null }, errors: [errors.recipient_invalid], handler: async ({ actor }, { body }) => { await unlockPhone(deps, actor, body.to); return { status: 204 }; } }),

  route({ method: 'GET', path: '/v1/verify/factors', operation: 'listVerifyFactors', summary: 'Authenticator apps of one of your customers', permission: 'verify:read', rate: READ_RATE, query: shapes.ListFactors, response: { 200: shapes.FactorList }, handler: async ({ actor }, { query }) => ({ status: 200, body: { items: await listFactorViews(deps, actor, query.entity) } }) }),
  route({ method: 'POST', path: '/v1/verify/factors', operation: 'createVerifyFactor', summary: 'A secret for somebody\'s authenticator app', permission: 'verify:send', rate: SEND, body: shapes.CreateFactor, response: { 201: shapes.NewFactor }, errors: noService, handler: async ({ actor }, { body }) => ({ status: 201, body: await createFactor(deps, actor, body) }) }),
  route({ method: 'POST', path: '/v1/verify/factors/{id}/verify', operation: 'verifyFactor', summary: 'The first right code turns a factor on', permission: 'verify:check', rate: CHECK, params: Id, body: shapes.FactorCode, response: { 200: shapes.CheckResult }, errors: factorRefusals, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await checkFactor(deps, actor, { publicId: params.id, code: body.code, confirming: true }) }) }),
  route({ method: 'POST', path: '/v1/verify/factors/{id}/challenge', operation: 'challengeFactor', summary: 'Whether a code of an authenticator app is right and new', permission: 'verify:check', rate: CHECK, params: Id, body: shapes.FactorCode, response: { 200: shapes.CheckResult }, errors: factorRefusals, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await checkFactor(deps, actor, { publicId: params.id, code: body.code, confirming: false }) }) }),
  route({ method: 'DELETE', path: '/v1/verify/factors/{id}', operation: 'deleteVerifyFactor', summary: 'Delete a factor', permission: 'verify:send', rate: SEND, params: Id, response: { 204: null }, errors: [errors.factor_not_found], handler: async ({ actor }, { params }) => { await removeFactor(deps, actor, params.id); return { status: 204 }; } }),
];
