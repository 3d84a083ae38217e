/**
 * Coexistence: the number is shared with the WhatsApp Business app on a phone. What is written there comes as echoes;
 * its old chats and its address book are kept as they came, because they are neither from now nor for us to answer.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/history
 */
import { z } from 'zod';
import type { ChannelEvent, ChannelNotice } from '../../channel.ts';
import { idText, list, phoneOf, record, text, timeOf } from './fields.ts';
import { readContent } from './read-content.ts';
import { type Change, readNotice } from './read-notice.ts';

const Echo = z.looseObject({
  id: z.string().min(1).max(512),
  from: idText,
  to: idText,
  to_user_id: text,
  timestamp: idText,
  type: z.string().catch('unknown'),
  context: z.looseObject({ id: text }).optional().catch(undefined),
});

/** undefined for what has no id or no recipient. */
export function readEcho(value: unknown, own: string, now: number): ChannelEvent | undefined {
  const raw = record.safeParse(value);
  const parsed = Echo.safeParse(value);
  if (!raw.success || !parsed.success) return undefined;
  const { id, from, to: phone, to_user_id: userId, timestamp, type } = parsed.data;
  const to = phoneOf(phone) ?? userId;
  if (to === undefined) return undefined;
  const { content, media, text: said } = readContent(type, raw.data);
  return {
    type: 'echo',
    externalId: id,
    from: phoneOf(from) ?? own,
    to,
    text: said,
    ...(content === undefined ? {} : { content }),
    ...(media === undefined ? {} : { media }),
    at: timeOf(timestamp, now),
  };
}

/** Fields that are kept as they came. */
export const KEPT_AS_THEY_CAME: ReadonlySet<string> = new Set(['history', 'smb_app_state_sync']);

const Chunk = z.looseObject({
  metadata: z
    .looseObject({ phase: idText, chunk_order: idText, progress: idText })
    .optional()
    .catch(undefined),
  threads: list,
  errors: list,
});
const Thread = z.looseObject({ messages: list });

/** How far the copying is, for people; the whole value beside it, for whoever wants to read it later. */
export function readKept(change: Change): ChannelNotice {
  const { field, value, wabaId } = change;
  const chunks = list.parse(value['history']).flatMap((one) => {
    const parsed = Chunk.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
  const threads = chunks.flatMap((chunk) => chunk.threads);
  const messages = threads.flatMap((one) => Thread.safeParse(one).data?.messages ?? []).length;
  const declined = chunks.some(({ errors }) => errors.length > 0);
  const progress = chunks.at(-1)?.metadata?.progress;
  const entries = list.parse(value['state_sync']).length;
  return {
    ...readNotice(change),
    topic: 'other',
    state: declined ? 'declined' : progress === undefined ? 'kept' : `${progress} %`,
    data: { field, waba_id: wabaId, threads: threads.length, messages, entries },
    raw: { kind: field, json: JSON.stringify(value) },
  };
}
