import type { Message } from '../../messages/index.ts';
import { type Address, writeAddress } from '../dialect/addresses.ts';
import { whatsAppNumbers } from './numbers.ts';

/** Numbers of WhatsApp channels (`chn_…`); null where the provider has not told it yet. */
export type ChannelNumbers = ReadonlyMap<string, string | null>;

export async function channelNumbers(
  deps: Parameters<typeof whatsAppNumbers>[0],
  workspaceId: string,
): Promise<ChannelNumbers> {
  const numbers = await whatsAppNumbers(deps, workspaceId);
  return new Map(numbers.map(({ channel, number }) => [channel, number]));
}

/** Metadata that holds the address a message left under, written as Twilio writes it. */
export const FROM = 'twilio.from';

export interface ShownAddresses {
  readonly medium: Address['medium'];
  readonly to: string;
  readonly from: string;
}

/** A message over WhatsApp shows numbers with their prefix: a channel's name is nothing that a program could answer to. */
export function shownAddresses(
  {
    channel,
    direction,
    to,
    from,
    metadata,
  }: Pick<Message, 'direction' | 'to' | 'from' | 'metadata'> & {
    readonly channel: Pick<Message['channel'], 'id' | 'type'>;
  },
  numbers: ChannelNumbers,
): ShownAddresses {
  const own = numbers.get(channel.id);
  // Of a deleted channel only its type is left.
  const medium = own !== undefined || channel.type.startsWith('whatsapp') ? 'whatsapp' : 'sms';
  const written = (address: string): string => writeAddress({ medium, address });
  if (direction === 'in') return { medium, to: written(to), from: written(from) };
  const under = medium === 'whatsapp' ? (own ?? from) : from;
  return { medium, to: written(to), from: metadata[FROM] ?? written(under) };
}
