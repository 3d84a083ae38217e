/** Whether a code may leave: the limits first, then the guard. Pure, and the same for live traffic and for replays. */
import type { GuardMode, Limits } from '../contract.ts';
import { type GuardBlock, type GuardState, judgeSend, noteSend } from '../guard/judge.ts';
import {
  countSend,
  type LimitHit,
  limitHit,
  type LimitState,
  NEW_NUMBER,
  type SendWish,
} from '../limits/take-send.ts';

export interface SendState {
  readonly limits: LimitState;
  readonly guard: GuardState;
}

export type SendDecision =
  | { readonly kind: 'sent' }
  | { readonly kind: 'limited'; readonly hit: LimitHit }
  | { readonly kind: 'blocked'; readonly block: GuardBlock };

/** Asking again within this time is impatience, and tells the guard nothing. */
const REPEATED_MS = 600_000;

export function decideSend(
  state: SendState,
  wish: SendWish,
  rules: { readonly limits: Limits; readonly guard: GuardMode },
  now: number,
): SendDecision {
  const hit = limitHit(state.limits, wish, rules.limits, now);
  if (hit !== undefined) return { kind: 'limited', hit };
  const number = state.limits.numbers.get(wish.phone) ?? NEW_NUMBER;
  const known = number.verifiedAt !== null;
  const repeated = (number.sends.at(-1) ?? Number.NEGATIVE_INFINITY) > now - REPEATED_MS;
  const { phone } = wish;
  const block = judgeSend(state.guard, { phone, mode: rules.guard, known, repeated }, now);
  if (block !== undefined) return { kind: 'blocked', block };
  countSend(state.limits, wish, now);
  if (!known && !repeated) noteSend(state.guard, phone, now);
  return { kind: 'sent' };
}
