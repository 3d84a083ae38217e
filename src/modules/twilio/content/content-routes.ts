import { z } from 'zod';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { Resource } from '../dialect/shapes.ts';
import { requireCaller } from '../rest/caller.ts';
import { fetchContent, listContents } from './contents.ts';

const route = routeFor<Actor>();
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const One = z.object({ Sid: z.string().max(64) });

/** Whoever may send may see what there is to send. */
// biome-ignore format: one route per line is the point of this file
export const contentRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'GET', path: '/v1/Content', operation: 'twilioListContents', summary: 'Templates that may be sent', permission: 'messages:send', rate: READ, dialect, response: { 200: Resource }, handler: async ({ actor }) => ({ status: 200, body: await listContents(deps, requireCaller(deps, actor)) }) }),
  route({ method: 'GET', path: '/v1/Content/{Sid}', operation: 'twilioFetchContent', summary: 'One template', permission: 'messages:send', rate: READ, dialect, params: One, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await fetchContent(deps, requireCaller(deps, actor), params.Sid) }) }),
];
