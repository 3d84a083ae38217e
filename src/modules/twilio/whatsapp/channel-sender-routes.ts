import { z } from 'zod';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { Resource } from '../dialect/shapes.ts';
import { requireCaller } from '../rest/caller.ts';
import { fetchChannelSender, listChannelSenders, updateChannelSender } from './channel-senders.ts';

const route = routeFor<Actor>();
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const WRITE = { name: 'twilio-write', limit: 3_000, windowSeconds: 60 } as const;
const SENDERS = '/v2/Channels/Senders';
const One = z.object({ Sid: z.string().max(64) });
const Filter = z.object({ Channel: z.string().max(64).optional() });

// biome-ignore format: one route per line is the point of this file
export const channelSenderRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'GET', path: SENDERS, operation: 'twilioListChannelSenders', summary: 'WhatsApp numbers of the workspace', permission: 'senders:read', rate: READ, dialect, query: Filter, response: { 200: Resource }, handler: async ({ actor }, { query }) => ({ status: 200, body: await listChannelSenders(deps, requireCaller(deps, actor), query.Channel) }) }),
  route({ method: 'GET', path: `${SENDERS}/{Sid}`, operation: 'twilioFetchChannelSender', summary: 'One WhatsApp number', permission: 'senders:read', rate: READ, dialect, params: One, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await fetchChannelSender(deps, requireCaller(deps, actor), params.Sid) }) }),
  route({ method: 'POST', path: `${SENDERS}/{Sid}`, operation: 'twilioUpdateChannelSender', summary: 'Where answers to a WhatsApp number go', permission: 'webhooks:manage', rate: WRITE, dialect, params: One, body: z.unknown(), response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await updateChannelSender(deps, requireCaller(deps, actor), params.Sid, body) }) }),
];
