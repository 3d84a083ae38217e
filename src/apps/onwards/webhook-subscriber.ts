import { receivedMessage } from '../../modules/messages/index.ts';
import type { WebhookQueue } from '../../modules/webhooks/index.ts';
import type { Subscriber } from '../../platform/events/event.ts';
import type { PublicIds } from '../../platform/ids.ts';

/** Published facts that endpoints may hear of, as they are. */
const FORWARDED = [
  'billing.low_balance',
  'channel.receipts_missing',
  'channel.receipts_back',
  'dead_letters.growing',
  'template.approval_changed',
  'template.category_changed',
  'sender.registration_expiring',
  'sender.registration_expired',
];

/** Carries published facts to the endpoints that want them; a workspace without any costs nothing. */
export function webhookSubscriber(deps: {
  readonly queue: WebhookQueue;
  readonly publicIds: PublicIds;
}): Subscriber {
  return {
    name: 'webhooks.queue',
    types: ['message.received', ...FORWARDED],
    wants: ({ workspaceId, type }) => deps.queue.wants(workspaceId, type),
    async handle(tx, { workspaceId, type, resource, data }) {
      const about =
        type === 'message.received'
          ? await receivedMessage(deps, tx, workspaceId, resource)
          : { id: resource, ...data };
      if (about !== undefined) {
        await deps.queue.enqueue(tx, [{ workspaceId, type, key: resource, data: about }]);
      }
    },
  };
}
