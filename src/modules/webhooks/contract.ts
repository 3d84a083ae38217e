/** Request and response shapes of webhooks, and what is sent to endpoints. The console imports this file. */
import { z } from 'zod';

const Timestamp = z.iso.datetime();

/** `webhook.test` goes to the one endpoint that is tested, whatever it subscribed to. */
export const WEBHOOK_TYPES = [
  'message.received',
  'message.status_changed',
  'channel.health_changed',
  'channel.receipts_missing',
  'channel.receipts_back',
  'dead_letters.growing',
  'billing.low_balance',
  'template.approval_changed',
  'template.category_changed',
  'sender.registration_expiring',
  'sender.registration_expired',
] as const;
export const WebhookType = z.enum(WEBHOOK_TYPES);
export type WebhookType = z.infer<typeof WebhookType>;

export const WebhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  types: z.array(WebhookType),
  enabled: z.boolean(),
  /** Why it was switched off without anybody's doing: it answered 410, or failed for 120 hours. */
  disabledReason: z.enum(['gone', 'failing']).nullable(),
  /** `failing`: since `failingSince` nothing but failures. `unused`: nothing was sent yet. */
  health: z.enum(['unused', 'working', 'failing', 'disabled']),
  failingSince: Timestamp.nullable(),
  lastSuccessAt: Timestamp.nullable(),
  lastFailureAt: Timestamp.nullable(),
  lastError: z.string().nullable(),
  /** Until then the previous secret signs too. */
  oldSecretUntil: Timestamp.nullable(),
  createdAt: Timestamp,
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** `secret` is shown this once: `whsec_` and 32 bytes in base64. */
export const CreatedWebhookEndpoint = WebhookEndpoint.extend({ secret: z.string() });
export type CreatedWebhookEndpoint = z.infer<typeof CreatedWebhookEndpoint>;

const Url = z.string().trim().min(8).max(2000);
const Description = z.string().trim().max(200);
const Types = z
  .array(WebhookType)
  .min(1)
  .max(WEBHOOK_TYPES.length)
  .transform((types) => [...new Set(types)]);

export const CreateWebhookEndpoint = z.strictObject({
  url: Url,
  description: Description.default(''),
  types: Types,
  enabled: z.boolean().default(true),
});
export const UpdateWebhookEndpoint = z.strictObject({
  url: Url.optional(),
  description: Description.optional(),
  types: Types.optional(),
  enabled: z.boolean().optional(),
});

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const DeliveryAttempt = z.object({
  number: z.number().int(),
  at: Timestamp,
  durationMs: z.number().int(),
  /** HTTP status; null when there was no answer. */
  status: z.number().int().nullable(),
  /** Why there was none, e.g. `connect: timeout` or `private_address`. */
  error: z.string().nullable(),
  /** The first 1,024 octets of the answer. */
  response: z.string().nullable(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

export const WebhookDelivery = z.object({
  /** Also the header `webhook-id`, the same for every attempt and replay. */
  id: z.string(),
  type: z.string(),
  status: DeliveryStatus,
  attempts: z.array(DeliveryAttempt),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  /** While it waits. */
  nextAttemptAt: Timestamp.nullable(),
  /** The body as it is sent. */
  payload: z.string(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const WebhookDeliveryPage = z.object({ items: z.array(WebhookDelivery), next: z.string().nullable() });

export const ListWebhookDeliveries = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  status: DeliveryStatus.optional(),
});

/** Some deliveries by id, or every failed one made since a time; at most 10,000 at once, oldest first. */
export const ReplayWebhookDeliveries = z.union([
  z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(100) }),
  z.strictObject({ failedSince: Timestamp }),
]);
export const ReplayedWebhookDeliveries = z.object({ queued: z.number().int() });

/** `data` of `message.status_changed`. */
export const MessageStatusChanged = z.object({
  /** `msg_…` */
  id: z.string(),
  status: z.enum(['sent', 'delivered', 'read', 'failed', 'expired', 'canceled', 'unknown']),
  /** When it happened, as the provider or we ourselves say. */
  at: Timestamp,
  code: z.string().nullable(),
});
