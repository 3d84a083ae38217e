import { type FreshSink, statusOfRank } from '../../modules/messages/index.ts';
import { MessageStatusChanged, type WebhookFact, type WebhookQueue } from '../../modules/webhooks/index.ts';
import type { PublicIds } from '../../platform/ids.ts';

const TYPE = 'message.status_changed';

/** Hands new evidence about messages to the webhooks of those who want to hear of it. */
export const createStatusSink = (deps: {
  readonly queue: WebhookQueue;
  readonly publicIds: PublicIds;
}): FreshSink => ({
  wants: (workspaceId) => deps.queue.wants(workspaceId, TYPE),
  publish: (tx, events) =>
    deps.queue.enqueue(
      tx,
      events.flatMap(({ workspaceId, id: internalId, status, code, at }): WebhookFact[] => {
        const id = deps.publicIds.encode('msg', internalId);
        // Waiting and being under way are no news.
        const data = MessageStatusChanged.safeParse({
          id,
          status: statusOfRank(status),
          at: new Date(at).toISOString(),
          code,
        });
        return data.success ? [{ workspaceId, type: TYPE, key: id, data: data.data }] : [];
      }),
    ),
});
