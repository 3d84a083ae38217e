/** When a message takes another channel, and which. Pure: the dispatcher asks, routing answers. */
import type { MessageClass, SendErrorCode, SendOutcome } from '../../../channels/channel.ts';
import type { FallbackCause, RoutePolicy } from '../contract.ts';
import type { RoutingTable } from './decision.ts';

/** Seconds without a receipt until another channel is tried. A login waits for its code; nothing else is worth sending twice. */
const MISSING_RECEIPT_SECONDS: Readonly<Record<MessageClass, number | null>> = {
  otp: 30,
  transactional: null,
  conversation: null,
  marketing: null,
};

/** A second code harms nobody and none locks a person out; a payment notice that comes twice does harm. */
export const RESEND_UNKNOWN: Readonly<Record<MessageClass, boolean>> = {
  otp: true,
  transactional: false,
  conversation: false,
  marketing: false,
};

/** Permanent for this channel, not for the message: another one has its own provider, senders and credentials. */
const CHANNELS_OWN: ReadonlySet<SendErrorCode> = new Set([
  'provider_error',
  'sender_not_allowed',
  'credentials_refused',
  'message_invalid',
  'timeout',
  'window_closed',
  'template_refused',
  'media_refused',
  'payment_required',
]);

export interface PolicyWish {
  readonly fallbackOn: readonly FallbackCause[];
  /** Null is the class's own time, 0 is never. */
  readonly missingReceiptSeconds: number | null;
  /** Null is the class's own answer. */
  readonly resendUnknown: boolean | null;
}

/** What the wish means for a class. Without a channel to fall back on there is nothing to wait for. */
export function policyOf(messageClass: MessageClass, wish: PolicyWish, hasFallback: boolean): RoutePolicy {
  const seconds = wish.missingReceiptSeconds ?? MISSING_RECEIPT_SECONDS[messageClass];
  return {
    fallbackOn: hasFallback ? [...wish.fallbackOn] : [],
    missingReceiptSeconds: hasFallback && seconds !== 0 ? seconds : null,
    resendUnknown: wish.resendUnknown ?? RESEND_UNKNOWN[messageClass],
  };
}

/**
 * Why an outcome would lead to the fallback; null when another channel would not help, or not yet.
 * `exhausted`: no try is left on this channel.
 */
export function fallbackCause(
  outcome: SendOutcome,
  { exhausted }: { readonly exhausted: boolean },
): FallbackCause | 'unknown_outcome' | null {
  if (outcome.kind === 'accepted') return null;
  if (outcome.kind === 'unknown') return 'unknown_outcome';
  if (outcome.kind === 'permanent')
    return outcome.remedy === 'other_channel' || CHANNELS_OWN.has(outcome.code) ? 'permanent_error' : null;
  return exhausted ? 'retries_exhausted' : null;
}

/**
 * The channel that steps in: of those that were chosen when the message was accepted the first that is fit now, else
 * the first that may still be used; undefined when all have been switched off or deleted since.
 */
export function fitFallback(
  { channels }: Pick<RoutingTable, 'channels'>,
  fallbacks: readonly string[],
): string | undefined {
  const usable = fallbacks.filter((id) => channels.some((one) => one.id === id && one.enabled));
  return usable.find((id) => channels.some((one) => one.id === id && one.healthy)) ?? usable[0];
}
