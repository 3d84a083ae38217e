import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import { type Actor, accountsErrors } from '../accounts/index.ts';
import { createTwilioAccount, listTwilioAccounts, revokeTwilioAccount } from './accounts.ts';
import * as shapes from './contract.ts';
import type { TwilioDeps } from './deps.ts';
import { twilioErrors } from './errors.ts';
import { contentRoutes } from './content/content-routes.ts';
import { mediaRoutes } from './media/media-routes.ts';
import { messageRoutes } from './rest/message-routes.ts';
import { numberRoutes } from './rest/number-routes.ts';
import { serviceRoutes } from './rest/service-routes.ts';
import { twilioVerifyRoutes } from './rest/verify-routes.ts';
import { channelSenderRoutes } from './whatsapp/channel-sender-routes.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'twilio-accounts', limit: 60, windowSeconds: 60 } as const;
const Sid = z.strictObject({ sid: z.string().max(64) });

/** The console's own routes, and those that speak Twilio's API. */
// biome-ignore format: one route per line is the point of this file
export const twilioRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'GET', path: '/v1/twilio/accounts', operation: 'listTwilioAccounts', summary: 'Credentials for programs written for Twilio, newest first', permission: 'keys:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(shapes.TwilioAccount) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listTwilioAccounts(deps, actor) } }) }),
  route({ method: 'POST', path: '/v1/twilio/accounts', operation: 'createTwilioAccount', summary: 'Create an Account SID and an Auth Token, which is shown this once', permission: 'keys:write', rate: WRITE, body: shapes.CreateTwilioAccount, response: { 201: shapes.CreatedTwilioAccount }, errors: [accountsErrors.scope_lacking], handler: async ({ actor }, { body }) => ({ status: 201, body: await createTwilioAccount(deps, actor, body) }) }),
  route({ method: 'DELETE', path: '/v1/twilio/accounts/{sid}', operation: 'revokeTwilioAccount', summary: 'Revoke an Account SID and its Auth Token, everywhere within 5 seconds', permission: 'keys:write', rate: WRITE, params: Sid, response: { 204: null }, errors: [twilioErrors.account_not_found], handler: async ({ actor }, { params }) => { await revokeTwilioAccount(deps, actor, params.sid); return { status: 204 }; } }),
  ...messageRoutes(deps),
  ...mediaRoutes(deps),
  ...numberRoutes(deps),
  ...channelSenderRoutes(deps),
  ...serviceRoutes(deps),
  ...contentRoutes(deps),
  ...twilioVerifyRoutes(deps),
];
