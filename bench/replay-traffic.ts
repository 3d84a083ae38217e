/** Runs labelled traffic through the decisions of `modules/verify`, in memory: what is stopped, and whom it hits. */
import type { GuardMode } from '../src/modules/verify/contract.ts';
import { Limits } from '../src/modules/verify/contract.ts';
import { newGuardState, noteVerified } from '../src/modules/verify/guard/judge.ts';
import { withRightCheck } from '../src/modules/verify/limits/take-check.ts';
import { NEW_NUMBER } from '../src/modules/verify/limits/take-send.ts';
import { decideSend, type SendState } from '../src/modules/verify/start/decide-send.ts';
import { requireRecipient } from '../src/modules/verify/start/start-verification.ts';
import type { Wish } from '../testing/verify-traffic.ts';

export interface Outcome {
  /** Wishes, and those that got no code. */
  readonly wishes: number;
  readonly stopped: number;
  /** Of the wishes after the first 50. */
  readonly laterWishes: number;
  readonly laterStopped: number;
  /** Why, by limit or reason. */
  readonly by: Readonly<Record<string, number>>;
}
interface Counting {
  wishes: number;
  stopped: number;
  laterWishes: number;
  laterStopped: number;
  by: Record<string, number>;
}
const FIRST = 50;
const COST = 45_000;

/** Customers under the key `''`, attacks under their names. */
export function replayTraffic(traffic: readonly Wish[], mode: GuardMode): ReadonlyMap<string, Outcome> {
  const limits = Limits.parse({});
  const state: SendState = { limits: { numbers: new Map(), meters: new Map() }, guard: newGuardState() };
  const sentAt = new Map<string, number>();
  const outcomes = new Map<string, Counting>();
  const events = [...traffic].sort((a, b) => a.at - b.at);
  const waiting: { readonly due: number; readonly wish: Wish }[] = [];
  for (const wish of events) {
    for (let next = waiting[0]; next !== undefined && next.due <= wish.at; next = waiting[0]) {
      waiting.shift();
      enter(next.wish, next.due);
    }
    decide(wish);
  }
  return outcomes;

  function decide(wish: Wish): void {
    const stoppedBy = reasonAgainst(wish);
    const outcome = outcomes.get(wish.attack ?? '') ?? {
      wishes: 0,
      stopped: 0,
      laterWishes: 0,
      laterStopped: 0,
      by: {},
    };
    outcomes.set(wish.attack ?? '', outcome);
    const later = outcome.wishes >= FIRST;
    outcome.wishes += 1;
    if (later) outcome.laterWishes += 1;
    if (stoppedBy === undefined) {
      sentAt.set(wish.phone, wish.at);
      if (wish.verifiesAfter !== undefined) queue({ due: wish.at + wish.verifiesAfter, wish });
      return;
    }
    outcome.stopped += 1;
    if (later) outcome.laterStopped += 1;
    outcome.by[stoppedBy] = (outcome.by[stoppedBy] ?? 0) + 1;
  }

  function reasonAgainst({ phone, ip, at }: Wish): string | undefined {
    try {
      requireRecipient({ countries: ['ID'] }, phone);
    } catch {
      return 'not an allowed number';
    }
    const decision = decideSend(state, { phone, ip, cost: COST }, { limits: limits, guard: mode }, at);
    if (decision.kind === 'limited') return decision.hit.limit;
    return decision.kind === 'blocked' ? `${decision.block.reason} ${decision.block.level}` : undefined;
  }

  function enter({ phone }: Wish, now: number): void {
    const number = state.limits.numbers.get(phone) ?? NEW_NUMBER;
    if (number.verifiedAt === null) noteVerified(state.guard, phone, sentAt.get(phone) ?? now, now);
    state.limits.numbers.set(phone, withRightCheck(number, now));
  }

  function queue(one: { readonly due: number; readonly wish: Wish }): void {
    let at = waiting.length;
    while (at > 0 && (waiting[at - 1]?.due ?? 0) > one.due) at -= 1;
    waiting.splice(at, 0, one);
  }
}
