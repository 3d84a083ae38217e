/** Does what `actions.ts` offers. Input comes from a form and is judged before Meta is called. */
import { z } from 'zod';
import type { ActionOutcome } from '../../channel.ts';
import type { GraphCall } from '../graph/graph.ts';
import type { SetupDeps } from './inspect.ts';

const TIMEOUT_MS = 15_000;
/** Meta takes no longer address. */
const LONGEST_CALLBACK = 200;

type Step = Pick<GraphCall, 'path' | 'json'>;
type Input = Readonly<Record<string, string>>;
type Plan = readonly Step[] | Extract<ActionOutcome, { ok: false }>;

export async function performAction(
  deps: SetupDeps,
  action: string,
  input: Input,
  signal: AbortSignal,
): Promise<ActionOutcome> {
  const plan = PLANS.get(action)?.(deps, input) ?? invalid('There is no such action.');
  if ('ok' in plan) return plan;
  for (const step of plan) {
    const answer = await deps.graph.call({ method: 'POST', ...step, timeoutMs: TIMEOUT_MS, signal });
    if (answer.kind === 'error') return { ok: false, code: answer.error.code, detail: answer.error.detail };
  }
  return { ok: true };
}

const invalid = (detail: string, field?: string): Extract<ActionOutcome, { ok: false }> => ({
  ok: false,
  code: 'message_invalid',
  detail,
  ...(field === undefined ? {} : { field }),
});

const RequestCode = z.object({
  method: z.enum(['SMS', 'VOICE']),
  language: z.string().regex(/^[a-z]{2}(_[A-Z]{2})?$/),
});
const Pin = z.string().regex(/^\d{6}$/);
const Code = z.string().regex(/^\d{6}$/);

function requestCode({ settings }: SetupDeps, input: Input): Plan {
  const read = RequestCode.safeParse(input);
  if (!read.success) return invalid('Choose how the code is sent and in which language.', 'method');
  const { method, language } = read.data;
  return [{ path: `${settings.phoneNumberId}/request_code`, json: { code_method: method, language } }];
}

function verifyCode({ settings }: SetupDeps, input: Input): Plan {
  const code = Code.safeParse(input['code']?.replaceAll(/[\s-]/g, ''));
  if (!code.success) return invalid('The code has six digits.', 'code');
  return [{ path: `${settings.phoneNumberId}/verify_code`, json: { code: code.data } }];
}

function register({ settings }: SetupDeps, input: Input): Plan {
  const pin = Pin.safeParse(input['pin'] === undefined || input['pin'] === '' ? settings.pin : input['pin']);
  if (!pin.success) return invalid('The PIN has six digits.', 'pin');
  const json = { messaging_product: 'whatsapp', pin: pin.data };
  return [{ path: `${settings.phoneNumberId}/register`, json }];
}

/**
 * First the account, else nothing is sent at all; then the number, whose own address counts before the account's, so
 * that several numbers of one account can lead to channels of their own.
 * Source: Meta, "Webhook overrides".
 */
function subscribeWebhook({ settings, callbackUrl }: SetupDeps): Plan {
  if (settings.verifyToken === '') return invalid('Fill in the verify token first.', 'verifyToken');
  if (settings.appSecret === '') return invalid('Fill in the app secret first.', 'appSecret');
  if (callbackUrl.length > LONGEST_CALLBACK)
    return invalid(
      `The callback address has ${callbackUrl.length} characters, Meta takes ${LONGEST_CALLBACK}.`,
    );
  const target = { override_callback_uri: callbackUrl, verify_token: settings.verifyToken };
  return [
    { path: `${settings.wabaId}/subscribed_apps`, json: target },
    { path: settings.phoneNumberId, json: { webhook_configuration: target } },
  ];
}

const Profile = z.object({
  about: z.string().max(139).optional(),
  description: z.string().max(256).optional(),
  address: z.string().max(256).optional(),
  email: z.email().max(128).optional(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional(),
  vertical: z.string().max(40).optional(),
});

function updateProfile({ settings }: SetupDeps, input: Input): Plan {
  const given = Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );
  const read = Profile.safeParse(given);
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0] ?? '');
    return invalid(`WhatsApp does not take this ${name}.`, name);
  }
  const { website, ...rest } = read.data;
  if (Object.keys(read.data).length === 0) return invalid('Fill in what should change.');
  const json = {
    messaging_product: 'whatsapp',
    ...rest,
    ...(website === undefined ? {} : { websites: [website] }),
  };
  return [{ path: `${settings.phoneNumberId}/whatsapp_business_profile`, json }];
}

const PLANS: ReadonlyMap<string, (deps: SetupDeps, input: Input) => Plan> = new Map([
  ['request_code', requestCode],
  ['verify_code', verifyCode],
  ['register', register],
  ['subscribe_webhook', subscribeWebhook],
  ['update_profile', updateProfile],
]);
