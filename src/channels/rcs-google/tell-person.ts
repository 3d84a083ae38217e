/** What an agent does besides sending: takes back, shows that it has read, shows that it writes. */
import { createHash } from 'node:crypto';
import type { SendOutcome } from '../channel.ts';
import { type AnswerContext, readSent } from './answer.ts';
import { type ApiDeps, callApi } from './api.ts';

export interface TellDeps {
  readonly api: ApiDeps;
  readonly agentId: string;
  readonly context: AnswerContext;
}

/**
 * A taken-back message is never delivered; one that cannot be taken back was. Between the two the phone may win the
 * race, which a receipt tells later.
 * https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages/delete
 */
export async function revokeMessage(
  { api, agentId }: TellDeps,
  messageId: string,
  to: string,
  signal: AbortSignal,
): Promise<'gone' | 'delivered' | 'unknown'> {
  const path = `/v1/phones/${encodeURIComponent(to)}/agentMessages/${encodeURIComponent(messageId)}`;
  const outcome = await callApi(api, { method: 'DELETE', path, query: { agentId } }, signal);
  if (outcome.kind !== 'response') return 'unknown';
  if (outcome.status === 200) return 'gone';
  return outcome.status === 404 ? 'delivered' : 'unknown';
}

/** Read, and where an answer is under way, that too. */
export async function sendRead(
  deps: TellDeps,
  messageId: string,
  typing: boolean,
  to: string,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const read = await sendEvent(
    deps,
    { eventType: 'READ', messageId },
    eventIdOf('READ', messageId),
    to,
    signal,
  );
  if (!typing || read.kind !== 'accepted') return read;
  return sendEvent(deps, { eventType: 'IS_TYPING' }, eventIdOf('IS_TYPING', messageId), to, signal);
}

async function sendEvent(
  { api, agentId, context }: TellDeps,
  event: Readonly<Record<string, string>>,
  eventId: string,
  to: string,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const outcome = await callApi(
    api,
    {
      method: 'POST',
      path: `/v1/phones/${encodeURIComponent(to)}/agentEvents`,
      query: { eventId, agentId },
      body: JSON.stringify(event),
    },
    signal,
  );
  return outcome.kind === 'no_token' ? outcome.error : readSent(outcome, eventId, context);
}

/** The same for a repetition, so that a person sees it once. */
function eventIdOf(eventType: string, messageId: string): string {
  const bytes = createHash('sha256').update(`${eventType} ${messageId}`, 'utf8').digest().subarray(0, 16);
  bytes[6] = 0x80;
  bytes[8] = 0x82;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
