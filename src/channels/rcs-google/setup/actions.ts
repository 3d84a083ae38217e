/** What can be done at the provider from the channel's page. */
import { z } from 'zod';
import type { ActionOutcome, ChannelAction, SendError } from '../../channel.ts';
import { readRefusal } from '../answer.ts';
import { callApi } from '../api.ts';
import type { SetupDeps } from './inspect.ts';
import { words } from './words.ts';

export const rcsActions: readonly ChannelAction[] = [
  {
    name: 'invite_tester',
    label: words('Undang ponsel uji', 'Invite a test phone'),
    help: words(
      'Agen yang belum diluncurkan hanya dapat mengirim ke ponsel uji. Undangan muncul di ponsel itu dan harus diterima.',
      'An agent that is not launched reaches test phones only. The invitation shows on the phone and must be accepted.',
    ),
    fields: [
      { name: 'phone', group: 'connection', input: 'text', label: words('Nomor ponsel', 'Phone number') },
    ],
  },
  {
    name: 'register_webhook',
    label: words('Daftarkan webhook', 'Register the webhook'),
    help: words(
      'Memasukkan alamat webhook kanal ini pada agen. Perlu nama lengkap agen dan token klien.',
      'Enters the webhook address of this channel at the agent. Needs the full name of the agent and the client token.',
    ),
    fields: [],
  },
];

const Phone = z.string().regex(/^\+[1-9]\d{6,14}$/);

export async function performAction(
  deps: SetupDeps,
  action: string,
  input: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ActionOutcome> {
  switch (action) {
    case 'invite_tester':
      return inviteTester(deps, input['phone'] ?? '', signal);
    case 'register_webhook':
      return registerWebhook(deps, signal);
    default:
      return { ok: false, code: 'message_invalid', detail: 'There is no such action.' };
  }
}

async function inviteTester(deps: SetupDeps, given: string, signal: AbortSignal): Promise<ActionOutcome> {
  const phone = Phone.safeParse(given.replaceAll(/[\s().-]/g, '')).data;
  if (phone === undefined)
    return {
      ok: false,
      code: 'recipient_invalid',
      detail: 'Write the number internationally, such as +628111234567.',
      field: 'phone',
    };
  const outcome = await callApi(
    deps.api,
    {
      method: 'POST',
      path: `/v1/phones/${encodeURIComponent(phone)}/testers`,
      query: { agentId: deps.agentId },
      body: '{}',
    },
    signal,
  );
  return settle(deps, outcome);
}

/** https://developers.google.com/business-communications/rcs-business-messaging/reference/business-communications/rest/v1/brands.agents.integrations */
async function registerWebhook(deps: SetupDeps, signal: AbortSignal): Promise<ActionOutcome> {
  const { management, agentName, clientToken, callbackUrl } = deps;
  if (agentName === '' || clientToken === '')
    return {
      ok: false,
      code: 'message_invalid',
      detail: 'Fill in the full name of the agent and the client token, and save the channel first.',
    };
  const agentWebhookIntegration = { webhookUri: callbackUrl, verificationToken: clientToken };
  const outcome = await callApi(
    management,
    {
      method: 'POST',
      path: `/v1/${agentName}/integrations`,
      body: JSON.stringify({ agentWebhookIntegration }),
    },
    signal,
  );
  return settle(deps, outcome);
}

function settle(
  { context }: Pick<SetupDeps, 'context'>,
  outcome: Awaited<ReturnType<typeof callApi>>,
): ActionOutcome {
  if (outcome.kind === 'response' && (outcome.status === 200 || outcome.status === 409)) return { ok: true };
  const error: SendError = outcome.kind === 'no_token' ? outcome.error : readRefusal(outcome, context);
  return { ok: false, code: error.code, detail: error.detail };
}
