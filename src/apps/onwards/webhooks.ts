/** Webhooks in a process: what channels have to say to them, and the sender. */
import { randomInt } from 'node:crypto';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { OpenChannel } from '../../modules/routing/index.ts';
import {
  startWebhookMaintenance,
  startWebhookSender,
  type WebhookFormat,
  type WebhookSender,
} from '../../modules/webhooks/index.ts';
import type { Foundation } from '../foundation.ts';

/** A channel that reconnects is no news; where it ended up is. */
export function announceToWebhooks(
  { workerDb, webhooks, log, clock }: Foundation,
  channel: OpenChannel,
  health: { readonly state: string; readonly code?: string; readonly detail?: string },
): void {
  const { workspaceId } = channel;
  const type = 'channel.health_changed';
  if (health.state === 'connecting' || !webhooks.queue.wants(workspaceId, type)) return;
  const id = publicIdOfUuid('chn', channel.id);
  const { state, code = null, detail = null } = health;
  const data = { id, state, code, detail, at: new Date(clock.now()).toISOString() };
  workerDb
    .transaction((tx) => webhooks.queue.enqueue(tx, [{ workspaceId, type, key: id, data }]))
    .catch((error: unknown) => log.warn({ err: error }, 'a change of channel health was not queued'));
}

/** Sends what is queued, by this process and by others, and forgets what is old. */
export function startWebhooks(
  base: Foundation,
  formats: Readonly<Record<string, WebhookFormat>>,
): { stop(): Promise<void> } {
  const { workerDb: db, log, clock, publicIds } = base;
  const sender: WebhookSender = startWebhookSender({
    db,
    log,
    bus: base.bus,
    egress: base.network.egress,
    targets: base.webhooks.targets,
    formats,
    publicId: (id) => publicIds.encode('whd', id),
    now: clock.now,
    monotonic: clock.monotonic,
    random: () => randomInt(2 ** 32) / 2 ** 32,
  });
  base.webhooks.wakeable.sender = sender;
  const maintenance = startWebhookMaintenance({ db, log, now: clock.now });
  return {
    async stop() {
      await Promise.all([sender.stop(), maintenance.stop()]);
    },
  };
}
