/** Where providers bring receipts and replies. Public: the adapter of the channel decides whom it believes. */
import { z } from 'zod';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { routingErrors } from '../routing/index.ts';
import { messagesErrors as errors } from './errors.ts';
import { type CallbackDeps, createCallbackLimiter, takeCallback } from './take-callback.ts';

const route = routeFor<Actor>();
/** Per calling address; a provider has few and brings thousands of receipts a minute. */
const CALLBACK = { name: 'callback', limit: 120_000, windowSeconds: 60 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const Secret = z.strictObject({ id: z.string().max(64), secret: z.string().max(64) });
const Query = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]));
const common = {
  permission: 'public',
  rate: CALLBACK,
  query: Query,
  response: { 200: null },
  errors: [routingErrors.channel_not_found, errors.callback_refused, errors.channel_elsewhere],
} as const;

export function callbackRoutes(deps: CallbackDeps): Route[] {
  const limiter = createCallbackLimiter();
  // biome-ignore format: one route per line is the point of this file
  return [
    route({ ...common, method: 'POST', path: '/v1/channels/{id}/callback', operation: 'receiveCallback', summary: "A provider's signed call about a channel", params: Id, rawBody: true, handler: (context, { params, query }) => takeCallback(deps, limiter, context, { method: 'POST', id: params.id, secret: undefined, query }) }),
    route({ ...common, method: 'GET', path: '/v1/channels/{id}/callback', operation: 'receiveCallbackQuery', summary: "A provider's call about a channel, in the address", params: Id, handler: (context, { params, query }) => takeCallback(deps, limiter, context, { method: 'GET', id: params.id, secret: undefined, query }) }),
    route({ ...common, method: 'POST', path: '/v1/channels/{id}/callback/{secret}', operation: 'receiveSecretCallback', summary: "A provider's call to the secret address of a channel", params: Secret, rawBody: true, handler: (context, { params, query }) => takeCallback(deps, limiter, context, { method: 'POST', ...params, query }) }),
    route({ ...common, method: 'GET', path: '/v1/channels/{id}/callback/{secret}', operation: 'receiveSecretCallbackQuery', summary: "A provider's call to the secret address, in the address", params: Secret, handler: (context, { params, query }) => takeCallback(deps, limiter, context, { method: 'GET', ...params, query }) }),
  ];
}
