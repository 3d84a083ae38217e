import type { Transaction } from '../../../platform/db.ts';
import type { PublicIds } from '../../../platform/ids.ts';
import {
  type FreshSink,
  messagesWithMetadata,
  type MessageStatus,
  statusOfRank,
} from '../../messages/index.ts';
import type { RawDelivery, Targets, WebhookQueue } from '../../webhooks/index.ts';
import { TWILIO_FORMAT } from '../accounts.ts';
import { readAddress, writeAddress } from '../dialect/addresses.ts';
import { messageSid, uuidOfSid } from '../dialect/sids.ts';
import { META } from '../rest/message-resource.ts';
import { twilioStatus } from '../rest/message-status.ts';
import { CALLBACK, type Callback } from './callback.ts';

export interface StatusCallbackDeps {
  readonly queue: Pick<WebhookQueue, 'enqueueRaw'>;
  readonly targets: Targets;
  readonly publicIds: PublicIds;
}

/** Waiting, being under way and not knowing are no news. */
const NEWS: ReadonlySet<MessageStatus> = new Set([
  'sent',
  'canceled',
  'expired',
  'failed',
  'delivered',
  'read',
]);

interface News {
  readonly workspaceId: string;
  readonly id: bigint;
  readonly status: MessageStatus;
  readonly code: string | null;
}

/** Queues status callbacks in the transaction that stores the evidence; a workspace without accounts costs nothing. */
export const createStatusCallbacks = (deps: StatusCallbackDeps): FreshSink => ({
  wants: (workspaceId) => deps.targets.of(workspaceId, TWILIO_FORMAT).length > 0,
  async publish(tx, events) {
    const news = events
      .map(({ workspaceId, id, status, code }) => ({ workspaceId, id, status: statusOfRank(status), code }))
      .filter(({ status }) => NEWS.has(status));
    for (const workspaceId of new Set(news.map((one) => one.workspaceId)))
      await queueStatusCallbacks(
        deps,
        tx,
        news.filter((one) => one.workspaceId === workspaceId),
      );
  },
});

/** News of one workspace. */
export async function queueStatusCallbacks(
  deps: StatusCallbackDeps,
  tx: Transaction,
  news: readonly News[],
): Promise<void> {
  const [first] = news;
  if (first === undefined) return;
  const ids = [...new Set(news.map(({ id }) => id))];
  const wishes = new Map(
    (await messagesWithMetadata(tx, first.workspaceId, ids, META.callback)).map((one) => [one.id, one]),
  );
  await deps.queue.enqueueRaw(
    tx,
    news.flatMap(({ workspaceId, id, status, code }): RawDelivery[] => {
      const wish = wishes.get(id);
      const url = wish?.metadata[META.callback];
      const accountSid = wish?.metadata[META.account] ?? '';
      const endpointId = uuidOfSid('AC', accountSid);
      if (wish === undefined || url === undefined || endpointId === undefined) return [];
      // A revoked account has nobody who could check its signature.
      if (deps.targets.find(workspaceId, endpointId)?.format !== TWILIO_FORMAT) return [];
      const publicId = deps.publicIds.encode('msg', id);
      const parameters = statusParameters({ ...wish, sid: messageSid(publicId), status, code });
      const payload = JSON.stringify({ url, method: 'POST', parameters } satisfies Callback);
      return [{ workspaceId, endpointId, type: CALLBACK.status, key: publicId, payload }];
    }),
  );
}

function statusParameters(message: {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly status: MessageStatus;
  readonly code: string | null;
}): Record<string, string> {
  const { sid, metadata } = message;
  const service = metadata[META.service];
  // A message over WhatsApp knows the number it left under; the sender's own name is its channel's.
  const from = readAddress(metadata[META.from] ?? message.from);
  const how = { medium: from.medium, viaService: service !== undefined, scheduled: false };
  const { status, errorCode, errorMessage } = twilioStatus(message.status, message.code, how);
  return {
    AccountSid: metadata[META.account] ?? '',
    ApiVersion: '2010-04-01',
    From: writeAddress(from),
    To: writeAddress({ medium: from.medium, address: message.to }),
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    ...(service === undefined ? {} : { MessagingServiceSid: service }),
    ...(from.medium === 'whatsapp' ? channelParameters(status, errorMessage) : {}),
    ...(errorCode === null ? {} : { ErrorCode: String(errorCode), ErrorMessage: errorMessage ?? '' }),
  };
}

/** Besides, for messages over channels ("Track the Message Status of Outbound Messages"). */
const channelParameters = (status: string, errorMessage: string | null): Record<string, string> => ({
  ChannelPrefix: 'whatsapp',
  ...(EVENTS.has(status) ? { EventType: status.toUpperCase() } : {}),
  ...(errorMessage === null ? {} : { ChannelStatusMessage: errorMessage }),
});

/** What happens after a message has left. */
const EVENTS: ReadonlySet<string> = new Set(['delivered', 'undelivered', 'read']);
