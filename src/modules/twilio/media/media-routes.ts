import { z } from 'zod';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { Resource } from '../dialect/shapes.ts';
import { requireCaller } from '../rest/caller.ts';
import { deleteMedia, downloadMedia, fetchMediaResource, listMedia } from './message-media.ts';

const route = routeFor<Actor>();
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const WRITE = { name: 'twilio-write', limit: 3_000, windowSeconds: 60 } as const;
const MEDIA = '/2010-04-01/Accounts/{AccountSid}/Messages/{Message}/Media';
const Sid = z.string().max(64);
const All = z.object({ AccountSid: Sid, Message: Sid });
const One = All.extend({ Sid });
const ENDING = /\.json$/;

// biome-ignore format: one route per line is the point of this file
export const mediaRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'GET', path: `${MEDIA}.json`, operation: 'twilioListMedia', summary: 'Files of a message', permission: 'messages:read', rate: READ, dialect, params: All, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await listMedia(deps, requireCaller(deps, actor, params.AccountSid), params.Message) }) }),
  route({ method: 'GET', path: `${MEDIA}/{Sid}`, operation: 'twilioFetchMedia', summary: 'A file of a message: its bytes, or with .json what is known of it', permission: 'messages:read', rate: READ, dialect, params: One, response: { 200: Resource }, handler: async ({ actor, headers }, { params }) => {
    const caller = requireCaller(deps, actor, params.AccountSid);
    const { Message: message, Sid: sid } = params;
    if (!ENDING.test(sid)) return downloadMedia(deps, caller, { message, sid, range: headers['range'] });
    return { status: 200, body: await fetchMediaResource(deps, caller, message, sid.replace(ENDING, '')) };
  } }),
  route({ method: 'DELETE', path: `${MEDIA}/{Sid}`, operation: 'twilioDeleteMedia', summary: 'Delete a file of a message', permission: 'messages:erase', rate: WRITE, dialect, params: One, response: { 204: null }, handler: async ({ actor }, { params }) => { await deleteMedia(deps, requireCaller(deps, actor, params.AccountSid), params.Message, params.Sid.replace(ENDING, '')); return { status: 204 }; } }),
];
