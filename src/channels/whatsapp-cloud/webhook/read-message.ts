/** One entry of `messages[]`: what a person wrote, or news about the person. */
import { z } from 'zod';
import type { ChannelEvent, Identity, IncomingEvent, ProviderTrace } from '../../channel.ts';
import { idText, phoneOf, record, text, timeOf } from './fields.ts';
import { readContent } from './read-content.ts';

export const Contact = z.looseObject({
  wa_id: idText,
  user_id: text,
  profile: z.looseObject({ name: text, username: text }).optional().catch(undefined),
});
export type Contact = z.output<typeof Contact>;

const Message = z.looseObject({
  id: z.string().min(1).max(512),
  from: idText,
  from_user_id: text,
  timestamp: idText,
  type: z.string().catch('unknown'),
  context: z.looseObject({ id: text }).optional().catch(undefined),
  referral: z
    .looseObject({ source_type: text, source_id: idText, ctwa_clid: text })
    .optional()
    .catch(undefined),
});

/** A change of number tells the new one here, a change of user id the new id. */
const Moved = z.looseObject({
  type: text,
  wa_id: idText,
  user_id: text,
});

export interface Place {
  /** The number it was sent to, E.164. */
  readonly to: string;
  readonly contacts: readonly Contact[];
  readonly now: number;
}

/** undefined for what has no id or no sender. */
export function readMessage(value: unknown, place: Place): ChannelEvent | undefined {
  const raw = record.safeParse(value);
  const parsed = Message.safeParse(value);
  if (!raw.success || !parsed.success) return undefined;
  const message = parsed.data;
  const contact = contactOf(place.contacts, message.from, message.from_user_id);
  const phone = phoneOf(message.from);
  const userId = message.from_user_id ?? contact?.user_id;
  const from = phone ?? userId;
  if (from === undefined) return undefined;
  const at = timeOf(message.timestamp, place.now);
  const moved =
    message.type === 'system' ? movedTo(raw.data['system'], message, { phone, userId, at }) : undefined;
  if (moved !== undefined) return moved;
  const { content, media, replyTo, text: said } = readContent(message.type, raw.data);
  const name = contact?.profile?.name ?? contact?.profile?.username;
  const answers = replyTo ?? message.context?.id;
  return {
    type: 'message',
    externalId: message.id,
    from,
    to: place.to,
    text: said,
    ...(content === undefined ? {} : { content }),
    ...(media === undefined ? {} : { media }),
    identities: identitiesOf(phone, userId),
    ...(name === undefined ? {} : { profileName: name.slice(0, 256) }),
    ...(answers === undefined ? {} : { replyTo: answers }),
    ...entryOf(message.referral),
    at,
  };
}

/** The entry that says the same number or id; the only one there is, when the message says nothing that could differ. */
function contactOf(
  contacts: readonly Contact[],
  from: string | undefined,
  userId: string | undefined,
): Contact | undefined {
  return (
    contacts.find(
      (one) => (from !== undefined && one.wa_id === from) || (userId !== undefined && one.user_id === userId),
    ) ?? (contacts.length === 1 && userId === undefined ? contacts[0] : undefined)
  );
}

function identitiesOf(phone: string | undefined, userId: string | undefined): Identity[] {
  return [
    ...(phone === undefined ? [] : [{ kind: 'phone', address: phone } as const]),
    ...(userId === undefined ? [] : [{ kind: 'whatsapp', address: userId } as const]),
  ];
}

/** An advertisement or a page led here: opens the free entry point window of 72 hours. */
function entryOf(
  referral: z.output<typeof Message>['referral'],
): Pick<IncomingEvent, 'entryPoint' | 'trace'> {
  if (referral === undefined) return {};
  const { source_type: entryPoint = 'referral', source_id: source, ctwa_clid: click } = referral;
  const trace: ProviderTrace = {
    ...(source === undefined ? {} : { referral_source_id: source }),
    ...(click === undefined ? {} : { ctwa_clid: click }),
  };
  return { entryPoint: entryPoint.slice(0, 64), trace };
}

interface Known {
  readonly phone: string | undefined;
  readonly userId: string | undefined;
  readonly at: Date;
}

function movedTo(
  value: unknown,
  { id }: { readonly id: string },
  { phone, userId, at }: Known,
): ChannelEvent | undefined {
  const parsed = Moved.safeParse(value);
  if (!parsed.success) return undefined;
  const { type, wa_id: number, user_id: current } = parsed.data;
  const changed = { type: 'identity_changed', externalId: id, at } as const;
  const newPhone = phoneOf(number);
  if (type === 'user_changed_number' && phone !== undefined && newPhone !== undefined)
    return { ...changed, kind: 'phone', previous: phone, current: newPhone };
  if (type === 'user_changed_user_id' && userId !== undefined && current !== undefined)
    return { ...changed, kind: 'whatsapp', previous: userId, current };
  return undefined;
}
