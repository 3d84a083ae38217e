import { z } from 'zod';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import {
  cancelMessage,
  eraseMessage,
  getMessage,
  messagesErrors,
  redactMessage,
} from '../../messages/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { messageIdOf } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import { Form, Resource } from '../dialect/shapes.ts';
import { type Caller, requireCaller } from './caller.ts';
import { createMessage } from './create-message.ts';
import { listMessages } from './list-messages.ts';
import { messageResource } from './message-resource.ts';
import { channelNumbers } from '../whatsapp/shown-addresses.ts';

const route = routeFor<Actor>();
/** As `send` of our own API: a safety net far above what one server takes. */
const SEND = { name: 'twilio-send', limit: 60_000, windowSeconds: 1 } as const;
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const WRITE = { name: 'twilio-write', limit: 3_000, windowSeconds: 60 } as const;
const ACCOUNT = '/2010-04-01/Accounts/{AccountSid}';
const Account = z.object({ AccountSid: z.string().max(64) });
/** `SM….json`; without the ending Twilio answers XML, which nobody's library asks for. */
const One = Account.extend({
  Sid: z
    .string()
    .max(64)
    .transform((sid) => sid.replace(/\.json$/, '')),
});

function requireMessageId(sid: string): string {
  const id = messageIdOf(sid);
  if (id === undefined) throw new Problem(messagesErrors.not_found, { field: 'Sid' });
  return id;
}

async function updateMessage(
  deps: TwilioDeps,
  { actor, accountSid, workspaceId }: Caller,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const { Body: body, Status: status } = fields;
  const numbers = await channelNumbers(deps, workspaceId);
  if (status === 'canceled' && body === undefined)
    return messageResource(await cancelMessage(deps.messages, actor, id), accountSid, numbers);
  if (body === '' && status === undefined)
    return messageResource(await redactMessage(deps.messages, actor, id), accountSid, numbers);
  throw new Problem(twilioErrors.update_invalid);
}

const fetchMessage = async (deps: TwilioDeps, { actor, accountSid, workspaceId }: Caller, id: string) =>
  messageResource(
    await getMessage(deps.messages, actor, id),
    accountSid,
    await channelNumbers(deps, workspaceId),
  );

// biome-ignore format: one route per line is the point of this file
export const messageRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'POST', path: `${ACCOUNT}/Messages.json`, operation: 'twilioCreateMessage', summary: 'Send a message', permission: 'messages:send', rate: SEND, dialect, params: Account, body: Form, response: { 201: Resource }, handler: async ({ actor, locale }, { params, body }) => ({ status: 201, body: await createMessage(deps, requireCaller(deps, actor, params.AccountSid), locale, body) }) }),
  route({ method: 'GET', path: `${ACCOUNT}/Messages.json`, operation: 'twilioListMessages', summary: 'Messages, newest first', permission: 'messages:read', rate: READ, dialect, params: Account, query: z.unknown(), response: { 200: Resource }, handler: async ({ actor }, { params, query }) => ({ status: 200, body: await listMessages(deps, requireCaller(deps, actor, params.AccountSid), query) }) }),
  route({ method: 'GET', path: `${ACCOUNT}/Messages/{Sid}`, operation: 'twilioFetchMessage', summary: 'One message', permission: 'messages:read', rate: READ, dialect, params: One, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await fetchMessage(deps, requireCaller(deps, actor, params.AccountSid), requireMessageId(params.Sid)) }) }),
  route({ method: 'POST', path: `${ACCOUNT}/Messages/{Sid}`, operation: 'twilioUpdateMessage', summary: 'Cancel a scheduled message, or empty the body of one that left', permission: 'messages:cancel', rate: WRITE, dialect, params: One, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await updateMessage(deps, requireCaller(deps, actor, params.AccountSid), requireMessageId(params.Sid), body) }) }),
  route({ method: 'DELETE', path: `${ACCOUNT}/Messages/{Sid}`, operation: 'twilioDeleteMessage', summary: 'Erase a message that left', permission: 'messages:erase', rate: WRITE, dialect, params: One, response: { 204: null }, handler: async ({ actor }, { params }) => { requireCaller(deps, actor, params.AccountSid); await eraseMessage(deps.messages, actor, requireMessageId(params.Sid)); return { status: 204 }; } }),
];
