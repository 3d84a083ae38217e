/** Meta's calls: the handshake that proves the address, and payloads with events. */
import { sameSecret } from '../../../lib/same-secret.ts';
import type { ChannelDeps, ChannelEvent, EmitEvent, InboundRequest, InboundResponse } from '../../channel.ts';
import { parseJson } from '../../shared/parse-json.ts';
import type { Graph } from '../graph/graph.ts';
import type { WhatsAppSettings } from '../settings.ts';
import { isSignedByMeta } from './check-signature.ts';
import { readPayload } from './read-payload.ts';

/** Source: Meta, "Webhooks": payloads can be up to 3 MB. */
export const MOST_WEBHOOK_BYTES = 3 * 1024 * 1024;
const RETRY_SECONDS = '5';
const LONGEST_CHALLENGE = 256;

export interface WebhookDeps {
  readonly settings: WhatsAppSettings;
  readonly deps: Pick<ChannelDeps, 'clock' | 'log'>;
  readonly graph: Pick<Graph, 'clean'>;
}

/** Answers only when everything in the call is committed; else Meta brings it again, for up to seven days. */
export async function receiveWebhook(
  { settings, deps, graph }: WebhookDeps,
  request: InboundRequest,
  emit: EmitEvent,
): Promise<InboundResponse> {
  if (request.method === 'GET') return answerHandshake(settings.verifyToken, request.query);
  if (request.body.length > MOST_WEBHOOK_BYTES) return plain(413, 'the call is too large');
  if (!isSignedByMeta(settings.appSecret, request)) return plain(401, 'the call could not be verified');
  const { phoneNumberId } = settings;
  const context = { phoneNumberId, now: deps.clock.now(), clean: graph.clean };
  const read = readPayload(parseJson(request.body), context);
  if (read === undefined) return plain(400, 'the call could not be read');
  const { events, foreign, ignored } = read;
  if (foreign > 0) deps.log.warn('a webhook was for another number of the account', { foreign });
  if (ignored > 0) deps.log.info('a webhook held entries that are not kept', { ignored });
  if (!(await emitAll(events, emit)))
    return { ...plain(503, 'not stored, send it again'), headers: { 'retry-after': RETRY_SECONDS } };
  return plain(200, 'EVENT_RECEIVED');
}

/** Source: Meta, "Create a webhook endpoint", verification requests. */
function answerHandshake(verifyToken: string, query: InboundRequest['query']): InboundResponse {
  const challenge = query['hub.challenge'] ?? '';
  const isRight =
    query['hub.mode'] === 'subscribe' &&
    sameSecret(query['hub.verify_token'], verifyToken) &&
    challenge !== '' &&
    challenge.length <= LONGEST_CHALLENGE;
  return isRight ? plain(200, challenge) : plain(403, 'the verify token is another one');
}

/** What concerns the same person or message goes one after the other, everything else at the same time. */
async function emitAll(events: readonly ChannelEvent[], emit: EmitEvent): Promise<boolean> {
  const lanes = new Map<string, ChannelEvent[]>();
  for (const event of events) {
    const lane = laneOf(event);
    const waiting = lanes.get(lane);
    if (waiting === undefined) lanes.set(lane, [event]);
    else waiting.push(event);
  }
  const runs = [...lanes.values()].map(async (lane) => {
    for (const event of lane) await emit(event);
  });
  const results = await Promise.allSettled(runs);
  return results.every(({ status }) => status === 'fulfilled');
}

function laneOf(event: ChannelEvent): string {
  switch (event.type) {
    case 'receipt':
      return `receipt ${event.externalId}`;
    case 'message':
      return `person ${event.from}`;
    case 'echo':
      return `person ${event.to}`;
    case 'identity_changed':
      return `person ${event.previous}`;
    case 'preference':
      return `person ${event.address}`;
    case 'notice':
      return `notice ${event.subject}`;
  }
}

const plain = (status: number, body: string): InboundResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});
