/** A message from a person, on its way to the program that answers at its number. */
import type { Transaction } from '../../../platform/db.ts';
import type { ReceivedMessage } from '../../messages/index.ts';
import type { RoutingTables } from '../../routing/index.ts';
import type { Targets, WebhookQueue } from '../../webhooks/index.ts';
import { TWILIO_FORMAT } from '../accounts.ts';
import { messageSid, sidOfUuid } from '../dialect/sids.ts';
import { findInbound } from '../queries.ts';
import { CALLBACK, type Callback } from './callback.ts';

export interface InboundDeps {
  readonly queue: Pick<WebhookQueue, 'enqueueRaw'>;
  readonly targets: Targets;
  readonly tables: RoutingTables;
}

/** From memory: whether anybody here could want it. */
export const wantsInbound = (deps: Pick<InboundDeps, 'targets'>, workspaceId: string): boolean =>
  deps.targets.of(workspaceId, TWILIO_FORMAT).length > 0;

/** Queues the call in the caller's transaction; none where no address was set for the sender that was written to. */
export async function queueInbound(
  deps: InboundDeps,
  tx: Transaction,
  workspaceId: string,
  message: ReceivedMessage,
): Promise<void> {
  const { senders } = await deps.tables.of(workspaceId);
  const sender = senders.find(({ address }) => address === message.to);
  if (sender === undefined) return;
  const [wish] = await tx.query(findInbound, [workspaceId, sender.id]);
  if (wish === undefined) return;
  const endpointId = wish.account_id;
  if (deps.targets.find(workspaceId, endpointId)?.format !== TWILIO_FORMAT) return;
  const sid = messageSid(message.id);
  const parameters = {
    MessageSid: sid,
    SmsMessageSid: sid,
    SmsSid: sid,
    AccountSid: sidOfUuid('AC', endpointId),
    ApiVersion: '2010-04-01',
    SmsStatus: 'received',
    From: message.from,
    To: message.to,
    Body: message.text,
    NumMedia: '0',
    NumSegments: String(message.segments),
    ...(wish.service_id === null ? {} : { MessagingServiceSid: sidOfUuid('MG', wish.service_id) }),
  };
  const payload = JSON.stringify({
    url: wish.url,
    method: wish.method,
    parameters,
  } satisfies Callback);
  await deps.queue.enqueueRaw(tx, [
    { workspaceId, endpointId, type: CALLBACK.inbound, key: message.id, payload },
  ]);
}
