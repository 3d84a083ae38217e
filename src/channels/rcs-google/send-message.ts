/** One message to one phone: what it can show, its files, and then the agent messages in order. */
import type { MediaSource } from '../../lib/message-content.ts';
import type { ChannelDeps, OutgoingMessage, SendError, SendOutcome } from '../channel.ts';
import { scrub } from '../shared/scrub.ts';
import { type AnswerContext, readSent } from './answer.ts';
import { type ApiDeps, callApi } from './api.ts';
import { askCapability } from './capability.ts';
import type { Capability, CapabilityCache } from './capability-cache.ts';
import type { FileStore } from './content/file-store.ts';
import { faultOf, LARGEST_MESSAGE } from './content/limits.ts';
import { featuresOf, inPlainWords, type Part, sourcesOf } from './content/part.ts';
import { planParts } from './content/plan-parts.ts';
import { type FileHandle, renderPart, TRAFFIC_TYPES } from './content/render.ts';
import { messageIdOf } from './message-id.ts';
import { LONGEST_TTL_SECONDS } from './settings.ts';

export interface SendDeps {
  readonly api: ApiDeps;
  readonly agentId: string;
  readonly ttlSeconds: number;
  readonly cache: CapabilityCache;
  readonly files: FileStore;
  readonly clock: ChannelDeps['clock'];
  /** What no trace may hold. */
  readonly secrets: readonly string[];
}

/** Calls of one message whose outcome is unknown; the same id reaches nobody twice. */
const TRIES = 2;

export async function sendMessage(
  deps: SendDeps,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { clock } = deps;
  if (message.expiresAt !== undefined && message.expiresAt.getTime() <= clock.now())
    return { kind: 'permanent', code: 'expired', detail: 'The message was too late to leave.' };
  const planned = planParts(message);
  if (planned === undefined) return invalid('RCS does not know this kind of message.');
  const context = contextOf(deps, message);
  const parts = await fitToPhone(deps, message, planned, context, signal);
  if (!Array.isArray(parts)) return parts;
  const bodies: string[] = [];
  for (const part of parts) {
    const body = await bodyOf(deps, message, part, context, signal);
    if (typeof body !== 'string') return body;
    bodies.push(body);
  }
  return sendBodies(deps, message, bodies, context, signal);
}

const invalid = (detail: string): SendError => ({ kind: 'permanent', code: 'message_invalid', detail });

const contextOf = ({ secrets, clock }: SendDeps, { text, to }: OutgoingMessage): AnswerContext => ({
  now: clock.now(),
  clean: (words) => scrub(words, { secrets, text, addresses: [to, to.replace(/^\+/, '')] }),
});

/** The parts as this phone can show them, within the platform's limits. */
async function fitToPhone(
  deps: SendDeps,
  { to, text }: OutgoingMessage,
  planned: readonly Part[],
  context: AnswerContext,
  signal: AbortSignal,
): Promise<Part[] | SendError> {
  const fault = planned.map(faultOf).find((one) => one !== undefined);
  if (fault !== undefined) return invalid(fault);
  const capability = await capabilityOf(deps, to, planned, context, signal);
  if (capability === 'unreachable') return UNREACHABLE;
  // Nothing is known, or nothing but a text is needed: the platform says when it cannot be.
  if (capability === undefined) return [...planned];
  if ('kind' in capability) return capability;
  const parts = inPlainWords(planned, text, capability);
  const left = parts.map(faultOf).find((one) => one !== undefined);
  if (left !== undefined) return invalid(left);
  return parts.length > 0
    ? [...parts]
    : {
        kind: 'permanent',
        code: 'content_refused',
        detail: 'This phone cannot show the message, and it has no plain words.',
        scope: 'recipient',
        remedy: 'other_channel',
      };
}

const UNREACHABLE: SendError = {
  kind: 'permanent',
  code: 'recipient_unreachable',
  detail: 'There is no RCS on this number.',
  scope: 'recipient',
  remedy: 'other_channel',
};

/** A plain text needs no question: when the phone has no RCS, sending says so as well. */
async function capabilityOf(
  { api, agentId, cache }: SendDeps,
  to: string,
  planned: readonly Part[],
  context: AnswerContext,
  signal: AbortSignal,
): Promise<Capability | SendError | undefined> {
  const known = cache.get(to);
  if (known !== undefined || !planned.some((part) => featuresOf(part).length > 0)) return known;
  const asked = await askCapability(api, to, agentId, context, signal);
  if (asked.kind === 'known') {
    cache.set(to, asked.capability);
    return asked.capability;
  }
  // A question that found no answer says nothing about the phone; a refusal would meet the message too.
  return asked.kind === 'unknown' ? undefined : asked;
}

async function bodyOf(
  { files, clock, ttlSeconds }: SendDeps,
  message: OutgoingMessage,
  part: Part,
  context: AnswerContext,
  signal: AbortSignal,
): Promise<string | SendError> {
  const handles = new Map<MediaSource, FileHandle>();
  for (const source of sourcesOf(part)) {
    const found = await files.find(source, part, context, signal);
    if (found.kind !== 'file') return found;
    handles.set(source, found.handle);
  }
  const body = JSON.stringify({
    contentMessage: renderPart(part, (source) => handles.get(source)),
    messageTrafficType: TRAFFIC_TYPES[message.class],
    ...lifeOf(message, clock.now(), ttlSeconds),
  });
  return Buffer.byteLength(body) > LARGEST_MESSAGE ? invalid('The message has more than 250 KiB.') : body;
}

/** How long the platform keeps trying; it tells when it gave up. */
function lifeOf(
  { expiresAt }: OutgoingMessage,
  now: number,
  ttlSeconds: number,
): { readonly expireTime: string } | { readonly ttl: string } {
  const latest = now + LONGEST_TTL_SECONDS * 1000;
  if (expiresAt === undefined) return { ttl: `${ttlSeconds}s` };
  return { expireTime: new Date(Math.min(expiresAt.getTime(), latest)).toISOString() };
}

async function sendBodies(
  deps: SendDeps,
  message: OutgoingMessage,
  bodies: readonly string[],
  context: AnswerContext,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const externalIds: string[] = [];
  let last: SendOutcome | undefined;
  for (const [index, body] of bodies.entries()) {
    const messageId = messageIdOf(message.id, index);
    last = await sendBody(deps, message.to, messageId, body, context, signal);
    if (last.kind !== 'accepted') return index === 0 ? last : partial(last);
    externalIds.push(messageId);
  }
  return { ...(last?.trace && { trace: last.trace }), kind: 'accepted', externalIds };
}

/** A first part is out: trying again repeats nothing, but "certainly not taken" would be untrue. */
const partial = (error: Exclude<SendOutcome, { kind: 'accepted' }>): SendOutcome => ({
  ...error,
  kind: 'unknown',
  detail: `Only a part was taken. ${error.detail}`,
});

async function sendBody(
  { api, agentId, cache }: SendDeps,
  to: string,
  messageId: string,
  body: string,
  context: AnswerContext,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const call = {
    method: 'POST',
    path: `/v1/phones/${encodeURIComponent(to)}/agentMessages`,
    query: { messageId, agentId },
    body,
  } as const;
  for (let left = TRIES; ; ) {
    left -= 1;
    const outcome = await callApi(api, call, signal);
    if (outcome.kind === 'no_token') return outcome.error;
    const sent = readSent(outcome, messageId, context);
    if (sent.kind !== 'accepted' && sent.code === 'recipient_unreachable') cache.set(to, 'unreachable');
    if (sent.kind !== 'unknown' || left === 0 || signal.aborted) return sent;
  }
}
