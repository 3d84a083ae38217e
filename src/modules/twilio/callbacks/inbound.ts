/** A message from a person, on its way to the program that answers at its number. */
import type { Transaction } from '../../../platform/db.ts';
import type { ReceivedMessage } from '../../messages/index.ts';
import type { RoutingTables } from '../../routing/index.ts';
import type { Targets, WebhookQueue } from '../../webhooks/index.ts';
import { TWILIO_FORMAT } from '../accounts.ts';
import { writeAddress } from '../dialect/addresses.ts';
import { mediaSid, messageSid, sidOfUuid } from '../dialect/sids.ts';
import { mediaOf } from '../media/message-media.ts';
import { findInbound } from '../queries.ts';
import { CALLBACK, type Callback } from './callback.ts';

export interface InboundDeps {
  readonly queue: Pick<WebhookQueue, 'enqueueRaw'>;
  readonly targets: Targets;
  readonly tables: RoutingTables;
  /** As people reach this installation, without a trailing slash. */
  readonly publicUrl: string;
  /** What the person is called here: the name that WhatsApp showed first, unless somebody gave another one. */
  readonly nameOf: (tx: Transaction, workspaceId: string, address: string) => Promise<string | null>;
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
  const { senders, channels } = await deps.tables.of(workspaceId);
  const channel = channels.find(({ publicId }) => publicId === message.channel);
  const whatsApp = channel?.type.medium === 'whatsapp' ? channel : undefined;
  // A number of WhatsApp is a channel; numbers for SMS are senders.
  const id = whatsApp?.id ?? senders.find(({ address }) => address === message.to)?.id;
  if (id === undefined) return;
  const [wish] = await tx.query(findInbound, [workspaceId, id]);
  if (wish === undefined) return;
  const endpointId = wish.account_id;
  if (deps.targets.find(workspaceId, endpointId)?.format !== TWILIO_FORMAT) return;
  const parameters = {
    ...messageParameters(message, endpointId),
    ...(wish.service_id === null ? {} : { MessagingServiceSid: sidOfUuid('MG', wish.service_id) }),
    ...mediaParameters(deps, message, endpointId),
    ...(whatsApp === undefined
      ? {}
      : whatsAppParameters(message, await deps.nameOf(tx, workspaceId, message.from))),
  };
  const payload = JSON.stringify({
    url: wish.url,
    method: wish.method,
    parameters,
    ...(whatsApp === undefined ? {} : { channel: whatsApp.publicId }),
  } satisfies Callback);
  await deps.queue.enqueueRaw(tx, [
    { workspaceId, endpointId, type: CALLBACK.inbound, key: message.id, payload },
  ]);
}

function messageParameters(message: ReceivedMessage, accountId: string): Record<string, string> {
  const sid = messageSid(message.id);
  return {
    MessageSid: sid,
    SmsMessageSid: sid,
    SmsSid: sid,
    AccountSid: sidOfUuid('AC', accountId),
    ApiVersion: '2010-04-01',
    SmsStatus: 'received',
    From: message.from,
    To: message.to,
    Body: mediaOf(message)?.caption ?? message.text,
    NumMedia: '0',
    NumSegments: String(message.segments),
  };
}

/** The file may still be on its way from the provider: whoever downloads it waits for it (media/message-media.ts). */
function mediaParameters(
  { publicUrl }: Pick<InboundDeps, 'publicUrl'>,
  message: ReceivedMessage,
  accountId: string,
): Record<string, string> {
  const media = mediaOf(message);
  if (media === undefined) return {};
  const account = `${publicUrl}/2010-04-01/Accounts/${sidOfUuid('AC', accountId)}`;
  return {
    NumMedia: '1',
    MediaContentType0: media.mime ?? 'application/octet-stream',
    MediaUrl0: `${account}/Messages/${messageSid(message.id)}/Media/${mediaSid(message.id)}`,
  };
}

/** Besides, for messages from WhatsApp ("Twilio's request to your incoming message Webhook URL"). */
function whatsAppParameters(message: ReceivedMessage, name: string | null): Record<string, string> {
  const { from, to, content, replyTo } = message;
  return {
    From: writeAddress({ medium: 'whatsapp', address: from }),
    To: writeAddress({ medium: 'whatsapp', address: to }),
    NumSegments: '1',
    WaId: from.replace(/^\+/, ''),
    ...(name === null ? {} : { ProfileName: name }),
    ...(replyTo === null ? {} : { OriginalRepliedMessageSid: messageSid(replyTo) }),
    ...contentParameters(content),
  };
}

function contentParameters(content: ReceivedMessage['content']): Record<string, string> {
  switch (content?.type) {
    case 'button_reply':
      return { MessageType: 'button', ButtonText: content.title, ButtonPayload: content.id };
    case 'list_reply':
      return { MessageType: 'interactive', ListId: content.id, ListTitle: content.title };
    case 'location':
      return {
        MessageType: 'location',
        Latitude: String(content.latitude),
        Longitude: String(content.longitude),
        ...(content.name === undefined ? {} : { Label: content.name }),
        ...(content.address === undefined ? {} : { Address: content.address }),
      };
    case 'media':
      return { MessageType: content.kind };
    default:
      return { MessageType: 'text' };
  }
}
