/** What routing knows when it decides, and what it decides. */
import type { ChannelType, MessageClass } from '../../../channels/channel.ts';
import type { Result } from '../../../lib/result.ts';
import type { ErrorCode } from '../../../platform/problem.ts';
import type { FallbackCause, Medium, RouteOperator, RoutePolicy, RouteReason } from '../contract.ts';
import type { RegistrationRow, SenderRow } from '../queries.ts';

export interface RoutedChannel {
  /** UUID */
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  readonly type: ChannelType;
  readonly enabled: boolean;
  readonly priority: number;
  /** False while it is known to be down or stopped, or its breaker is open. */
  readonly healthy: boolean;
  /** It is connected, but its provider kept failing. */
  readonly breakerOpen: boolean;
}

/** A deleted channel that a route still names. */
export interface GoneChannel {
  readonly gone: true;
  readonly publicId: string;
}

/** One enabled route, ready to be asked; null where it asks nothing. */
export interface CompiledRoute {
  readonly publicId: string;
  readonly name: string;
  readonly classes: ReadonlySet<string> | null;
  readonly operators: ReadonlySet<RouteOperator> | null;
  readonly prefixes: readonly string[] | null;
  /** UUIDs */
  readonly senders: ReadonlySet<string> | null;
  readonly medium: Medium | null;
  readonly strategy: 'ordered' | 'cheapest';
  readonly channels: readonly (RoutedChannel | GoneChannel)[];
  readonly fallbackOn: readonly FallbackCause[];
  /** Null is the class's own time, 0 is never. */
  readonly missingReceiptSeconds: number | null;
  /** Null is the class's own answer. */
  readonly resendUnknown: boolean | null;
}

export interface CompiledRoutes {
  /** In the order they are asked. */
  readonly routes: readonly CompiledRoute[];
  /** Without a matching route, other channels of the medium may step in. */
  readonly fallbackByDefault: boolean;
  /** Every prefix that some route asks for, and their lengths, longest first. */
  readonly prefixes: ReadonlySet<string>;
  readonly prefixLengths: readonly number[];
  /** Decisions already made; they live as long as the table, which is seconds. */
  readonly decisions: Decisions;
}

export interface Decisions {
  /** `prefix` is the longest one of the number that any route asks for. */
  recall(wish: RouteWish, prefix: string): Result<MessageRoute, RouteRefusal> | undefined;
  remember(wish: RouteWish, prefix: string, decision: Result<MessageRoute, RouteRefusal>): void;
}

/** All that sending needs to know of a workspace's channels, senders and routes. */
export interface RoutingTable {
  /** Highest priority first; without deleted ones. */
  readonly channels: readonly RoutedChannel[];
  /** Deleted channels too, by UUID: old messages name them. */
  readonly names: ReadonlyMap<
    string,
    { readonly publicId: string; readonly name: string; readonly type: string }
  >;
  readonly senders: readonly SenderRow[];
  /** How far each operator is with each sender: for warnings, never asked while sending. */
  readonly registrations: readonly RegistrationRow[];
  readonly routes: CompiledRoutes;
}

/** The decision about one message. Shared by all messages that ask for the same: never change it. */
export interface MessageRoute {
  readonly channel: RoutedChannel;
  readonly sender: SenderRow;
  /** UUIDs, the fittest first. A message falls back once: one of them is used at most. */
  readonly fallbacks: readonly string[];
  readonly policy: RoutePolicy;
  readonly reason: RouteReason;
  /** The reason as it is stored; null when it says no more than that the usual channel was there. */
  readonly reasonJson: string | null;
}

export interface RouteRefusal {
  readonly code: ErrorCode;
  readonly field: 'channel' | 'from';
}

export interface RouteWish {
  /** `auto` or a public id */
  readonly channel: string;
  readonly from: string | undefined;
  /** Nothing may leave through a real provider. */
  readonly sandboxOnly: boolean;
  /** E.164; routes with prefixes match nothing without it. */
  readonly to?: string | undefined;
  /** Null is a number of none of the operators; undefined is unknown, and matches no route that asks. */
  readonly operator?: string | null | undefined;
  readonly class?: MessageClass | undefined;
  readonly medium?: Medium | undefined;
  /** Price of this message on a channel (UUID), minor units of one currency; null where none is known. */
  readonly priceOf?: ((channelId: string) => number | null) | undefined;
}
