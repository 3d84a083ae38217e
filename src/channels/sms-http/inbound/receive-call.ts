import type { ChannelDeps, EmitEvent, InboundRequest, InboundResponse } from '../../channel.ts';
import type { GatewayProfile } from '../profile.ts';
import { scrub } from '../../shared/scrub.ts';
import { isGenuine, type SignatureSecrets } from './check-signature.ts';
import { parsePayload } from './payload.ts';
import { readEvents } from './read-events.ts';

export interface CallContext extends SignatureSecrets {
  readonly profile: GatewayProfile;
  readonly secrets: readonly string[];
}

const RETRY_SECONDS = '5';

/** Answers only when everything in the call is committed; else the gateway brings it again. */
export async function receiveCall(
  context: CallContext,
  deps: Pick<ChannelDeps, 'clock' | 'log'>,
  request: InboundRequest,
  emit: EmitEvent,
): Promise<InboundResponse> {
  const { profile } = context;
  if (profile.receipts === undefined && profile.inbound === undefined)
    return plain(404, 'this channel takes no calls');
  if (!isGenuine(profile.signature, context, request)) return plain(401, 'the call could not be verified');
  const payload = parsePayload(request);
  const clean = (words: string): string =>
    scrub(words, { secrets: context.secrets, text: '', addresses: [] });
  const read = payload === undefined ? undefined : readEvents(profile, payload, deps.clock.now(), clean);
  if (read === undefined) return plain(400, 'the call could not be read');
  const { events, ignored, unreadable } = read;
  if (unreadable > 0)
    deps.log.warn('a call held entries that are neither report nor message', { unreadable });
  if (events.length === 0 && ignored === 0) return plain(400, 'the call could not be read');
  try {
    await Promise.all(events.map((event) => emit(event)));
  } catch {
    return { ...plain(503, 'not stored, send it again'), headers: { 'retry-after': RETRY_SECONDS } };
  }
  const { status, contentType, body } = profile.reply;
  return { status, ...(body === '' ? {} : { headers: { 'content-type': contentType }, body }) };
}

const plain = (status: number, body: string): InboundResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});
