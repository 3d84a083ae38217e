/** What a person sets up for an RCS agent. */
import { z } from 'zod';
import { readServiceAccount } from './service-account.ts';

export const REGIONS = ['asia', 'us', 'europe'] as const;

/** Longest time to live that the platform takes: 15 days. */
export const LONGEST_TTL_SECONDS = 15 * 86_400;

export const rcsSettings = z.strictObject({
  /** As the developer console shows it, with or without `@rbm.goog`. */
  agentId: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,120}(@rbm\.goog)?$/),
  serviceAccount: z
    .string()
    .max(20_000)
    .refine(
      (json) => readServiceAccount(json) !== undefined,
      'This is not the key file of a service account.',
    ),
  /** Where the agent is hosted. */
  region: z.enum(REGIONS).default('asia'),
  /** Chosen at the webhook's set-up; signs every call. Without it no call is believed. */
  clientToken: z.string().trim().max(500).default(''),
  /** `brands/…/agents/…`: lets the set-up be read and the webhook be entered. */
  agentName: z
    .string()
    .trim()
    .regex(/^(brands\/[\w.-]{1,120}\/agents\/[\w.-]{1,120})?$/)
    .default(''),
  /** How long an undelivered message waits for the phone; a message's own expiry goes before. */
  ttlSeconds: z.number().int().min(10).max(LONGEST_TTL_SECONDS).default(86_400),
  /** How long it is believed that a phone has RCS. */
  capabilityHours: z.number().min(0.1).max(720).default(24),
  messagesPerSecond: z.number().min(0.1).max(10_000).default(50),
  /** Calls under way at a time. */
  window: z.number().int().min(1).max(1000).default(50),
  /** For one whole call, seconds. */
  timeoutSeconds: z.number().min(1).max(120).default(15),
  /** Instead of Google's; empty for theirs. */
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .or(z.literal(''))
    .default(''),
  tokenUrl: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .or(z.literal(''))
    .default(''),
});

export type RcsSettings = z.infer<typeof rcsSettings>;

/** `https://asia-rcsbusinessmessaging.googleapis.com`, without a slash at the end. */
export function baseUrlOf({ baseUrl, region }: Pick<RcsSettings, 'baseUrl' | 'region'>): string {
  return baseUrl === ''
    ? `https://${region}-rcsbusinessmessaging.googleapis.com`
    : baseUrl.replace(/\/+$/, '');
}

/** Where agents are administered; a simulator speaks both. */
export const managementUrlOf = ({ baseUrl }: Pick<RcsSettings, 'baseUrl'>): string =>
  baseUrl === '' ? 'https://businesscommunications.googleapis.com' : baseUrl.replace(/\/+$/, '');

/** Events name the agent without the ending that addresses have. */
export const bareAgentId = (id: string): string => id.replace(/@rbm\.goog$/, '');
