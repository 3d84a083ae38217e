import { z } from 'zod';
import { FallbackCause, type MessageRoute, RESEND_UNKNOWN } from '../../routing/index.ts';
import type { MessageClass } from '../contract.ts';

/** What may happen when a message's first way fails; travels with its row in the outbox. */
export const FallbackPlan = z.object({
  /** UUIDs of channels, the fittest first. */
  fallbacks: z.array(z.string()),
  on: z.array(FallbackCause),
  /** Sent, but without a receipt for so long: the fallback. Null is never. */
  receiptSeconds: z.number().nullable(),
  /** Whether a message that may have left may be sent once more; null is the class's own answer. */
  resendUnknown: z.boolean().nullable(),
});
export type FallbackPlan = Readonly<z.infer<typeof FallbackPlan>>;

export const resendsUnknown = (plan: FallbackPlan | null, messageClass: MessageClass): boolean =>
  plan?.resendUnknown ?? RESEND_UNKNOWN[messageClass];

interface Planned {
  readonly plan: FallbackPlan | null;
  readonly json: string | null;
}

/** Routes are shared by all messages of a kind, and so are their plans. */
const plans = new WeakMap<MessageRoute, Planned>();

/** Null when there is neither another channel nor a word about unknown outcomes. */
export function planOf(route: MessageRoute, messageClass: MessageClass): Planned {
  const known = plans.get(route);
  if (known !== undefined) return known;
  const { fallbackOn, missingReceiptSeconds, resendUnknown } = route.policy;
  const usual = route.fallbacks.length === 0 && resendUnknown === RESEND_UNKNOWN[messageClass];
  const plan: FallbackPlan | null = usual
    ? null
    : {
        fallbacks: [...route.fallbacks],
        on: [...fallbackOn],
        receiptSeconds: missingReceiptSeconds,
        resendUnknown,
      };
  const planned = { plan, json: plan === null ? null : JSON.stringify(plan) };
  plans.set(route, planned);
  return planned;
}

/** From the outbox; what an older version wrote and this one does not understand is no plan. */
export function readPlan(stored: unknown): FallbackPlan | null {
  const plan = FallbackPlan.safeParse(stored);
  return plan.success ? plan.data : null;
}
