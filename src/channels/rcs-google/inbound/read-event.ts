/**
 * What the platform tells: about messages of ours, and what people wrote.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events
 */
import { createHash } from 'node:crypto';
import type { ChannelEvent, ReceiptEvent } from '../../channel.ts';
import { ownIdIn } from '../message-id.ts';
import { bareAgentId } from '../settings.ts';
import { Envelope } from './envelope.ts';
import { readMessage } from './read-message.ts';

/** `ignored`: understood, and nothing to store. */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: ChannelEvent }
  | { readonly kind: 'ignored' | 'unreadable'; readonly why: string };

const ignored = (why: string): ReadEvent => ({ kind: 'ignored', why });

export function readEvent(data: unknown, agentId: string, now: number): ReadEvent {
  const envelope = Envelope.safeParse(data).data;
  if (envelope === undefined) return { kind: 'unreadable', why: 'neither event nor message' };
  // The webhook of a partner hears of all its agents.
  if (envelope.agentId !== undefined && bareAgentId(envelope.agentId) !== bareAgentId(agentId))
    return ignored('another agent');
  const at = timeOf(envelope.sendTime, now);
  if (envelope.eventType !== undefined) return readNews(envelope, envelope.eventType, at);
  const message = readMessage(envelope, agentId, at);
  return message === undefined
    ? { kind: 'unreadable', why: 'neither event nor message' }
    : { kind: 'event', event: message };
}

function readNews(envelope: Envelope, eventType: string, at: Date): ReadEvent {
  switch (eventType) {
    case 'DELIVERED':
      return receipt(envelope, eventType, { status: 'delivered' }, at);
    case 'READ':
      return receipt(envelope, eventType, { status: 'read' }, at);
    case 'TTL_EXPIRATION_REVOKED':
      return receipt(envelope, eventType, { status: 'expired', code: 'expired' }, at);
    case 'TTL_EXPIRATION_REVOKE_FAILED':
      return receipt(
        envelope,
        eventType,
        { status: 'failed', code: 'timeout', detail: 'Too late to take it back: it may still arrive.' },
        at,
      );
    case 'SUBSCRIBE':
      return preference(envelope, 'resume', at);
    case 'UNSUBSCRIBE':
      return preference(envelope, 'stop', at);
    default:
      return ignored(eventType);
  }
}

function receipt(
  { messageId }: Envelope,
  eventType: string,
  said: Pick<ReceiptEvent, 'status' | 'code' | 'detail'>,
  at: Date,
): ReadEvent {
  if (messageId === undefined) return { kind: 'unreadable', why: `${eventType} without a message` };
  const reference = ownIdIn(messageId);
  return {
    kind: 'event',
    event: {
      type: 'receipt',
      externalId: messageId,
      ...(reference === undefined ? {} : { reference }),
      ...said,
      at,
      trace: { event: eventType },
    },
  };
}

function preference(
  { senderPhoneNumber, eventId }: Envelope,
  marketing: 'stop' | 'resume',
  at: Date,
): ReadEvent {
  if (senderPhoneNumber === undefined) return { kind: 'unreadable', why: 'a preference of nobody' };
  const externalId = eventId ?? idOf([senderPhoneNumber, marketing, at.toISOString()]);
  return {
    kind: 'event',
    event: { type: 'preference', externalId, address: senderPhoneNumber, marketing, at },
  };
}

/** The same for a repetition. */
const idOf = (parts: readonly string[]): string =>
  `h-${createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('base64url').slice(0, 32)}`;

/** RFC 3339; up to nine digits of a second are cut to three. The future is not believed. */
function timeOf(sendTime: string | undefined, now: number): Date {
  const time = Date.parse((sendTime ?? '').replace(/(\.\d{3})\d+/, '$1'));
  return new Date(Number.isFinite(time) && time >= 0 ? Math.min(time, now) : now);
}
