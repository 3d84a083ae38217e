/** A message as api.twilio.com shows it. */
import type { Message } from '../../messages/index.ts';
import { rfc2822 } from '../dialect/dates.ts';
import { messageSid } from '../dialect/sids.ts';
import { mediaOf } from '../media/message-media.ts';
import { type ChannelNumbers, FROM, shownAddresses } from '../whatsapp/shown-addresses.ts';
import { twilioStatus } from './message-status.ts';

/** Metadata of messages that came through this surface. */
export const META = {
  /** SID of the account that sent it: it hears of its status, if it gave an address. */
  account: 'twilio.account',
  service: 'twilio.service',
  /** What it left under, where that is not its sender's own address. */
  from: FROM,
  callback: 'twilio.callback',
  /** `yes`: it answered a message by TwiML. */
  reply: 'twilio.reply',
} as const;

type Shown = Pick<
  Message,
  | 'id'
  | 'direction'
  | 'status'
  | 'reason'
  | 'to'
  | 'from'
  | 'text'
  | 'segments'
  | 'price'
  | 'metadata'
  | 'sendAt'
  | 'createdAt'
  | 'updatedAt'
  | 'content'
> & { readonly channel: Pick<Message['channel'], 'id' | 'type'> };

const NOT_LEFT: ReadonlySet<string> = new Set(['accepted', 'queued', 'scheduled', 'sending', 'canceled']);

/** Amounts are in hundredths; Twilio writes what it takes with a minus. */
const priceText = (amount: number): string => (amount === 0 ? '0.00' : (-amount / 100).toFixed(2));

export function messageResource(
  message: Shown,
  accountSid: string,
  numbers: ChannelNumbers,
): Record<string, unknown> {
  const sid = messageSid(message.id);
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  const service = message.metadata[META.service] ?? null;
  const { medium, to, from } = shownAddresses(message, numbers);
  const media = mediaOf(message);
  const how = { medium, viaService: service !== null, scheduled: message.sendAt !== null };
  const { status, errorCode, errorMessage } = twilioStatus(message.status, message.reason?.code ?? null, how);
  const left = !NOT_LEFT.has(status);
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    // Of a file, what stands under it; the message's own text says in words that there is one.
    body: media === undefined ? (message.text ?? '') : media.caption,
    date_created: rfc2822(message.createdAt),
    date_sent: left ? rfc2822(message.sendAt ?? message.createdAt) : null,
    date_updated: rfc2822(message.updatedAt),
    direction: directionOf(message),
    error_code: errorCode,
    error_message: errorMessage,
    from,
    messaging_service_sid: service,
    num_media: media === undefined ? '0' : '1',
    num_segments: medium === 'whatsapp' ? '1' : String(message.segments),
    price: left && message.price !== null ? priceText(message.price.amount) : null,
    price_unit: message.price?.currency ?? 'IDR',
    sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
}

function directionOf({ direction, metadata }: Pick<Shown, 'direction' | 'metadata'>): string {
  if (direction === 'in') return 'inbound';
  return metadata[META.reply] === undefined ? 'outbound-api' : 'outbound-reply';
}
