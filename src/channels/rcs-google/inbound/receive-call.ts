/** A call on the webhook address: the handshake of its set-up, or one event in a Pub/Sub envelope. */
import { z } from 'zod';
import { sameSecret } from '../../../lib/same-secret.ts';
import type { ChannelDeps, EmitEvent, InboundRequest, InboundResponse } from '../../channel.ts';
import { parseJson } from '../../shared/parse-json.ts';
import { isSigned } from './check-signature.ts';
import { readEvent } from './read-event.ts';

/** Sent once, when the address is entered in the developer console. */
const Handshake = z.object({ clientToken: z.string().max(1000), secret: z.string().min(1).max(1000) });
const Push = z.object({ message: z.object({ data: z.string().min(1) }) });

export interface CallContext {
  readonly clientToken: string;
  readonly agentId: string;
  /** The platform proved itself. */
  readonly onVerified: () => void;
}

const RETRY_SECONDS = '5';

/**
 * Answers only when the event is committed; else the platform brings it again, for 7 days. What is genuine but not
 * understood is taken all the same: the platform holds back everything behind a call that fails.
 */
export async function receiveCall(
  { clientToken, agentId, onVerified }: CallContext,
  { clock, log }: Pick<ChannelDeps, 'clock' | 'log'>,
  request: InboundRequest,
  emit: EmitEvent,
): Promise<InboundResponse> {
  if (clientToken === '') return plain(401, 'the channel has no client token yet');
  const body = parseJson(request.body);
  const handshake = Handshake.safeParse(body).data;
  if (handshake !== undefined) {
    if (!sameSecret(handshake.clientToken, clientToken)) return plain(401, 'the call could not be verified');
    onVerified();
    return plain(200, handshake.secret);
  }
  const push = Push.safeParse(body).data;
  if (push === undefined) return plain(401, 'the call could not be verified');
  const data = Buffer.from(push.message.data, 'base64');
  if (!isSigned(data, request.headers['x-goog-signature'], clientToken))
    return plain(401, 'the call could not be verified');
  onVerified();
  const read = readEvent(parseJson(data), agentId, clock.now());
  if (read.kind !== 'event') {
    if (read.kind === 'unreadable') log.warn('a call held nothing that can be read', { why: read.why });
    return plain(200, 'ignored');
  }
  try {
    await emit(read.event);
  } catch {
    return { ...plain(503, 'not stored, send it again'), headers: { 'retry-after': RETRY_SECONDS } };
  }
  return plain(200, 'ok');
}

const plain = (status: number, body: string): InboundResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});
