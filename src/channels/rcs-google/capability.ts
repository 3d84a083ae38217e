/** Asks what a phone can show. https://developers.google.com/business-communications/rcs-business-messaging/guides/build/capabilities */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SendError } from '../channel.ts';
import { parseJson } from '../shared/parse-json.ts';
import { type AnswerContext, readRefusal } from './answer.ts';
import { type ApiDeps, callApi } from './api.ts';
import type { Capability } from './capability-cache.ts';

const Answer = z.object({ features: z.array(z.string().max(100)).max(200).default([]) });

export type CapabilityOutcome = { readonly kind: 'known'; readonly capability: Capability } | SendError;

export async function askCapability(
  api: ApiDeps,
  phone: string,
  agentId: string,
  context: AnswerContext,
  signal: AbortSignal,
): Promise<CapabilityOutcome> {
  const outcome = await callApi(
    api,
    {
      method: 'GET',
      path: `/v1/phones/${encodeURIComponent(phone)}/capabilities`,
      query: { requestId: randomUUID(), agentId },
    },
    signal,
  );
  if (outcome.kind === 'no_token') return outcome.error;
  if (outcome.kind === 'response' && outcome.status === 404)
    return { kind: 'known', capability: 'unreachable' };
  const answer =
    outcome.kind === 'response' && outcome.status === 200
      ? Answer.safeParse(parseJson(outcome.body)).data
      : undefined;
  return answer === undefined
    ? readRefusal(outcome, context)
    : { kind: 'known', capability: new Set(answer.features) };
}
