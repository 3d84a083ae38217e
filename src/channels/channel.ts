/**
 * The channel contract: what an adapter is, and nothing about how it is used.
 *
 * An adapter is a translator, not an actor. It turns a message into a provider's
 * wire format and a provider's evidence into events. It touches no database, no
 * queue and no environment; everything it may use arrives in `ChannelDeps`.
 */
import type { z } from 'zod';
import type {
  ContentKind,
  IncomingContent,
  MediaKind,
  OutgoingContent,
  TemplateContent,
} from '../lib/message-content.ts';
import type { ChannelDeps } from './shared/surroundings.ts';
import type { TemplateDraft, TemplateNews, TemplateState } from './shared/template-words.ts';

export type * from './shared/surroundings.ts';
export type * from './shared/template-words.ts';

/** What a channel type addresses people by. `phone` addresses are E.164 with `+`. */
export type AddressKind = 'phone' | 'email' | 'opaque';

export type MessageClass = 'otp' | 'transactional' | 'conversation' | 'marketing';

/** A message as an adapter sees it: resolved, priced and allowed to leave. */
export interface OutgoingMessage {
  /** Public message id (`msg_…`); providers that take a reference get this one. */
  readonly id: string;
  readonly to: string;
  /** The sender's address on this channel type, e.g. `TOKOBUNGA` or `+628111000222`. */
  readonly from: string;
  /** The text, or what `content` says in plain words for channels and lists that show nothing else. */
  readonly text: string;
  /** Anything but a plain text, within the channel's capabilities. A reaction's `message` is the provider's id here. */
  readonly content?: OutgoingContent | TemplateContent;
  /** The provider's id of the message this one answers. */
  readonly replyTo?: string;
  readonly class: MessageClass;
  /** After this moment the message must no longer be delivered. */
  readonly expiresAt: Date | undefined;
  /** Sending attempt, counted from 1. */
  readonly attempt: number;
}

/**
 * Why a provider did not take a message. The code is stable and shown to people;
 * `kind` decides what the dispatcher does next.
 * - `retryable`: certainly not taken, may be taken later (throttled, queue full, link down before the write)
 * - `permanent`: certainly not taken and never will be (bad number, sender not allowed)
 * - `unknown`: may or may not have been taken (no answer before the deadline, link lost after the write)
 */
export interface SendError {
  readonly kind: 'retryable' | 'permanent' | 'unknown';
  readonly code: SendErrorCode;
  /** Words of the provider, already free of secrets and of message text. */
  readonly detail: string;
  /** The provider's own idea of when to try again, milliseconds. */
  readonly retryAfterMs?: number;
  /**
   * Whom the refusal is about; the whole channel when left out. `recipient`: others may be sent to meanwhile
   * (a limit per person), so neither its pace nor its breaker is touched.
   */
  readonly scope?: 'recipient';
  /** `message`: only another kind of content may reach this person now, e.g. an approved template. */
  readonly remedy?: 'template' | 'other_channel';
}

export type SendErrorCode =
  | 'throttled'
  | 'provider_busy'
  | 'not_connected'
  | 'timeout'
  | 'connection_lost'
  | 'recipient_invalid'
  | 'recipient_unreachable'
  | 'sender_not_allowed'
  | 'content_refused'
  | 'message_invalid'
  | 'expired'
  /** The person has not written lately; only approved templates may leave (WhatsApp 131047). */
  | 'window_closed'
  /** The provider refuses this template: unknown, paused, disabled, or its values do not fit. */
  | 'template_refused'
  /** The person, or the provider for the person's sake, wants no marketing. */
  | 'recipient_opted_out'
  /** Money is owed to the provider. */
  | 'payment_required'
  | 'media_refused'
  | 'credentials_refused'
  | 'provider_error';

export interface SendAccepted {
  readonly kind: 'accepted';
  /** One id per part in part order; a message that left as one piece has one. */
  readonly externalIds: readonly string[];
  readonly trace?: ProviderTrace;
}

export type SendOutcome = SendAccepted | (SendError & { readonly trace?: ProviderTrace });

/** What was said on the wire, for the timeline: small, flat, without secrets and without message text. */
export type ProviderTrace = Readonly<Record<string, string | number | boolean>>;

/** Evidence about a message that was sent earlier. */
export interface ReceiptEvent {
  readonly type: 'receipt';
  readonly externalId: string;
  /** Our own id of the message where the provider gives it back: finds it although no answer ever came. */
  readonly reference?: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed' | 'expired';
  readonly at: Date;
  readonly code?: SendErrorCode | undefined;
  readonly detail?: string;
  /** What the provider says it charges for the message. */
  readonly billing?: { readonly billable: boolean; readonly category?: ChargeCategory };
  readonly trace?: ProviderTrace;
}

/** What a provider charges a message as. `service`: free content to a person who wrote. */
export type ChargeCategory =
  | 'marketing'
  | 'utility'
  | 'authentication'
  | 'authentication-international'
  | 'service';

/** A message from a person. Parts of one text are already joined. */
export interface IncomingEvent {
  readonly type: 'message';
  /** Unique per channel; the pipeline stores an id once, however often it arrives. */
  readonly externalId: string;
  /** The address to answer to: the phone number where it is known, else the provider's id of the person. */
  readonly from: string;
  readonly to: string;
  /** The text, or what `content` says in plain words (a caption, a button's title); may be empty. */
  readonly text: string;
  readonly content?: IncomingContent;
  /** The file behind `content`; fetched after the event is stored, by `download`. */
  readonly media?: MediaReference;
  /** Everything known to be this same person, `from` among it. */
  readonly identities?: readonly Identity[];
  /** The name the person shows on this channel. */
  readonly profileName?: string;
  /** The provider's id of the message this one answers or reacts to. */
  readonly replyTo?: string;
  /** It reached the business through an advertisement or a page: opens a longer window. */
  readonly entryPoint?: string;
  readonly at: Date;
  readonly trace?: ProviderTrace;
}

export interface Identity {
  readonly kind: 'phone' | 'whatsapp' | 'email' | 'webchat';
  readonly address: string;
}

/** A file at the provider, which keeps it for days only. */
export interface MediaReference {
  readonly externalId: string;
  readonly kind: MediaKind;
  readonly mime?: string;
  /** Lower case hex, where the provider tells it. */
  readonly sha256?: string;
}

/** A message that left the business elsewhere, e.g. from the app on a phone that shares the number. It is sent already. */
export interface EchoEvent {
  readonly type: 'echo';
  /** The provider's id of it; receipts name it. */
  readonly externalId: string;
  readonly from: string;
  /** The person's address. */
  readonly to: string;
  readonly text: string;
  readonly content?: IncomingContent;
  readonly media?: MediaReference;
  readonly at: Date;
}

/** A person goes by another address from now on; what came from the old one is the same person. */
export interface IdentityChangedEvent {
  readonly type: 'identity_changed';
  /** Unique per channel; applied once, however often it arrives. */
  readonly externalId: string;
  readonly kind: Identity['kind'];
  readonly previous: string;
  readonly current: string;
  readonly at: Date;
}

/** The person wants marketing no more, or again, told to the provider rather than to us. */
export interface PreferenceEvent {
  readonly type: 'preference';
  readonly externalId: string;
  readonly address: string;
  readonly marketing: 'stop' | 'resume';
  readonly at: Date;
}

/** News about the business itself rather than about a message. Whoever owns the matter subscribes by `topic`. */
export interface ChannelNotice {
  readonly type: 'notice';
  readonly externalId: string;
  readonly topic:
    | 'template_status'
    | 'template_category'
    | 'template_quality'
    | 'number'
    | 'account'
    | 'other';
  /** What it is about: a template's id at the provider, a number. */
  readonly subject: string;
  /** The new state in the provider's words, e.g. `REJECTED`. */
  readonly state: string;
  /** Why, and what may be done, in the provider's words. */
  readonly detail?: string;
  readonly level: 'info' | 'warning' | 'critical';
  readonly at: Date;
  /** The provider's fields, without secrets. */
  readonly data: ProviderTrace;
  /** Of news about a template, what it says in our words. */
  readonly template?: TemplateNews;
  /** Too much for a notice, and kept as it came. */
  readonly raw?: { readonly kind: string; readonly json: string };
}

export type ChannelEvent =
  | ReceiptEvent
  | IncomingEvent
  | EchoEvent
  | IdentityChangedEvent
  | PreferenceEvent
  | ChannelNotice;

/**
 * Hands an event to the pipeline. The promise settles once the event is
 * committed: an adapter acknowledges to its provider only after that, and does
 * not acknowledge (so that the provider repeats) when it rejects.
 */
export type EmitEvent = (event: ChannelEvent) => Promise<void>;

/** Whoever brought an event and waits until it is stored. */
export interface Bringer {
  /** Called once: after the commit, or with the reason why the provider has to repeat the event. */
  settled(isStored: boolean, error?: unknown): void;
}

/** The same for a connection that brings tens of thousands in a second: calls back, without a promise for each. */
export type TakeEvent = (event: ChannelEvent, bringer: Bringer) => void;

export type HealthState = 'connecting' | 'up' | 'degraded' | 'down' | 'stopped';

/** How the connection fares. `stopped` means it will not try again until a person acts. */
export interface ChannelHealth {
  readonly state: HealthState;
  /** Stable code for the interface to translate, e.g. `credentials_refused`. */
  readonly code?: string;
  /** One sentence for a person: what is wrong. */
  readonly detail?: string;
  readonly since: Date;
}

/** Whoever waits for the outcome of a message. */
export interface Caller {
  /** Called once. */
  answered(outcome: SendOutcome): void;
}

export interface ChannelConnection {
  /** Resolves with a typed outcome, never rejects for anything a provider does. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** The same for a connection that takes tens of thousands in a second: calls back, later, without a promise for each. */
  submit?(message: OutgoingMessage, signal: AbortSignal, caller: Caller): void;
  /** Starts whatever listens (binds, sockets, mailboxes). Called once, before the first `send`. */
  listen?(take: TakeEvent): void;
  /** A provider's call on the channel's webhook address. */
  receive?(request: InboundRequest, emit: EmitEvent): Promise<InboundResponse>;
  /** Fetches a file that a person sent. Never rejects for anything a provider does. */
  download?(media: MediaReference, signal: AbortSignal): Promise<DownloadOutcome>;
  /** Takes back what has not been delivered, before another channel steps in. `gone`: certainly will not be delivered. */
  revoke?(externalId: string, to: string, signal: AbortSignal): Promise<'gone' | 'delivered' | 'unknown'>;
  /** Tells the person that the message was read, and that an answer is being written. `from` is the address that it came from. */
  markRead?(externalId: string, typing: boolean, signal: AbortSignal, from: string): Promise<SendOutcome>;
  /** Content that the provider approves first. */
  readonly templates?: TemplateDesk;
  /** Looks at the provider's side of the set-up, for the form's checks. */
  inspect?(signal: AbortSignal): Promise<readonly SetupCheck[]>;
  /** Does one of the type's `actions`, e.g. registers the number. */
  perform?(
    action: string,
    input: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ActionOutcome>;
  health(): ChannelHealth;
  /** Finishes what is in flight, says goodbye to the provider, frees everything. */
  close(): Promise<void>;
}

export type DownloadOutcome =
  | {
      readonly kind: 'ok';
      readonly mime: string;
      /** As announced, where it is. */
      readonly size?: number;
      /** Throws when it breaks off, or turns out to be another file than the one announced. */
      readonly body: AsyncIterable<Uint8Array>;
    }
  | { readonly kind: 'retryable' | 'permanent'; readonly code: SendErrorCode; readonly detail: string };

/** Whether one step of the set-up is done, in words for the person who sets it up. */
export interface SetupCheck {
  /** Stable, e.g. `webhook_subscribed`. */
  readonly code: string;
  readonly label: { readonly id: string; readonly en: string };
  readonly state: 'ok' | 'todo' | 'failed' | 'unknown';
  /** What was found, e.g. `GREEN`, `TIER_10K`; `found` says it to people. */
  readonly value?: string;
  readonly found?: { readonly id: string; readonly en: string };
  readonly remedy?: { readonly id: string; readonly en: string };
  /** The action that mends it. */
  readonly action?: string;
}

export type ActionOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: SendErrorCode; readonly detail: string; readonly field?: string };

/** A template as the provider has it. */
export interface ProviderTemplate {
  readonly externalId: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly state: TemplateState;
  readonly reason?: string;
}
export type TemplateOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly kind: 'retryable' | 'permanent' | 'unknown';
      readonly code: SendErrorCode;
      readonly detail: string;
    };

/** Submitting twice under one name and language finds the first; the provider keeps names unique. */
export interface TemplateDesk {
  submit(draft: TemplateDraft, signal: AbortSignal): Promise<TemplateOutcome<ProviderTemplate>>;
  edit(
    externalId: string,
    draft: TemplateDraft,
    signal: AbortSignal,
  ): Promise<TemplateOutcome<ProviderTemplate>>;
  list(
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<TemplateOutcome<{ readonly items: readonly ProviderTemplate[]; readonly next?: string }>>;
  remove(name: string, externalId: string, signal: AbortSignal): Promise<TemplateOutcome<null>>;
}

export interface InboundRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string>>;
  /** The bytes as they arrived; signatures are checked over these. */
  readonly body: Buffer;
  /** The public address that was called, with its query: some providers sign it. */
  readonly url?: string;
  /** The call came to the secret form of the channel's webhook address, which only its provider was told. */
  readonly secretPath?: boolean;
}

export interface InboundResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The most a connection may be asked to carry. */
export interface Pace {
  /** Messages per second; parts count where the provider counts them. */
  readonly messagesPerSecond: number;
  /** Unanswered sends at a time over the whole connection. */
  readonly window: number;
  /** The pace may be the provider's own limit, which refuses what comes too early and holds it against nobody. */
  readonly mayMeetLimit?: boolean;
}

/** Denied unless named. */
export interface ChannelCapabilities {
  readonly text: boolean;
  /** Longest text in characters after which `send` would refuse. */
  readonly maxTextLength: number;
  readonly inbound: boolean;
  readonly receipts: readonly ('delivered' | 'read')[];
  /** Text is counted in GSM-7 / UCS-2 segments and priced per segment. */
  readonly segments: boolean;
  /** Besides plain text. */
  readonly content?: readonly ContentKind[];
  /** Kinds of files and the largest size of each, bytes, with the types the provider takes. */
  readonly media?: Readonly<
    Partial<Record<MediaKind, { readonly maxBytes: number; readonly mimes: readonly string[] }>>
  >;
  /** Messages may quote the one they answer. */
  readonly replies?: boolean;
  /** The provider takes a message id only once: sending again after an unknown outcome reaches nobody twice. */
  readonly idempotent?: boolean;
  /** Free text only within so many hours after the person wrote; anything at any time when left out. */
  readonly windowHours?: number;
}

/** Another setting and the values of it for which something holds. */
export interface SettingCondition {
  readonly field: string;
  readonly is: readonly string[];
}

/**
 * How one settings field is drawn. The schema validates; this says what a person
 * sees. Texts are in both languages because adapters bring their own.
 */
export interface SettingsField {
  readonly name: string;
  readonly label: { readonly id: string; readonly en: string };
  readonly help?: { readonly id: string; readonly en: string };
  readonly input: 'text' | 'multiline' | 'password' | 'number' | 'switch' | 'select';
  readonly options?: readonly {
    readonly value: string;
    readonly label: { readonly id: string; readonly en: string };
  }[];
  /** Fields of one group stand together; `advanced` is folded away. */
  readonly group: 'connection' | 'credentials' | 'encoding' | 'receipts' | 'pace' | 'advanced';
  readonly unit?: string;
  /** Drawn and asked for only then. */
  readonly shownWhen?: SettingCondition;
  /** Must be filled in then, although the schema alone has a default for it. */
  readonly requiredWhen?: SettingCondition;
}

/** Something a person can have done at the provider from the channel's page. */
export interface ChannelAction {
  readonly name: string;
  readonly label: { readonly id: string; readonly en: string };
  readonly help?: { readonly id: string; readonly en: string };
  readonly fields: readonly SettingsField[];
}

export interface ChannelType<Settings = unknown> {
  /** Stable name, e.g. `sms-smpp`; stored with every channel. */
  readonly type: string;
  readonly name: { readonly id: string; readonly en: string };
  readonly summary: { readonly id: string; readonly en: string };
  /** What messages on it are called: decides bubbles, counters and price category. */
  readonly medium: 'sms' | 'whatsapp' | 'rcs' | 'email' | 'webchat';
  readonly address: AddressKind;
  /** Every field has a default or is required; unknown fields are refused. */
  readonly settings: z.ZodType<Settings>;
  readonly fields: readonly SettingsField[];
  /** Names of settings that are sealed at rest, never sent back and scrubbed from every trace. */
  readonly secrets: readonly string[];
  readonly capabilities: ChannelCapabilities;
  /** What `perform` can do. */
  readonly actions?: readonly ChannelAction[];
  /** Its provider calls the channel's webhook address, and `receive` tells true calls from false ones. */
  readonly takesCalls?: boolean;
  /** The largest body of such a call, bytes; 1 MiB unless told. */
  readonly maxCallBytes?: number;
  /** Whether receipts come with these settings (which may lack the secrets); left out, they come where `capabilities` says so. */
  expectsReceipts?(settings: Settings): boolean;
  pace(settings: Settings): Pace;
  /** Does no I/O itself; connecting starts in `listen`, or with the first `send`. */
  open(settings: Settings, deps: ChannelDeps): ChannelConnection;
}
