/** What programs written for Twilio hear of: statuses, answers of customers, and the end of their credentials. */
import { uuidOfPublicId } from '../../lib/uuid.ts';
import { type FreshSink, receivedMessage } from '../../modules/messages/index.ts';
import type { RoutingTables } from '../../modules/routing/index.ts';
import {
  createStatusCallbacks,
  endAccount,
  queueInbound,
  type StatusCallbackDeps,
  wantsInbound,
} from '../../modules/twilio/index.ts';
import type { Subscriber } from '../../platform/events/event.ts';

/** Every sink hears of the workspaces that it asked for. */
export const joinSinks = (sinks: readonly FreshSink[]): FreshSink => ({
  wants: (workspaceId) => sinks.some((sink) => sink.wants(workspaceId)),
  async publish(tx, events) {
    for (const sink of sinks) {
      const wanted = events.filter(({ workspaceId }) => sink.wants(workspaceId));
      if (wanted.length > 0) await sink.publish(tx, wanted);
    }
  },
});

export const twilioStatusSink = (deps: StatusCallbackDeps): FreshSink => createStatusCallbacks(deps);

export function twilioSubscribers(
  deps: StatusCallbackDeps & { readonly tables: RoutingTables },
): readonly Subscriber[] {
  return [
    {
      name: 'twilio.inbound',
      types: ['message.received'],
      wants: ({ workspaceId }) => wantsInbound(deps, workspaceId),
      async handle(tx, { workspaceId, resource }) {
        const message = await receivedMessage(deps, tx, workspaceId, resource);
        if (message !== undefined) await queueInbound(deps, tx, workspaceId, message);
      },
    },
    {
      name: 'twilio.accounts',
      types: ['api_key.revoked'],
      wants: ({ workspaceId }) => wantsInbound(deps, workspaceId),
      async handle(tx, { workspaceId, resource }) {
        const id = uuidOfPublicId('key', resource);
        if (id !== undefined) await endAccount(tx, workspaceId, id);
      },
    },
  ];
}
