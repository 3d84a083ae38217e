/** A payload as events, in the order in which they stand. Any JSON is read; nothing in it makes this fail. */
import { z } from 'zod';
import type { ChannelEvent } from '../../channel.ts';
import { idText, list, phoneOf, record, timeOf } from './fields.ts';
import { KEPT_AS_THEY_CAME, readEcho, readKept } from './read-copies.ts';
import { Contact, readMessage } from './read-message.ts';
import { type Change, readNotice } from './read-notice.ts';
import { readPreference, readUserIdUpdate } from './read-people.ts';
import { readStatus } from './read-status.ts';

export interface PayloadContext {
  /** Numbers of one account share a webhook; what is for another number is not ours. */
  readonly phoneNumberId: string;
  readonly now: number;
  readonly clean: (words: string, text?: string, addresses?: readonly string[]) => string;
}

export interface ReadPayload {
  readonly events: readonly ChannelEvent[];
  /** Entries for other numbers of the account. */
  readonly foreign: number;
  /** States that say nothing about delivery. */
  readonly ignored: number;
}

const Payload = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});
const Entry = z.looseObject({ id: idText, time: idText, changes: list });
const ChangeShape = z.looseObject({ field: z.string().min(1).max(100), value: record });
const Value = z.looseObject({
  metadata: z
    .looseObject({ display_phone_number: idText, phone_number_id: idText })
    .optional()
    .catch(undefined),
  contacts: list,
  messages: list,
  statuses: list,
  user_preferences: list,
  message_echoes: list,
});

/** undefined for what is no webhook of WhatsApp. */
export function readPayload(payload: unknown, context: PayloadContext): ReadPayload | undefined {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) return undefined;
  const all: ChannelEvent[] = [];
  const read = { events: all, foreign: 0, ignored: 0 };
  for (const value of parsed.data.entry) {
    const entry = Entry.safeParse(value);
    if (!entry.success) continue;
    const { id = '', time, changes } = entry.data;
    for (const one of changes) {
      const shape = ChangeShape.safeParse(one);
      if (!shape.success) continue;
      const change = { ...shape.data, wabaId: id, time, at: timeOf(time, context.now) };
      const { events, foreign, ignored } = readChange(change, context);
      read.events.push(...events);
      read.foreign += foreign;
      read.ignored += ignored;
    }
  }
  return read;
}

function readChange(change: Change, context: PayloadContext): ReadPayload {
  const { field, value } = change;
  const parsed = Value.parse(value);
  const of = parsed.metadata?.phone_number_id;
  if (of !== undefined && of !== context.phoneNumberId) return { events: [], foreign: 1, ignored: 0 };
  if (KEPT_AS_THEY_CAME.has(field)) return { events: [readKept(change)], foreign: 0, ignored: 0 };
  switch (field) {
    case 'messages':
      return readMessages(change, parsed, context);
    case 'smb_message_echoes':
      return readEchoes(change, parsed, context);
    case 'user_preferences':
      return known(
        change,
        parsed.user_preferences.map((one) => readPreference(one, context.now)),
      );
    case 'user_id_update': {
      const listed = list.parse(value['user_id_update']);
      return known(
        change,
        (listed.length > 0 ? listed : [value]).map((one) => readUserIdUpdate(one, context.now)),
      );
    }
    default:
      return { events: [readNotice(change)], foreign: 0, ignored: 0 };
  }
}

/** What could not be read is kept as a notice. */
function known(change: Change, read: readonly (ChannelEvent | undefined)[]): ReadPayload {
  const events = read.filter((event) => event !== undefined);
  return { events: events.length === 0 ? [readNotice(change)] : events, foreign: 0, ignored: 0 };
}

function readEchoes(
  change: Change,
  { metadata, message_echoes: echoes }: z.output<typeof Value>,
  { now }: PayloadContext,
): ReadPayload {
  const own = ownNumber(metadata);
  const events = echoes.map(
    (one) => readEcho(one, own, now) ?? readNotice({ ...change, value: { message_echo: one } }),
  );
  return { events: events.length === 0 ? [readNotice(change)] : events, foreign: 0, ignored: 0 };
}

const ownNumber = (metadata: z.output<typeof Value>['metadata']): string =>
  phoneOf(metadata?.display_phone_number) ?? metadata?.phone_number_id ?? '';

function readMessages(
  change: Change,
  { metadata, contacts, messages, statuses }: z.output<typeof Value>,
  { now, clean }: PayloadContext,
): ReadPayload {
  const people = contacts.flatMap((one) => {
    const contact = Contact.safeParse(one);
    return contact.success ? [contact.data] : [];
  });
  const to = ownNumber(metadata);
  const received = messages.map(
    (one) =>
      readMessage(one, { to, contacts: people, now }) ?? readNotice({ ...change, value: { message: one } }),
  );
  const receipts = statuses.map((one) => readStatus(one, now, clean));
  const told = receipts.filter((one) => one !== undefined);
  const events = [...received, ...told];
  // Errors of the account or the number stand beside neither.
  const bare = messages.length === 0 && statuses.length === 0;
  return {
    events: bare ? [readNotice(change)] : events,
    foreign: 0,
    ignored: receipts.length - told.length,
  };
}
