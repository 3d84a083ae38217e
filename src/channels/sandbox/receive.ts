/** Plays the provider: replies and receipts that a developer posts to the channel's webhook address. */
import { z } from 'zod';
import { IncomingContent } from '../../lib/message-content.ts';
import type { ChannelEvent, EmitEvent, InboundRequest, InboundResponse } from '../channel.ts';
import { parseJson } from '../shared/parse-json.ts';

const body = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reply'),
    from: z.string().min(1).max(64),
    to: z.string().min(1).max(64),
    text: z.string().max(4096),
    content: IncomingContent.optional(),
    /** The sandbox's id of the message that it answers. */
    replyTo: z.string().min(1).max(100).optional(),
    id: z.string().min(1).max(100).optional(),
  }),
  z.strictObject({
    kind: z.literal('receipt'),
    externalId: z.string().min(1).max(100),
    status: z.enum(['sent', 'delivered', 'read', 'failed', 'expired']),
  }),
]);

/** 202 once stored, 400 for a body we can't read, 503 when it couldn't be stored and should be sent again. */
export async function receiveSandbox(
  request: InboundRequest,
  emit: EmitEvent,
  at: Date,
  newId: () => string,
): Promise<InboundResponse> {
  if (request.secretPath !== true) return problem(401, 'not_verified', 'Call the secret address.');
  if (request.method !== 'POST') return problem(405, 'method_not_allowed', 'Send a POST request.');
  const parsed = body.safeParse(parseJson(request.body));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return problem(400, 'body_invalid', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
  }
  const { data } = parsed;
  const event: ChannelEvent =
    data.kind === 'reply'
      ? {
          type: 'message',
          externalId: data.id ?? newId(),
          from: data.from,
          to: data.to,
          text: data.text,
          at,
          ...(data.content === undefined ? {} : { content: data.content }),
          ...(data.replyTo === undefined ? {} : { replyTo: data.replyTo }),
        }
      : {
          type: 'receipt',
          externalId: data.externalId,
          status: data.status,
          at,
          ...(data.status === 'failed' ? { code: 'recipient_unreachable' as const } : {}),
          ...(data.status === 'expired' ? { code: 'expired' as const } : {}),
        };
  try {
    await emit(event);
  } catch {
    return problem(503, 'not_stored', 'The event could not be stored. Send it again.');
  }
  return json(202, { externalId: event.externalId });
}

function problem(status: number, code: string, detail: string): InboundResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ status, code, detail }),
  };
}

function json(status: number, value: unknown): InboundResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
