import type { z } from 'zod';
import type { ChannelType } from '../../../channels/channel.ts';
import { parsePhone } from '../../../lib/phone.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { countSegments } from '../../../lib/segments.ts';
import type { ErrorCode } from '../../../platform/problem.ts';
import { type Charge, chargeOf, type PriceLists, priceOf } from '../../billing/index.ts';
import { type MessageRoute, type RoutingTable, resolveRoute } from '../../routing/index.ts';
import type { MessageClass, SendMessage } from '../contract.ts';
import { messagesErrors } from '../errors.ts';

/** How long a message of each class is worth delivering, seconds. An OTP outlives its code for nobody. */
export const VALIDITY_SECONDS: Readonly<Record<MessageClass, number>> = {
  otp: 300,
  transactional: 4 * 3600,
  conversation: 4 * 3600,
  marketing: 24 * 3600,
};

/** Clocks differ: a `sendAt` that passed less than this long ago means now. */
const PAST_TOLERANCE_MS = 60_000;
const FARTHEST_MS = 90 * 24 * 3600 * 1000;

/** A message that may leave as far as it alone can tell; the policy gate still has to agree. */
export interface Draft {
  readonly to: string;
  readonly operator: string | null;
  readonly route: MessageRoute;
  readonly class: MessageClass;
  readonly text: string;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
  readonly price: Charge | null;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  /** Milliseconds; null means now. */
  readonly sendAt: number | null;
  readonly expiresAt: number;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly field: string;
  readonly detail?: string;
}

export interface DraftContext {
  readonly now: number;
  readonly table: RoutingTable;
  readonly prices: Awaited<ReturnType<PriceLists['of']>>;
  /** A `tt_test_` key: nothing may leave through a real provider. */
  readonly sandboxOnly: boolean;
}

export function draftMessage(
  input: z.output<typeof SendMessage>,
  context: DraftContext,
): Result<Draft, Refusal> {
  const recipient = readRecipient(input.to);
  if (!recipient.ok) return recipient;
  const text = readText(input);
  if (!text.ok) return text;
  const times = readTimes(input, context.now);
  if (!times.ok) return times;
  const { encoding, segments } = countSegments(text.value);
  const { operator, e164 } = recipient.value;
  const priced = { operator, class: input.class, at: new Date(context.now) };
  const route = resolveRoute(context.table, {
    channel: input.channel,
    from: input.from,
    sandboxOnly: context.sandboxOnly,
    to: e164,
    operator,
    class: input.class,
    priceOf: (channelId) => {
      const type = context.table.channels.find(({ id }) => id === channelId)?.type;
      if (type === undefined) return null;
      return priceOf(context.prices, { ...priced, ...counted(type, segments), channelId })?.amount ?? null;
    },
  });
  if (!route.ok) return route;
  const { channel } = route.value;
  const { capabilities } = channel.type;
  if (text.value.length > capabilities.maxTextLength) {
    return fail({
      code: messagesErrors.text_too_long,
      field: 'text',
      detail: `This channel takes ${capabilities.maxTextLength} characters; the text has ${text.value.length}.`,
    });
  }
  return ok({
    to: e164,
    operator,
    route: route.value,
    class: input.class,
    text: text.value,
    encoding,
    segments,
    price: chargeOf(context.prices, {
      ...priced,
      ...counted(channel.type, segments),
      channelId: channel.id,
    }),
    metadata: input.metadata,
    sendAt: times.value.sendAt,
    expiresAt: times.value.expiresAt,
  });
}

/** How a text is priced on a channel type. */
const counted = ({ medium, capabilities }: ChannelType, segments: number) => ({
  medium,
  segments: capabilities.segments ? segments : 1,
});

/** Only Indonesian mobile numbers: SMS reaches nothing else, and foreign numbers are how accounts are drained. */
export function readRecipient(
  to: string,
): Result<{ readonly e164: string; readonly operator: string | null }, Refusal> {
  const phone = parsePhone(to);
  if (!phone.ok)
    return fail({
      code: messagesErrors.recipient_invalid,
      field: 'to',
      detail: `The number is ${phone.reason.replaceAll('_', ' ')}.`,
    });
  if (phone.country !== 'ID')
    return fail({
      code: messagesErrors.recipient_foreign,
      field: 'to',
      detail: `The number belongs to ${phone.country}.`,
    });
  if (phone.kind !== 'mobile')
    return fail({
      code: messagesErrors.recipient_not_mobile,
      field: 'to',
      detail: `The number is a ${phone.kind.replaceAll('_', ' ')}.`,
    });
  return ok({ e164: phone.e164, operator: phone.operator ?? null });
}

function readText(input: z.output<typeof SendMessage>): Result<string, Refusal> {
  if (input.template !== undefined) {
    const code =
      input.text === undefined ? messagesErrors.template_unknown : messagesErrors.text_and_template;
    return fail({ code, field: input.text === undefined ? 'template.id' : 'template' });
  }
  if (input.text === undefined || input.text.trim() === '')
    return fail({ code: messagesErrors.text_missing, field: 'text' });
  return ok(input.text);
}

function readTimes(
  input: z.output<typeof SendMessage>,
  now: number,
): Result<{ sendAt: number | null; expiresAt: number }, Refusal> {
  const validity = (input.validitySeconds ?? VALIDITY_SECONDS[input.class]) * 1000;
  if (input.sendAt === undefined) return ok({ sendAt: null, expiresAt: now + validity });
  const wished = Date.parse(input.sendAt);
  if (wished < now - PAST_TOLERANCE_MS) return fail({ code: messagesErrors.send_at_past, field: 'sendAt' });
  if (wished > now + FARTHEST_MS) return fail({ code: messagesErrors.send_at_too_far, field: 'sendAt' });
  return wished <= now
    ? ok({ sendAt: null, expiresAt: now + validity })
    : ok({ sendAt: wished, expiresAt: wished + validity });
}
