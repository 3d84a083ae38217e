/** Request and response shapes of messages. The console imports this file. */
import { z } from 'zod';
import { IncomingContent, MediaSource, OutgoingContent, TemplateContent } from '../../lib/message-content.ts';
import { isStorable, NOT_STORABLE_REMEDY } from '../../lib/storable-text.ts';
import { RouteReason } from '../routing/contract.ts';

const Timestamp = z.iso.datetime();

export const MESSAGE_CLASSES = ['otp', 'transactional', 'conversation', 'marketing'] as const;
export const MessageClass = z.enum(MESSAGE_CLASSES);
export type MessageClass = z.infer<typeof MessageClass>;

export const MESSAGE_STATUSES = [
  'accepted',
  'held',
  'queued',
  'sending',
  'unknown',
  'sent',
  'canceled',
  'expired',
  'failed',
  'delivered',
  'read',
  'received',
] as const;
export const MessageStatus = z.enum(MESSAGE_STATUSES);
export type MessageStatus = z.infer<typeof MessageStatus>;

export const MAX_BATCH = 1000;
/** Ten segments of UCS-2 would be 670; 1,600 is what existing SMS programs expect. */
export const MAX_TEXT_LENGTH = 1600;
const METADATA_KEYS = 20;

export const Metadata = z
  .record(
    z.string().min(1).max(40).refine(isStorable, NOT_STORABLE_REMEDY),
    z.string().max(500).refine(isStorable, NOT_STORABLE_REMEDY),
  )
  .refine((metadata) => Object.keys(metadata).length <= METADATA_KEYS, `Use at most ${METADATA_KEYS} keys.`);

/** A file of the workspace (`file_…`), or an address that the provider fetches itself. */
const HeaderFile = z
  .strictObject({ ...MediaSource.shape, filename: z.string().min(1).max(240).optional() })
  .refine(({ file, url }) => (file === undefined) !== (url === undefined), 'Give either file or url.');

const TemplateWish = z.strictObject({
  /** Id or short name. */
  id: z.string().max(64),
  /** The newest that may be sent when left out. */
  version: z.int().min(1).optional(),
  /** The template's own when left out. */
  language: z.string().max(12).optional(),
  variables: z.record(z.string(), z.union([z.string().max(500), z.number()])).default({}),
  /** Instead of the picture, video or document in the template's header, e.g. this customer's invoice. */
  header: HeaderFile.optional(),
});

/** One message to send. */
export const SendMessage = z
  .strictObject({
    /**
     * A phone number (`0812-3456-7890`, `62812…`, `+62812…`), a contact (`con_…`) or one of its identities (`idn_…`).
     * May be left out with `replyTo`: an answer goes to the address that wrote.
     */
    to: z.string().min(1, 'Give the recipient, e.g. "+6281234567890".').max(64).optional(),
    /** Address of one of the workspace's senders; its default sender when left out. */
    from: z.string().min(1).max(64).optional(),
    /** A channel's id, or `auto`. */
    channel: z.string().max(64).default('auto'),
    text: z
      .string()
      .min(1, 'Write a text, or name a template.')
      .max(MAX_TEXT_LENGTH, `Shorten the text to ${MAX_TEXT_LENGTH} characters.`)
      .refine(isStorable, NOT_STORABLE_REMEDY)
      .optional(),
    /** More than a text: a file, a place, buttons, a list… Channels that cannot show it send it in plain words as a fallback. */
    content: OutgoingContent.optional(),
    /** The message (`msg_…`) that this one answers: it goes to the same person over the same channel. */
    replyTo: z.string().min(1).max(64).optional(),
    /** Approved content instead of a text, with values for its variables. */
    template: TemplateWish.optional(),
    class: MessageClass.default('transactional'),
    /** Not before this moment; at most 90 days ahead. */
    sendAt: z.iso.datetime({ offset: true }).optional(),
    /** Give up when it has not left within so many seconds (from `sendAt`, or from now). 60 s to 7 days. */
    validitySeconds: z.int().min(60).max(604_800).optional(),
    metadata: Metadata.optional(),
  })
  .refine(
    ({ to, replyTo, content }) => to !== undefined || replyTo !== undefined || content?.type === 'reaction',
    { path: ['to'], error: 'Give the recipient, e.g. "+6281234567890", or the message to answer.' },
  );
export type SendMessage = z.input<typeof SendMessage>;

/** What the gate said about one message of a request. */
export const AcceptedMessage = z.object({
  id: z.string(),
  status: MessageStatus,
  to: z.string(),
  from: z.string(),
  channel: z.string(),
  class: MessageClass,
  operator: z.string().nullable(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  segments: z.number().int(),
  /** Minor units (1/100 rupiah); null where no price is known. */
  price: z.object({ amount: z.number().int(), currency: z.string() }).nullable(),
  sendAt: Timestamp.nullable(),
  expiresAt: Timestamp,
  createdAt: Timestamp,
});
export type AcceptedMessage = z.infer<typeof AcceptedMessage>;

export const RefusedMessage = z.object({
  error: z.object({
    code: z.string(),
    title: z.string(),
    field: z.string().optional(),
    detail: z.string().optional(),
    remedy: z.string(),
  }),
});
/** Answer to an array: one entry per message, in order. */
export const BatchResult = z.object({
  accepted: z.number().int(),
  refused: z.number().int(),
  items: z.array(z.union([AcceptedMessage, RefusedMessage])),
});
export type BatchResult = z.infer<typeof BatchResult>;

/** One message as lists show it. */
export const Message = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  status: MessageStatus,
  /** Why it failed, is held or unknown; codes of docs/errors.md. */
  reason: z.object({ code: z.string(), detail: z.string().nullable() }).nullable(),
  class: MessageClass,
  channel: z.object({ id: z.string(), name: z.string(), type: z.string() }),
  to: z.string(),
  from: z.string(),
  operator: z.string().nullable(),
  /** The text, or what `content` says in plain words. Null for OTP-class bodies, which nobody but the recipient may read. */
  text: z.string().nullable(),
  /** Null for plain texts and for one-time codes. */
  content: z.union([OutgoingContent, TemplateContent, IncomingContent]).nullable(),
  /** The message that this one answers or reacts to. */
  replyTo: z.string().nullable(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  segments: z.number().int(),
  price: z.object({ amount: z.number().int(), currency: z.string() }).nullable(),
  metadata: z.record(z.string(), z.string()),
  sendAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
  createdAt: Timestamp,
  /** Time of the latest status. */
  updatedAt: Timestamp,
});
export type Message = z.infer<typeof Message>;

export const TimelineEntry = z.object({
  status: MessageStatus,
  at: Timestamp,
  attempt: z.number().int(),
  /** Part of a long text, from 1; 0 speaks of the whole message. */
  part: z.number().int(),
  reason: z.object({ code: z.string(), detail: z.string().nullable() }).nullable(),
  externalId: z.string().nullable(),
  /** What was said on the wire, without secrets and without the text. */
  trace: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const MessageDetail = Message.extend({
  timeline: z.array(TimelineEntry),
  /** The person, where the address belongs to a contact. */
  contact: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  /** The version of the template that it was made from; null for what was written freely. */
  template: z
    .object({
      id: z.string(),
      name: z.string(),
      version: z.number().int(),
      language: z.string(),
      newest: z.number().int(),
    })
    .nullable()
    .optional(),
  /**
   * What it costs as far as that is not simply its price: while it waits for the evidence that it arrived (`open`), and where
   * the provider charged something else, nothing included.
   */
  charge: z
    .object({
      amount: z.number().int(),
      currency: z.string(),
      /** As the provider charges it; null where it knows no categories. */
      category: z.string().nullable(),
      open: z.boolean(),
    })
    .nullable()
    .optional(),
  /** Why it took its channel; null where the usual one was simply there. */
  route: RouteReason.nullable().optional(),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

/** Some channels take free content only for a while after the person wrote (WhatsApp: 24 hours). */
export const ConversationWindow = z.object({
  /** False where the channel has no such limit. */
  required: z.boolean(),
  open: z.boolean(),
  /** Null for people who never wrote, and where nothing is required. */
  openUntil: Timestamp.nullable(),
  remainingSeconds: z.number().int().nullable(),
});
export type ConversationWindow = z.infer<typeof ConversationWindow>;

export const ListMessages = z.strictObject({
  /** The `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  direction: z.enum(['out', 'in']).optional(),
  status: MessageStatus.optional(),
  class: MessageClass.optional(),
  channel: z.string().max(64).optional(),
  /** A whole number, in any of the forms `to` takes. */
  phone: z.string().max(64).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});
export const MessagePage = z.object({ items: z.array(Message), next: z.string().nullable() });
export type MessagePage = z.infer<typeof MessagePage>;

/** Numbers of one day in the workspace's zone; `GET /v1/messages/summary?day=2026-11-21`. */
export const Summary = z.object({
  day: z.iso.date(),
  timeZone: z.string(),
  accepted: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  expired: z.number().int(),
  unknown: z.number().int(),
  received: z.number().int(),
  waiting: z.number().int(),
  deadLetters: z.number().int(),
  /** Cost of what was accepted that day. */
  cost: z.object({ amount: z.number().int(), currency: z.string() }),
  /** Accepted, delivered and failed for each hour 0-23. */
  hours: z.array(
    z.object({
      hour: z.number().int(),
      accepted: z.number().int(),
      delivered: z.number().int(),
      failed: z.number().int(),
    }),
  ),
});
export type Summary = z.infer<typeof Summary>;

export const DeadLetter = z.object({
  message: Message,
  code: z.string(),
  detail: z.string().nullable(),
  attempts: z.number().int(),
  at: Timestamp,
});
export const DeadLetterPage = z.object({ items: z.array(DeadLetter), next: z.string().nullable() });
export const Redrive = z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(100) });
export const RedriveResult = z.object({ redriven: z.number().int() });

/** Something a provider brought over a channel that is no message of this system: old chats, an address book, an unknown kind. */
export const KeptEntry = z.object({
  id: z.string(),
  /** The provider's word for it, e.g. `history`. */
  kind: z.string(),
  /** When it happened, as the provider says. */
  at: Timestamp,
  keptAt: Timestamp,
  /** Characters of its JSON. */
  size: z.number().int(),
});
export type KeptEntry = z.infer<typeof KeptEntry>;
export const KeptPage = z.object({ items: z.array(KeptEntry), next: z.string().nullable() });
export type KeptPage = z.infer<typeof KeptPage>;
/** As it came; people's numbers are masked for those who may not see them. */
export const KeptDetail = KeptEntry.extend({ raw: z.unknown() });
export type KeptDetail = z.infer<typeof KeptDetail>;

/** Letters of a code or channel, or of a time: no filter at all means all of them. */
export const RedriveMatching = z.strictObject({
  code: z.string().max(64).optional(),
  channel: z.string().max(64).optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  /** Letters of a later time stay: repeat a request with the same value, and nothing is sent again that failed again. */
  until: z.iso.datetime({ offset: true }).optional(),
});
export const RedriveMatchingResult = z.object({
  redriven: z.number().int(),
  /** Letters that stay: to people who opted out, or not covered by the balance. */
  kept: z.number().int(),
  /** More than 10,000 matched; ask again for the next ones. */
  more: z.boolean(),
});

/** What `POST /v1/messages/quote` would make of a message, without sending it: the send form's live counter. */
export const QuoteMessage = z
  .strictObject({
    to: z.string().max(64).optional(),
    text: z.string().max(MAX_TEXT_LENGTH).optional(),
    content: OutgoingContent.optional(),
    template: TemplateWish.optional(),
    class: MessageClass.optional(),
    channel: z.string().max(64).default('auto'),
  })
  .refine(
    ({ text, content, template }) =>
      [text, content, template].filter((one) => one !== undefined).length === 1,
    { path: ['text'], error: 'Give one of text, content and template.' },
  );
const QuotedPrice = z.object({ amount: z.number().int(), currency: z.string() }).nullable();
export const Quote = z.object({
  encoding: z.enum(['GSM-7', 'UCS-2']),
  units: z.number().int(),
  segments: z.number().int(),
  operator: z.string().nullable(),
  /** For this recipient now; without one, for people who have not written within the window. Null where none is set. */
  price: QuotedPrice,
  /** What the provider charges it as; null where it knows no categories. */
  category: z.string().nullable(),
  /** What it costs while the person may be written to freely, and whether this one may; null where that makes no difference. */
  inWindow: z.object({ open: z.boolean(), price: QuotedPrice }).nullable(),
});
export type Quote = z.infer<typeof Quote>;

/** Virtual phone: people a sandbox channel talked with. */
export const PhoneThread = z.object({
  phone: z.string(),
  lastAt: Timestamp,
  lastText: z.string().nullable(),
});
export const PhoneMessage = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  /** Shown in clear, OTP included: it is the recipient's own phone. */
  text: z.string(),
  content: z.union([OutgoingContent, TemplateContent, IncomingContent]).nullable(),
  replyTo: z.string().nullable(),
  sender: z.string(),
  at: Timestamp,
  status: MessageStatus,
});
export type PhoneMessage = z.infer<typeof PhoneMessage>;
/** A text, or a content in its place: a button pressed, a reaction, a file (uploaded before), a place. */
export const PhoneReply = z
  .strictObject({
    phone: z.string().max(64),
    to: z.string().min(1).max(64),
    text: z.string().min(1).max(MAX_TEXT_LENGTH).optional(),
    content: IncomingContent.optional(),
    /** The message that it answers; a reaction names its own. */
    replyTo: z.string().max(64).optional(),
  })
  .refine(({ text, content }) => (text === undefined) !== (content === undefined), {
    path: ['text'],
    error: 'Give either text or content.',
  });
export const PhoneReceipt = z.strictObject({
  messageId: z.string().max(64),
  status: z.enum(['delivered', 'read', 'failed']),
});
export const TestSend = z.strictObject({
  to: z.string().min(1).max(64),
  text: z.string().min(1).max(MAX_TEXT_LENGTH).optional(),
});

/** One channel of `GET /v1/pipeline`, over all processes that hold it. */
export const PipelineChannel = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  enabled: z.boolean(),
  state: z.enum(['connecting', 'up', 'degraded', 'down', 'stopped']),
  /** Why, e.g. `breaker_open`, `credentials_refused`. */
  code: z.string().nullable(),
  /** Null while no process holds the channel; so are pace and figures of memory. */
  breaker: z.enum(['closed', 'half_open', 'open']).nullable(),
  /** Messages per second that may leave now, and as configured. */
  pace: z.object({ now: z.number(), configured: z.number() }).nullable(),
  /** What is due and has not left, by class. */
  lanes: z.array(
    z.object({
      class: MessageClass,
      waiting: z.number().int(),
      /** There are more than `waiting`: at most 10,000 are counted in the outbox. */
      more: z.boolean(),
      oldestSeconds: z.number().int().nullable(),
    }),
  ),
  /** Handed to the provider, not answered yet. */
  inFlight: z.number().int(),
  /** Answered, not stored yet. */
  unrecorded: z.number().int(),
  sentPerSecond: z.number(),
  /** Messages taken by the provider in each ten seconds of the last five minutes, oldest first. */
  rates: z.array(z.number().int()),
  /** Among messages accepted within the last hour. */
  errors: z.array(
    z.object({ status: MessageStatus, code: z.string().nullable(), messages: z.number().int() }),
  ),
  /** A sample of what was sent 10 to 60 minutes ago; null where no receipts come or nobody has looked yet. */
  receipts: z
    .object({
      sampled: z.number().int(),
      missing: z.number().int(),
      /** Since when too many are missing. */
      missingSince: Timestamp.nullable(),
      at: Timestamp,
    })
    .nullable(),
});
export type PipelineChannel = z.infer<typeof PipelineChannel>;

/** Something about the installation that stops or slows everybody down. */
export const PipelineAlarm = z.object({
  code: z.enum(['disk_nearly_full', 'disk_filling', 'transaction_open', 'queue_bloated', 'log_held']),
  since: Timestamp,
  /** Percent of the disk, seconds, dead rows, or bytes. */
  value: z.number(),
  /** The queue's table; null where it is about the whole database. */
  subject: z.string().nullable(),
});
export type PipelineAlarm = z.infer<typeof PipelineAlarm>;

export const Pipeline = z.object({
  at: Timestamp,
  /** What is wrong with the database that everybody shares, as far as the process that answers can see it. */
  alarms: z.array(PipelineAlarm),
  channels: z.array(PipelineChannel),
  /** Only the newest 1,000 errors of each status were counted. */
  errorsCapped: z.boolean(),
  /** At most 10,000 are counted. */
  deadLetters: z.number().int(),
});
export type Pipeline = z.infer<typeof Pipeline>;

/** Server-sent events of `GET /v1/live`: event name → data. */
export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message.accepted'), id: z.string() }),
  z.object({ type: z.literal('message.status_changed'), id: z.string(), status: MessageStatus }),
  z.object({ type: z.literal('message.received'), id: z.string() }),
  /** Something about it is known now that was not: the file that a person sent. */
  z.object({ type: z.literal('message.changed'), id: z.string() }),
  z.object({ type: z.literal('channel.health_changed'), id: z.string(), state: z.string() }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
