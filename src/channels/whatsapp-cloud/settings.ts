import { z } from 'zod';

export const GRAPH_VERSIONS = ['v23.0', 'v24.0', 'v25.0'] as const;

/** What one number may send per second: 80 at first, 1000 once Meta has raised it, 20 while it is also used in the app. */
const USUAL_MPS = 80;
const MOST_MPS = 1000;

export const whatsappSettings = z.strictObject({
  /** Graph API id of the number, not the number itself. */
  phoneNumberId: z
    .string()
    .trim()
    .regex(/^\d{1,32}$/),
  /** WhatsApp Business Account that the number and its templates belong to. */
  wabaId: z
    .string()
    .trim()
    .regex(/^\d{1,32}$/),
  accessToken: z.string().trim().min(1).max(1000),
  /** Signs every webhook; while it is missing every webhook is refused. */
  appSecret: z.string().trim().max(200).default(''),
  /** Proves to Meta, once, that the webhook address is ours. */
  verifyToken: z.string().trim().max(200).default(''),
  /** Only for samples of pictures and files in templates. */
  appId: z
    .string()
    .trim()
    .regex(/^\d{0,32}$/)
    .default(''),
  /** Six digits of two-step verification; only used when the number is registered. */
  pin: z.string().trim().max(40).default(''),
  graphVersion: z.enum(GRAPH_VERSIONS).default('v25.0'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .default('https://graph.facebook.com')
    .transform((url) => url.replace(/\/+$/, '')),
  messagesPerSecond: z.number().min(0.1).max(MOST_MPS).default(USUAL_MPS),
  /** For one whole call, seconds. */
  timeoutSeconds: z.number().min(1).max(120).default(15),
});

export type WhatsAppSettings = z.output<typeof whatsappSettings>;
