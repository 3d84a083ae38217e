/** News about people: another user id, and whether they want marketing. */
import { z } from 'zod';
import type { ChannelEvent } from '../../channel.ts';
import { idText, phoneOf, text, timeOf } from './fields.ts';

const Preference = z.looseObject({
  wa_id: idText,
  user_id: text,
  category: text,
  value: z.enum(['stop', 'resume']),
  timestamp: idText,
});

/** `user_preferences[]`. undefined for a category that is not marketing, or nobody's. */
export function readPreference(value: unknown, now: number): ChannelEvent | undefined {
  const parsed = Preference.safeParse(value);
  if (!parsed.success || (parsed.data.category ?? 'marketing_messages') !== 'marketing_messages')
    return undefined;
  const { wa_id: number, user_id: userId, value: marketing, timestamp } = parsed.data;
  const address = phoneOf(number) ?? userId;
  if (address === undefined) return undefined;
  const externalId = `user_preferences:${address}:${timestamp ?? ''}:${marketing}`;
  return { type: 'preference', externalId, address, marketing, at: timeOf(timestamp, now) };
}

const Moved = z.looseObject({ previous: z.string().min(1), current: z.string().min(1) });
const Update = z.looseObject({ timestamp: idText, user_id: z.unknown() });

/** `user_id_update`: a person's business-scoped id is made anew with a new number. */
export function readUserIdUpdate(value: unknown, now: number): ChannelEvent | undefined {
  const update = Update.safeParse(value);
  if (!update.success) return undefined;
  const moved = [update.data.user_id, value].map((one) => Moved.safeParse(one)).find((one) => one.success);
  if (moved?.data === undefined) return undefined;
  const { previous, current } = moved.data;
  return {
    type: 'identity_changed',
    externalId: `user_id_update:${previous}:${current}`.slice(0, 512),
    kind: 'whatsapp',
    previous,
    current,
    at: timeOf(update.data.timestamp, now),
  };
}
