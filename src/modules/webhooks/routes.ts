import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import {
  CreatedWebhookEndpoint,
  CreateWebhookEndpoint,
  ListWebhookDeliveries,
  ReplayedWebhookDeliveries,
  ReplayWebhookDeliveries,
  UpdateWebhookEndpoint,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookEndpoint,
} from './contract.ts';
import { getDelivery, listDeliveryViews, replayDeliveries, testEndpoint } from './deliveries.ts';
import type { WebhooksDeps } from './deps.ts';
import {
  changeEndpoint,
  createEndpoint,
  getEndpoint,
  listEndpointViews,
  removeEndpoint,
  rotateEndpointSecret,
} from './endpoints.ts';
import { webhooksErrors } from './errors.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'write', limit: 120, windowSeconds: 60 } as const;
/** Each makes this server call somebody else's. */
const CALL = { name: 'webhook-calls', limit: 30, windowSeconds: 60 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const Nothing = z.strictObject({});
const IdAndDelivery = z.strictObject({ id: z.string().max(64), delivery: z.string().max(64) });
const notFound = [webhooksErrors.endpoint_not_found];
const badUrl = [webhooksErrors.url_invalid, webhooksErrors.url_private];
const noDelivery = [...notFound, webhooksErrors.delivery_not_found];

// biome-ignore format: one route per line is the point of this file
export const webhooksRoutes = (deps: WebhooksDeps): Route[] => [
  route({ method: 'GET', path: '/v1/webhook-endpoints', operation: 'listWebhookEndpoints', summary: 'Endpoints that hear of events, with their health', permission: 'webhooks:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(WebhookEndpoint) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listEndpointViews(deps, actor) } }) }),
  route({ method: 'POST', path: '/v1/webhook-endpoints', operation: 'createWebhookEndpoint', summary: 'Add an endpoint; its secret is shown this once', permission: 'webhooks:manage', rate: WRITE, body: CreateWebhookEndpoint, response: { 201: CreatedWebhookEndpoint }, errors: [...badUrl, webhooksErrors.too_many_endpoints], handler: async ({ actor }, { body }) => ({ status: 201, body: await createEndpoint(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/webhook-endpoints/{id}', operation: 'getWebhookEndpoint', summary: 'One endpoint', permission: 'webhooks:read', rate: READ_RATE, params: Id, response: { 200: WebhookEndpoint }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, body: await getEndpoint(deps, actor, params.id) }) }),
  route({ method: 'PATCH', path: '/v1/webhook-endpoints/{id}', operation: 'updateWebhookEndpoint', summary: 'Change an endpoint, switch it on or off', permission: 'webhooks:manage', rate: WRITE, params: Id, body: UpdateWebhookEndpoint, response: { 200: WebhookEndpoint }, errors: [...notFound, ...badUrl], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeEndpoint(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/webhook-endpoints/{id}', operation: 'deleteWebhookEndpoint', summary: 'Delete an endpoint and what waits for it', permission: 'webhooks:manage', rate: WRITE, params: Id, response: { 204: null }, errors: notFound, handler: async ({ actor }, { params }) => { await removeEndpoint(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'POST', path: '/v1/webhook-endpoints/{id}/rotate-secret', operation: 'rotateWebhookSecret', summary: 'Make a new secret; the old one signs for 24 more hours', permission: 'webhooks:manage', rate: WRITE, params: Id, body: Nothing, response: { 200: CreatedWebhookEndpoint }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, body: await rotateEndpointSecret(deps, actor, params.id) }) }),
  route({ method: 'POST', path: '/v1/webhook-endpoints/{id}/test', operation: 'testWebhookEndpoint', summary: 'Send a webhook.test', permission: 'webhooks:manage', rate: CALL, params: Id, body: Nothing, response: { 202: WebhookDelivery }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 202, body: await testEndpoint(deps, actor, params.id) }) }),
  route({ method: 'GET', path: '/v1/webhook-endpoints/{id}/deliveries', operation: 'listWebhookDeliveries', summary: 'What was and will be delivered, newest first', permission: 'webhooks:read', rate: READ_RATE, params: Id, query: ListWebhookDeliveries, response: { 200: WebhookDeliveryPage }, errors: notFound, handler: async ({ actor }, { params, query }) => ({ status: 200, body: await listDeliveryViews(deps, actor, params.id, query) }) }),
  route({ method: 'GET', path: '/v1/webhook-endpoints/{id}/deliveries/{delivery}', operation: 'getWebhookDelivery', summary: 'One delivery with its attempts', permission: 'webhooks:read', rate: READ_RATE, params: IdAndDelivery, response: { 200: WebhookDelivery }, errors: noDelivery, handler: async ({ actor }, { params }) => ({ status: 200, body: await getDelivery(deps, actor, params.id, params.delivery) }) }),
  route({ method: 'POST', path: '/v1/webhook-endpoints/{id}/replay', operation: 'replayWebhookDeliveries', summary: 'Deliver again', permission: 'webhooks:manage', rate: CALL, params: Id, body: ReplayWebhookDeliveries, response: { 202: ReplayedWebhookDeliveries }, errors: noDelivery, handler: async ({ actor }, { params, body }) => ({ status: 202, body: await replayDeliveries(deps, actor, params.id, body) }) }),
];
