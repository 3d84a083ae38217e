/**
 * The channel contract: what an adapter is, and nothing about how it is used.
 *
 * An adapter is a translator, not an actor. It turns a message into a provider's
 * wire format and a provider's evidence into events. It touches no database, no
 * queue and no environment; everything it may use arrives in `ChannelDeps`.
 */
import type { Socket } from 'node:net';
import type { z } from 'zod';

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
  readonly text: string;
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
  readonly status: 'sent' | 'delivered' | 'read' | 'failed' | 'expired';
  readonly at: Date;
  readonly code?: SendErrorCode;
  readonly detail?: string;
  readonly trace?: ProviderTrace;
}

/** A message from a person. Parts of one text are already joined. */
export interface IncomingEvent {
  readonly type: 'message';
  /** Unique per channel; the pipeline stores an id once, however often it arrives. */
  readonly externalId: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly at: Date;
  readonly trace?: ProviderTrace;
}

export type ChannelEvent = ReceiptEvent | IncomingEvent;

/**
 * Hands an event to the pipeline. The promise settles once the event is
 * committed: an adapter acknowledges to its provider only after that, and does
 * not acknowledge (so that the provider repeats) when it rejects.
 */
export type EmitEvent = (event: ChannelEvent) => Promise<void>;

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

export interface ChannelConnection {
  /** Resolves with a typed outcome, never rejects for anything a provider does. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** Starts whatever listens (binds, sockets, mailboxes). Called once, before the first `send`. */
  listen?(emit: EmitEvent): void;
  /** A provider's call on the channel's webhook address. */
  receive?(request: InboundRequest, emit: EmitEvent): Promise<InboundResponse>;
  health(): ChannelHealth;
  /** Finishes what is in flight, says goodbye to the provider, frees everything. */
  close(): Promise<void>;
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
}

/** Logger that redacts; an adapter has no other way to write a line. */
export interface ChannelLogger {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
}

export interface Clock {
  /** Wall clock, milliseconds since the epoch. */
  now(): number;
  /** Monotonic, milliseconds; differences only. */
  monotonic(): number;
}

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Accept any certificate. Only for a provider that cannot do better; shown in red on the form. */
  readonly tlsInsecure: boolean;
  readonly timeoutMs: number;
}

/** A call to a provider over HTTP. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `https` or `http`, without user name and password. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything: finding the address, connecting, sending, and reading the answer to its end. */
  readonly timeoutMs: number;
  /** 1 MiB unless told. */
  readonly maxResponseBytes?: number;
  readonly signal?: AbortSignal;
}

/** Whatever comes back, as a value. A redirect is an answer like any other and is not followed. */
export type HttpOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case; a header that came several times is joined with `, `. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  /** The address may not be called from here; nothing was sent. `detail` says what to do about it. */
  | { readonly kind: 'refused'; readonly reason: HttpRefusal; readonly detail: string }
  | {
      readonly kind: 'failed';
      /** `connect`: certainly nothing was sent. `exchange`: the provider may have taken it. */
      readonly phase: 'connect' | 'exchange';
      readonly reason: 'timeout' | 'connection' | 'too_large' | 'aborted';
      readonly detail: string;
    };

export type HttpRefusal = 'bad_url' | 'bad_request' | 'bad_port' | 'private_address';

/** All an adapter may use of the outside world. */
export interface ChannelDeps {
  readonly clock: Clock;
  readonly log: ChannelLogger;
  /** Opens a TCP or TLS socket; rejects with an Error when it cannot within the time. */
  connect(options: ConnectOptions): Promise<Socket>;
  /** Calls a provider over HTTP. Never rejects. */
  fetch(request: HttpRequest): Promise<HttpOutcome>;
  /** A random fraction in [0, 1): for jitter. */
  random(): number;
  /** 8 or 16 bit references for concatenated texts and the like. */
  randomInt(maxExclusive: number): number;
  /** The channel's webhook address in its secret form; what is called there arrives in `receive`. */
  readonly callbackUrl: string;
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
  /** Its provider calls the channel's webhook address, and `receive` tells true calls from false ones. */
  readonly takesCalls?: boolean;
  /** Whether receipts come with these settings (which may lack the secrets); left out, they come where `capabilities` says so. */
  expectsReceipts?(settings: Settings): boolean;
  pace(settings: Settings): Pace;
  /** Does no I/O itself; connecting starts in `listen`, or with the first `send`. */
  open(settings: Settings, deps: ChannelDeps): ChannelConnection;
}
