/** Callbacks as Twilio makes them: a signed form, to the address that the program gave. */
import type { WebhookFormat } from '../../webhooks/index.ts';
import { CALLBACK, Callback } from './callback.ts';
import { type AnswerDeps, answerByTwiml } from './answer-by-twiml.ts';
import { twilioSignature } from './signature.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Delay before each attempt after the first one, milliseconds: five attempts within 37 minutes. */
const SCHEDULE: readonly number[] = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE];

export const callbackFormat = (deps: AnswerDeps): WebhookFormat => ({
  schedule: SCHEDULE,
  manyAddresses: true,
  request({ id, payload }, { keys: [token] }) {
    const { url, method, parameters } = Callback.parse(JSON.parse(payload));
    const form = new URLSearchParams(parameters).toString();
    const address = addressOf(url, method === 'GET' ? form : '');
    const signed = twilioSignature(token ?? Buffer.alloc(0), address, method === 'GET' ? {} : parameters);
    const headers = {
      'user-agent': 'Titian-Callbacks/1',
      'x-twilio-signature': signed,
      // The same for every attempt, so that a program can tell a repetition.
      'i-twilio-idempotency-token': id,
    };
    if (method === 'GET') return { method, url: address, headers };
    const contentType = 'application/x-www-form-urlencoded; charset=utf-8';
    return { method, url: address, headers: { ...headers, 'content-type': contentType }, body: form };
  },
  async answered({ workspaceId, endpointId, id, type, payload }, { body }) {
    if (type !== CALLBACK.inbound) return;
    const { parameters, channel } = Callback.parse(JSON.parse(payload));
    await answerByTwiml(deps, {
      workspaceId,
      accountId: endpointId,
      deliveryId: id,
      parameters,
      channel,
      body,
    });
  },
});

/** As the receiver sees it: what it signs is the address that it was called at. */
function addressOf(url: string, query: string): string {
  const address = new URL(url);
  address.hash = '';
  if (query !== '') address.search += (address.search === '' ? '?' : '&') + query;
  return address.href;
}
