import type { z } from 'zod';
import { parsePhone } from '../../../lib/phone.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { countSegments } from '../../../lib/segments.ts';
import type { ErrorCode } from '../../../platform/problem.ts';
import { type Money, type PriceLists, priceOf } from '../../billing/index.ts';
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
  readonly price: Money | null;
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
  const route = resolveRoute(context.table, {
    channel: input.channel,
    from: input.from,
    sandboxOnly: context.sandboxOnly,
  });
  if (!route.ok) return route;
  const { capabilities, medium } = route.value.channel.type;
  if (text.value.length > capabilities.maxTextLength) {
    return fail({
      code: messagesErrors.text_too_long,
      field: 'text',
      detail: `This channel takes ${capabilities.maxTextLength} characters; the text has ${text.value.length}.`,
    });
  }
  const { encoding, segments } = countSegments(text.value);
  const { operator, e164 } = recipient.value;
  const priced = {
    medium,
    operator,
    segments: capabilities.segments ? segments : 1,
    at: new Date(context.now),
  };
  return ok({
    to: e164,
    operator,
    route: route.value,
    class: input.class,
    text: text.value,
    encoding,
    segments,
    price: priceOf(context.prices, priced),
    metadata: input.metadata,
    sendAt: times.value.sendAt,
    expiresAt: times.value.expiresAt,
  });
}

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
