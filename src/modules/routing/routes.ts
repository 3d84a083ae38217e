import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import {
  changeChannel,
  channelTypeViews,
  createChannel,
  getChannel,
  listChannelViews,
  removeChannel,
} from './channels.ts';
import {
  Channel,
  ChannelNotice,
  ChannelType,
  CreateChannel,
  CreateRoute,
  CreateSender,
  ExplainRoute,
  Operator,
  OrderRoutes,
  PerformAction,
  RouteDefault,
  RouteExplanation,
  RouteRule,
  RouteRules,
  Sender,
  SetupCheck,
  UpdateChannel,
  UpdateRegistration,
  UpdateRoute,
  UpdateSender,
} from './contract.ts';
import type { RoutingDeps } from './deps.ts';
import { routingErrors } from './errors.ts';
import { explainRoute } from './explain-route.ts';
import { listChannelNotices } from './notices.ts';
import {
  changeRouteDefault,
  changeRouteRule,
  createRouteRule,
  listRouteRules,
  removeRouteRule,
  reorderRouteRules,
} from './route-rules.ts';
import {
  changeRegistration,
  createSender,
  listSenderViews,
  makeSenderDefault,
  removeSender,
} from './senders.ts';
import { checkSetup } from './setup/check-setup.ts';
import { performAction } from './setup/perform-action.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'write', limit: 120, windowSeconds: 60 } as const;
const ROUTES_WRITE = { name: 'routes-write', limit: 120, windowSeconds: 60 } as const;
/** The console asks while somebody types. */
const EXPLAIN = { name: 'routes-explain', limit: 300, windowSeconds: 60 } as const;
/** Each asks the provider several things. */
const SETUP = { name: 'channel-setup', limit: 30, windowSeconds: 60 } as const;
const IdAndAction = z.strictObject({ id: z.string().max(64), action: z.string().max(64) });
const notOpen = [
  routingErrors.channel_not_found,
  routingErrors.channel_disabled,
  routingErrors.channel_not_open,
];
const Id = z.strictObject({ id: z.string().max(64) });
const IdAndOperator = z.strictObject({ id: z.string().max(64), operator: Operator });
const notFound = [routingErrors.channel_not_found];
const noSender = [routingErrors.sender_not_found];
const noRoute = [routingErrors.route_not_found];
const misfits = [
  routingErrors.route_channel_unknown,
  routingErrors.route_sender_unknown,
  routingErrors.route_mixed_media,
];
const noWay = [
  routingErrors.recipient_invalid,
  routingErrors.channel_unknown,
  routingErrors.channel_disabled,
  routingErrors.no_channel,
  routingErrors.sender_unknown,
  routingErrors.no_sender,
  routingErrors.test_key_needs_sandbox,
];

// biome-ignore format: one route per line is the point of this file
export const routingRoutes = (deps: RoutingDeps): Route[] => [
  route({ method: 'GET', path: '/v1/channel-types', operation: 'listChannelTypes', summary: 'Channel types and the form of their settings', permission: 'channels:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(ChannelType) }) }, handler: async () => ({ status: 200, body: { items: channelTypeViews(deps.channelTypes) } }) }),
  route({ method: 'GET', path: '/v1/channels', operation: 'listChannels', summary: 'Channels with their health', permission: 'channels:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(Channel) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listChannelViews(deps, actor) } }) }),
  route({ method: 'POST', path: '/v1/channels', operation: 'createChannel', summary: 'Add a channel', permission: 'channels:write', rate: WRITE, body: CreateChannel, response: { 201: Channel }, errors: [routingErrors.type_unknown, routingErrors.settings_invalid], handler: async ({ actor }, { body }) => ({ status: 201, body: await createChannel(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/channels/{id}', operation: 'getChannel', summary: 'One channel', permission: 'channels:read', rate: READ_RATE, params: Id, response: { 200: Channel }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, body: await getChannel(deps, actor, params.id) }) }),
  route({ method: 'GET', path: '/v1/channels/{id}/notices', operation: 'listChannelNotices', summary: 'News of the provider about a channel, newest first', permission: 'channels:read', rate: READ_RATE, params: Id, response: { 200: z.object({ items: z.array(ChannelNotice) }) }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, body: { items: await listChannelNotices(deps, actor, params.id) } }) }),
  route({ method: 'GET', path: '/v1/channels/{id}/checks', operation: 'checkChannel', summary: "How far the set-up is on the provider's side", permission: 'channels:write', rate: SETUP, params: Id, response: { 200: z.object({ items: z.array(SetupCheck) }) }, errors: notOpen, handler: async ({ actor }, { params }) => ({ status: 200, body: { items: await checkSetup(deps, actor, params.id) } }) }),
  route({ method: 'POST', path: '/v1/channels/{id}/actions/{action}', operation: 'performChannelAction', summary: 'Have something done at the provider, such as registering the webhook', permission: 'channels:write', rate: SETUP, params: IdAndAction, body: PerformAction, response: { 204: null }, errors: [...notOpen, routingErrors.action_not_found, routingErrors.action_refused], handler: async ({ actor }, { params, body }) => { await performAction(deps, actor, params.id, params.action, body.input); return { status: 204 }; } }),
  route({ method: 'PATCH', path: '/v1/channels/{id}', operation: 'updateChannel', summary: 'Change a channel; settings are merged', permission: 'channels:write', rate: WRITE, params: Id, body: UpdateChannel, response: { 200: Channel }, errors: [...notFound, routingErrors.settings_invalid], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeChannel(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/channels/{id}', operation: 'deleteChannel', summary: 'Delete a channel and its secrets', permission: 'channels:write', rate: WRITE, params: Id, response: { 204: null }, errors: notFound, handler: async ({ actor }, { params }) => { await removeChannel(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'GET', path: '/v1/senders', operation: 'listSenders', summary: 'Senders with their registration per operator', permission: 'senders:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(Sender) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listSenderViews(deps, actor) } }) }),
  route({ method: 'POST', path: '/v1/senders', operation: 'createSender', summary: 'Add a sender', permission: 'senders:write', rate: WRITE, body: CreateSender, response: { 201: Sender }, errors: [routingErrors.sender_invalid, routingErrors.sender_exists], handler: async ({ actor }, { body }) => ({ status: 201, body: await createSender(deps, actor, body) }) }),
  route({ method: 'PATCH', path: '/v1/senders/{id}', operation: 'updateSender', summary: 'Make a sender the default', permission: 'senders:write', rate: WRITE, params: Id, body: UpdateSender, response: { 200: Sender }, errors: noSender, handler: async ({ actor }, { params }) => ({ status: 200, body: await makeSenderDefault(deps, actor, params.id) }) }),
  route({ method: 'DELETE', path: '/v1/senders/{id}', operation: 'deleteSender', summary: 'Delete a sender', permission: 'senders:write', rate: WRITE, params: Id, response: { 204: null }, errors: noSender, handler: async ({ actor }, { params }) => { await removeSender(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'PUT', path: '/v1/senders/{id}/registrations/{operator}', operation: 'updateSenderRegistration', summary: 'Record how far an operator is with a sender', permission: 'senders:write', rate: WRITE, params: IdAndOperator, body: UpdateRegistration, response: { 200: Sender }, errors: noSender, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeRegistration(deps, actor, params.id, params.operator, body) }) }),
  route({ method: 'GET', path: '/v1/routes', operation: 'listRoutes', summary: 'Routes in the order they are asked', permission: 'channels:read', rate: READ_RATE, response: { 200: RouteRules }, handler: async ({ actor }) => ({ status: 200, body: await listRouteRules(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/routes', operation: 'createRoute', summary: 'Add a route after all others', permission: 'channels:write', rate: ROUTES_WRITE, body: CreateRoute, response: { 201: RouteRule }, errors: [...misfits, routingErrors.routes_full], handler: async ({ actor }, { body }) => ({ status: 201, body: await createRouteRule(deps, actor, body) }) }),
  route({ method: 'PUT', path: '/v1/routes/order', operation: 'orderRoutes', summary: 'Put all routes in a new order', permission: 'channels:write', rate: ROUTES_WRITE, body: OrderRoutes, response: { 200: RouteRules }, errors: [routingErrors.route_order_incomplete], handler: async ({ actor }, { body }) => ({ status: 200, body: await reorderRouteRules(deps, actor, body) }) }),
  route({ method: 'PUT', path: '/v1/routes/default', operation: 'updateRouteDefault', summary: 'What happens when no route matches', permission: 'channels:write', rate: ROUTES_WRITE, body: RouteDefault, response: { 200: RouteDefault }, handler: async ({ actor }, { body }) => ({ status: 200, body: await changeRouteDefault(deps, actor, body) }) }),
  route({ method: 'POST', path: '/v1/routes/explain', operation: 'explainRoute', summary: 'Where a message would go, and why', permission: 'channels:read', rate: EXPLAIN, body: ExplainRoute, response: { 200: RouteExplanation }, errors: noWay, handler: async ({ actor }, { body }) => ({ status: 200, body: await explainRoute(deps, actor, body) }) }),
  route({ method: 'PATCH', path: '/v1/routes/{id}', operation: 'updateRoute', summary: 'Change a route; parts that are given replace the stored ones', permission: 'channels:write', rate: ROUTES_WRITE, params: Id, body: UpdateRoute, response: { 200: RouteRule }, errors: [...noRoute, ...misfits], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeRouteRule(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/routes/{id}', operation: 'deleteRoute', summary: 'Delete a route', permission: 'channels:write', rate: ROUTES_WRITE, params: Id, response: { 204: null }, errors: noRoute, handler: async ({ actor }, { params }) => { await removeRouteRule(deps, actor, params.id); return { status: 204 }; } }),
];
