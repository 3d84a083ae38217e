/** Webhooks out: who wants to hear of what, and the deliveries to them. */
export { MessageStatusChanged } from './contract.ts';
export type { WebhooksDeps } from './deps.ts';
export { webhooksErrors } from './errors.ts';
export { dropEndpoint, keepEndpoint, type KeptEndpoint } from './kept-endpoint.ts';
export { startWebhookMaintenance, type WebhookMaintenanceDeps } from './maintain.ts';
export { webhooksRoutes } from './routes.ts';
export type { FormattedDelivery, WebhookFormat } from './send/format.ts';
export { createTargets, type Target, type Targets, type TargetsDeps } from './send/targets.ts';
export { startWebhookSender, type WebhookSender, type WebhookSenderDeps } from './send/webhook-sender.ts';
export {
  createWebhookQueue,
  type RawDelivery,
  type WebhookFact,
  type WebhookQueue,
  type WebhookQueueDeps,
} from './webhook-queue.ts';
export { countQueuedWebhooks, WEBHOOK_QUEUES } from './count-queued.ts';
