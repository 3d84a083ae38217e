/** Numbers: what is told about them, verification, registration, profile, and where webhooks go. */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Answer, graphError, ok, success } from './graph-error.ts';
import type { BusinessNumber, GraphState } from './state.ts';

export const TIERS = [
  [250, 'TIER_250'],
  [2_000, 'TIER_2K'],
  [10_000, 'TIER_10K'],
  [100_000, 'TIER_100K'],
] as const;

export function describeNumber(state: GraphState, number: BusinessNumber): Record<string, unknown> {
  const tier = TIERS.find(([most]) => state.settings.tier <= most)?.[1] ?? 'TIER_UNLIMITED';
  return {
    id: number.id,
    display_phone_number: number.display,
    verified_name: 'Toko Bunga',
    name_status: 'APPROVED',
    status: number.registered ? 'CONNECTED' : 'PENDING',
    quality_rating: number.quality,
    country_code: 'ID',
    code_verification_status: number.verified ? 'VERIFIED' : 'NOT_VERIFIED',
    account_mode: 'LIVE',
    platform_type: 'CLOUD_API',
    is_official_business_account: false,
    throughput: { level: state.settings.mps > 80 ? 'HIGH' : 'STANDARD' },
    whatsapp_business_manager_messaging_limit: tier,
    webhook_configuration: {
      ...(state.callbackUrl === undefined ? {} : { application: state.callbackUrl }),
      ...(state.accountCallbackUrl === undefined
        ? {}
        : { whatsapp_business_account: state.accountCallbackUrl }),
      ...(number.callbackUrl === undefined ? {} : { phone_number: number.callbackUrl }),
    },
  };
}

const Ask = z.looseObject({ code_method: z.enum(['SMS', 'VOICE']), language: z.string() });
const Register = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  pin: z.string().regex(/^\d{6}$/),
});

export function numberAction(number: BusinessNumber, action: string, body: unknown): Answer | undefined {
  switch (action) {
    case 'request_code':
      if (!Ask.safeParse(body).success) return graphError(100, 'code_method and language are required');
      number.code = String(randomInt(100_000, 1_000_000));
      number.verified = false;
      return success;
    case 'verify_code': {
      const { data } = z.looseObject({ code: z.string() }).safeParse(body);
      if (number.code === undefined || data?.code !== number.code)
        return graphError(136025, 'Verify code error', 400);
      Object.assign(number, { verified: true, code: undefined });
      return success;
    }
    case 'register': {
      const asked = Register.safeParse(body);
      if (!asked.success) return graphError(100, 'pin must have 6 digits');
      if (!number.verified) return graphError(133006);
      if (number.pin !== undefined && number.pin !== asked.data.pin) return graphError(133005);
      Object.assign(number, { registered: true, pin: asked.data.pin });
      return success;
    }
    case 'deregister':
      number.registered = false;
      return success;
    case 'whatsapp_business_profile':
      Object.assign(number.profile, body);
      return success;
    default:
      return undefined;
  }
}

export const profileOf = ({ profile }: BusinessNumber): Answer =>
  ok({ data: [{ messaging_product: 'whatsapp', ...profile }] });

const Override = z.looseObject({ override_callback_uri: z.url().max(200), verify_token: z.string() });
const NumberUpdate = z.looseObject({ webhook_configuration: Override });

/** The address must answer Meta's handshake first. */
export async function subscribe(state: GraphState, body: unknown): Promise<Answer> {
  const override = Override.safeParse(body);
  if (override.success) {
    const { override_callback_uri: url, verify_token: token } = override.data;
    if (!(await handshake(state, url, token))) return graphError(2200, 'Callback verification failed', 400);
    state.accountCallbackUrl = url;
  }
  state.subscribed = true;
  return success;
}

export async function updateNumber(
  state: GraphState,
  number: BusinessNumber,
  body: unknown,
): Promise<Answer> {
  const update = NumberUpdate.safeParse(body);
  if (!update.success) return graphError(100);
  const { override_callback_uri: url, verify_token: token } = update.data.webhook_configuration;
  if (!(await handshake(state, url, token))) return graphError(2200, 'Callback verification failed', 400);
  number.callbackUrl = url;
  return success;
}

export function listSubscriptions({ settings, subscribed, accountCallbackUrl }: GraphState): Answer {
  const app = { id: settings.appId, link: 'https://www.facebook.com/games/', name: 'Titian' };
  const override = accountCallbackUrl === undefined ? {} : { override_callback_uri: accountCallbackUrl };
  return ok({ data: subscribed ? [{ whatsapp_business_api_data: app, ...override }] : [] });
}

export async function handshake({ settings }: GraphState, url: string, token: string): Promise<boolean> {
  const challenge = String(randomInt(1_000_000, 2_000_000_000));
  const target = new URL(settings.reach?.(url) ?? url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', token);
  try {
    const response = await fetch(target);
    return response.status === 200 && (await response.text()) === challenge;
  } catch {
    return false;
  }
}
