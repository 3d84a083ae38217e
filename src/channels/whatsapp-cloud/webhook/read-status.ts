/** One entry of `statuses[]`: what became of a message of ours. */
import { z } from 'zod';
import type { ChargeCategory, ProviderTrace, ReceiptEvent } from '../../channel.ts';
import { meaningOfCode } from '../graph/error-table.ts';
import { flag, idText, list, text, timeOf } from './fields.ts';

const Status = z.looseObject({
  id: z.string().min(1).max(512),
  status: z.string(),
  timestamp: idText,
  recipient_id: idText,
  recipient_user_id: text,
  biz_opaque_callback_data: text,
  /** v24 and later only for free entry points; `expiration_timestamp` only with `sent`. */
  conversation: z
    .looseObject({
      id: text,
      expiration_timestamp: idText,
      origin: z.looseObject({ type: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  pricing: z
    .looseObject({ billable: flag, pricing_model: text, type: text, category: text })
    .optional()
    .catch(undefined),
  errors: list,
});
type Status = z.output<typeof Status>;

const Failure = z.looseObject({
  code: z.coerce.number(),
  title: text,
  message: text,
  error_data: z.looseObject({ details: text }).optional().catch(undefined),
});

/** `played`: a voice message was listened to. */
const STATES: ReadonlyMap<string, ReceiptEvent['status']> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** undefined for a state that says nothing about delivery. */
export function readStatus(
  value: unknown,
  now: number,
  clean: (words: string, text?: string, addresses?: readonly string[]) => string,
): ReceiptEvent | undefined {
  const parsed = Status.safeParse(value);
  const status = parsed.success ? STATES.get(parsed.data.status) : undefined;
  if (!parsed.success || status === undefined) return undefined;
  const { id, timestamp, biz_opaque_callback_data: reference } = parsed.data;
  const failure = status === 'failed' ? readFailure(parsed.data, clean) : undefined;
  return {
    type: 'receipt',
    externalId: id,
    ...(reference === undefined ? {} : { reference }),
    status,
    at: timeOf(timestamp, now),
    ...(failure === undefined ? {} : { code: failure.code, detail: failure.detail }),
    ...billingOf(parsed.data.pricing),
    trace: { ...traceOf(parsed.data), ...failure?.trace },
  };
}

/** Meta's words (`pricing.category`) that its price list files under another one's price. */
const CATEGORIES: ReadonlyMap<string, ChargeCategory> = new Map([
  ['marketing', 'marketing'],
  ['marketing_lite', 'marketing'],
  ['utility', 'utility'],
  ['authentication', 'authentication'],
  ['authentication-international', 'authentication-international'],
  ['authentication_international', 'authentication-international'],
  ['service', 'service'],
  ['referral_conversion', 'service'],
]);

function billingOf(pricing: Status['pricing']): Pick<ReceiptEvent, 'billing'> {
  if (pricing?.billable === undefined) return {};
  const category = CATEGORIES.get(pricing.category ?? '');
  return { billing: { billable: pricing.billable, ...(category === undefined ? {} : { category }) } };
}

function readFailure(
  { errors, recipient_id: phone, recipient_user_id: userId }: Status,
  clean: (words: string, text?: string, addresses?: readonly string[]) => string,
): Required<Pick<ReceiptEvent, 'code' | 'detail' | 'trace'>> {
  const first = Failure.safeParse(errors[0]);
  if (!first.success) return { code: 'provider_error', detail: 'Meta gave no reason.', trace: {} };
  const { code, title, message, error_data: data } = first.data;
  const words = [title ?? message, data?.details].filter((part) => part !== undefined && part !== '');
  const addresses = [phone, userId].filter((one) => one !== undefined);
  return {
    code: meaningOfCode(code)?.code ?? 'provider_error',
    detail: clean([String(code), ...new Set(words)].join(': '), '', addresses),
    trace: { whatsapp_code: code },
  };
}

function traceOf({ status, conversation, pricing }: Status): ProviderTrace {
  const entries: [string, string | boolean | undefined][] = [
    ['whatsapp_status', status],
    ['billable', pricing?.billable],
    ['pricing_model', pricing?.pricing_model],
    ['pricing_type', pricing?.type],
    ['pricing_category', pricing?.category],
    ['conversation_id', conversation?.id],
    ['conversation_origin', conversation?.origin?.type],
    ['conversation_expires', conversation?.expiration_timestamp],
  ];
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
