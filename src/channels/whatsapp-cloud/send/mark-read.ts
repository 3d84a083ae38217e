/** Two blue ticks for the person, and the dots of somebody who writes (they go away with the answer, or after 25 s). */
import type { SendOutcome } from '../../channel.ts';
import type { SendDeps } from './send-message.ts';

export async function markRead(
  { graph, phoneNumberId, timeoutMs }: SendDeps,
  externalId: string,
  typing: boolean,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const answer = await graph.call({
    method: 'POST',
    path: `${phoneNumberId}/messages`,
    json: {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: externalId,
      ...(typing ? { typing_indicator: { type: 'text' } } : {}),
    },
    timeoutMs,
    signal,
  });
  if (answer.kind === 'error') return answer.error;
  return { kind: 'accepted', externalIds: [externalId], trace: { http_status: answer.status } };
}
