import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type RequestContext, type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { routingErrors } from '../routing/index.ts';
import type { Acceptor } from './accept/accept-messages.ts';
import { callbackRoutes } from './callback-routes.ts';
import { cancelMessage } from './cancel-message.ts';
import { eraseMessage, redactMessage } from './erase-message.ts';
import * as shapes from './contract.ts';
import { listDeadLetterPage, redriveDeadLetters } from './dead-letters.ts';
import { messagesErrors as errors } from './errors.ts';
import { listKept, showKept } from './kept/show-kept.ts';
import { getMessage } from './read/get-message.ts';
import { type PipelineDeps, readPipeline } from './pipeline/read-pipeline.ts';
import { listMessagePage } from './read/list-messages.ts';
import { quoteMessage } from './accept/quote-message.ts';
import { redriveMatching } from './redrive-matching.ts';
import { sendMessages } from './accept/send-request.ts';
import { sendTest } from './accept/send-test.ts';
import { showWindow } from './read/show-window.ts';
import { summariseDay } from './read/summarise-day.ts';
import {
  giveReceipt,
  listThreadMessages,
  listThreads,
  type PhoneDeps,
  replyFromPhone,
} from './virtual-phone.ts';
import type { CallbackDeps } from './take-callback.ts';
import { watchLive } from './read/watch-live.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'messages-write', limit: 300, windowSeconds: 60 } as const;
/** Screens ask every two seconds, each of them for itself. */
const PIPELINE = { name: 'pipeline', limit: 300, windowSeconds: 60 } as const;
/** Each may send 10,000 messages again. */
const REDRIVE_MATCHING = { name: 'redrive-matching', limit: 30, windowSeconds: 60 } as const;
/** Requests, not messages; a safety net far above what one server takes. */
const SEND = { name: 'send', limit: 60_000, windowSeconds: 1 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const Kept = z.strictObject({ id: z.string().max(64), entry: z.string().max(64) });
const Phone = z.strictObject({ phone: z.string().max(64) });
const Mode = z.strictObject({
  mode: z
    .enum(['each', 'all'])
    .default('each')
    .describe('`each` accepts what can be accepted of an array; `all` accepts all of it or nothing.'),
});
const Day = z.strictObject({ day: z.iso.date().optional() });
const Page = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
const Empty = z.strictObject({});
const Window = z.strictObject({ channel: z.string().max(64), to: z.string().min(1).max(320) });
const Stream = z.strictObject({ workspace: z.string().max(64).optional() });
/** Read element by element in send-request.ts, so that one bad message does not refuse its neighbours. */
const one = z.toJSONSchema(shapes.SendMessage, { io: 'input' });
const SendBody = z
  .unknown()
  .meta({ oneOf: [one, { type: 'array', items: one, minItems: 1, maxItems: shapes.MAX_BATCH }] });
const refusals = Object.values(errors).filter((error) => error.status !== 404 && error.status !== 409);

export interface MessageRoutesDeps extends PhoneDeps, CallbackDeps, PipelineDeps {
  readonly acceptor: Acceptor;
  /** Whether a live stream may go on: its session or key is still good. */
  readonly mayStay: (context: RequestContext<Actor>, workspace: string | undefined) => Promise<boolean>;
}

// biome-ignore format: one route per line is the point of this file
export const messageRoutes = (deps: MessageRoutesDeps): Route[] => [
  ...callbackRoutes(deps),
  route({ method: 'POST', path: '/v1/messages', operation: 'sendMessages', summary: 'Send one message, or up to 1,000', permission: 'messages:send', rate: SEND, query: Mode, body: SendBody, response: { 202: z.union([shapes.AcceptedMessage, shapes.BatchResult]) }, errors: refusals, beforeBody: (bytes) => deps.acceptor.requireRoomForBody(bytes), handler: (context, { body, query }) => sendMessages(deps.acceptor, context, { body, mode: query.mode }) }),
  route({ method: 'GET', path: '/v1/messages', operation: 'listMessages', summary: 'Messages, newest first', permission: 'messages:read', rate: READ_RATE, query: shapes.ListMessages, response: { 200: shapes.MessagePage }, errors: [errors.cursor_invalid, routingErrors.channel_not_found], handler: async ({ actor }, { query }) => ({ status: 200, body: await listMessagePage(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/messages/summary', operation: 'summariseMessages', summary: 'Numbers of one day', permission: 'messages:read', rate: READ_RATE, query: Day, response: { 200: shapes.Summary }, handler: async ({ actor }, { query }) => ({ status: 200, body: await summariseDay(deps, actor, query.day) }) }),
  route({ method: 'POST', path: '/v1/messages/quote', operation: 'quoteMessage', summary: 'Segments and price of a message, without sending it', permission: 'messages:send', rate: READ_RATE, body: shapes.QuoteMessage, response: { 200: shapes.Quote }, errors: [routingErrors.channel_unknown], handler: async ({ actor }, { body }) => ({ status: 200, body: await quoteMessage(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/messages/window', operation: 'getConversationWindow', summary: 'Until when a person may be written to freely over a channel', permission: 'messages:read', rate: READ_RATE, query: Window, response: { 200: shapes.ConversationWindow }, errors: [routingErrors.channel_not_found, errors.recipient_unknown], handler: async ({ actor }, { query }) => ({ status: 200, body: await showWindow(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/messages/{id}', operation: 'getMessage', summary: 'One message with its timeline', permission: 'messages:read', rate: READ_RATE, params: Id, response: { 200: shapes.MessageDetail }, errors: [errors.not_found], handler: async ({ actor }, { params }) => ({ status: 200, body: await getMessage(deps, actor, params.id) }) }),
  route({ method: 'POST', path: '/v1/messages/{id}/cancel', operation: 'cancelMessage', summary: 'Take back a message that has not left', permission: 'messages:cancel', rate: WRITE, params: Id, body: Empty, response: { 200: shapes.Message }, errors: [errors.not_found, errors.too_late_to_cancel], handler: async ({ actor }, { params }) => ({ status: 200, body: await cancelMessage(deps, actor, params.id) }) }),
  route({ method: 'POST', path: '/v1/messages/{id}/redact', operation: 'redactMessage', summary: 'Empty the text of a message that left; the record stays', permission: 'messages:erase', rate: WRITE, params: Id, body: Empty, response: { 200: shapes.Message }, errors: [errors.not_found, errors.not_finished], handler: async ({ actor }, { params }) => ({ status: 200, body: await redactMessage(deps, actor, params.id) }) }),
  route({ method: 'DELETE', path: '/v1/messages/{id}', operation: 'eraseMessage', summary: 'Erase a message that left, with its timeline', permission: 'messages:erase', rate: WRITE, params: Id, response: { 204: null }, errors: [errors.not_found, errors.not_finished], handler: async ({ actor }, { params }) => { await eraseMessage(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'GET', path: '/v1/dead-letters', operation: 'listDeadLetters', summary: 'Messages that were given up on', permission: 'messages:read', rate: READ_RATE, query: Page, response: { 200: shapes.DeadLetterPage }, errors: [errors.cursor_invalid], handler: async ({ actor }, { query }) => ({ status: 200, body: await listDeadLetterPage(deps, actor, query) }) }),
  route({ method: 'POST', path: '/v1/dead-letters/redrive', operation: 'redriveDeadLetters', summary: 'Send dead letters again', permission: 'messages:redrive', rate: WRITE, body: shapes.Redrive, response: { 200: shapes.RedriveResult }, errors: [errors.not_found], handler: async ({ actor }, { body }) => ({ status: 200, body: { redriven: await redriveDeadLetters(deps, actor, body.ids) } }) }),
  route({ method: 'POST', path: '/v1/dead-letters/redrive-matching', operation: 'redriveMatchingDeadLetters', summary: 'Send up to 10,000 dead letters of a filter again', permission: 'messages:redrive', rate: REDRIVE_MATCHING, body: shapes.RedriveMatching, response: { 200: shapes.RedriveMatchingResult }, errors: [routingErrors.channel_not_found], handler: async ({ actor }, { body }) => ({ status: 200, body: await redriveMatching(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/pipeline', operation: 'getPipeline', summary: 'How messages flow through the channels right now', permission: 'messages:read', rate: PIPELINE, response: { 200: shapes.Pipeline }, handler: async ({ actor }) => ({ status: 200, body: await readPipeline(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/channels/{id}/test', operation: 'testChannel', summary: 'Send a test message through a channel', permission: 'channels:test', rate: WRITE, params: Id, body: shapes.TestSend, response: { 202: shapes.AcceptedMessage }, errors: [...refusals, routingErrors.channel_not_found], handler: (context, { params, body }) => sendTest(deps, context, { channel: params.id, to: body.to, text: body.text }) }),
  route({ method: 'GET', path: '/v1/channels/{id}/kept', operation: 'listKept', summary: 'What the provider brought that is no message, newest first', permission: 'messages:read', rate: READ_RATE, params: Id, query: Page, response: { 200: shapes.KeptPage }, errors: [routingErrors.channel_not_found, errors.cursor_invalid], handler: async ({ actor }, { params, query }) => ({ status: 200, body: await listKept(deps, actor, params.id, query) }) }),
  route({ method: 'GET', path: '/v1/channels/{id}/kept/{entry}', operation: 'getKept', summary: 'One of these as it came', permission: 'messages:read', rate: READ_RATE, params: Kept, response: { 200: shapes.KeptDetail }, errors: [routingErrors.channel_not_found, errors.kept_not_found], handler: async ({ actor }, { params }) => ({ status: 200, body: await showKept(deps, actor, params.id, params.entry) }) }),
  route({ method: 'GET', path: '/v1/phone/threads', operation: 'listPhoneThreads', summary: 'Conversations on the virtual phone', permission: 'phone:use', rate: READ_RATE, response: { 200: z.object({ items: z.array(shapes.PhoneThread) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listThreads(deps, actor) } }) }),
  route({ method: 'GET', path: '/v1/phone/threads/{phone}', operation: 'listPhoneMessages', summary: 'One conversation on the virtual phone', permission: 'phone:use', rate: READ_RATE, params: Phone, response: { 200: z.object({ items: z.array(shapes.PhoneMessage) }) }, handler: async ({ actor }, { params }) => ({ status: 200, body: { items: await listThreadMessages(deps, actor, params.phone) } }) }),
  route({ method: 'POST', path: '/v1/phone/replies', operation: 'replyFromPhone', summary: 'Answer from the virtual phone', permission: 'phone:use', rate: WRITE, body: shapes.PhoneReply, response: { 202: Empty }, errors: [errors.channel_not_connected], handler: async ({ actor }, { body }) => { await replyFromPhone(deps, actor, body); return { status: 202, body: {} }; } }),
  route({ method: 'POST', path: '/v1/phone/receipts', operation: 'giveReceipt', summary: 'Give a receipt from the virtual phone', permission: 'phone:use', rate: WRITE, body: shapes.PhoneReceipt, response: { 202: Empty }, errors: [errors.not_found, errors.receipt_not_possible], handler: async ({ actor }, { body }) => { await giveReceipt(deps, actor, body); return { status: 202, body: {} }; } }),
  route({ method: 'GET', path: '/v1/live', operation: 'watchLive', summary: 'Server-sent events: what happens in the workspace, as it happens', permission: 'messages:read', rate: READ_RATE, query: Stream, response: { 200: null }, handler: async (context, { query }) => ({ status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }, stream: watchLive(deps.live, context.actor, () => deps.mayStay(context, query.workspace)) }) }),
];
