/** Whether one more code may be sent, as far as the limits go. Pure: the state is handed in and handed back. */
import type { Limits } from '../contract.ts';
import { fullWindow, remember } from './moments.ts';
import { prefixOf, subnetOf } from './places.ts';
import { msUntilRoom, NO_USES, type Slots, usesWithinHour, withUse } from './slots.ts';

/** As many as the widest limit of a number looks back at. */
const MOMENTS_KEPT = 10;
const HOUR_MS = 3_600_000;

export interface NumberState {
  readonly sends: readonly number[];
  readonly wrongChecks: readonly number[];
  readonly consecutiveWrong: number;
  /** Milliseconds; null for a number that never entered a right code. */
  readonly verifiedAt: number | null;
}
export const NEW_NUMBER: NumberState = { sends: [], wrongChecks: [], consecutiveWrong: 0, verifiedAt: null };

export type MeterScope = 'ip' | 'subnet' | 'prefix' | 'workspace' | 'spend';
export const meterKey = (scope: MeterScope, subject: string): string => `${scope} ${subject}`;

/** What is known of the places of an attempt; changed in place, one attempt after the other. */
export interface LimitState {
  readonly numbers: Map<string, NumberState>;
  readonly meters: Map<string, Slots>;
}

export interface SendWish {
  readonly phone: string;
  /** Undefined where nobody knows it. */
  readonly ip: string | undefined;
  /** Minor units. */
  readonly cost: number;
}

export interface LimitHit {
  readonly limit: keyof Limits;
  readonly retryMs: number;
}

/** Meters that a wish is counted at. */
export function metersOf(wish: SendWish): { readonly scope: MeterScope; readonly subject: string }[] {
  return [
    ...(wish.ip === undefined
      ? []
      : [
          { scope: 'ip', subject: wish.ip } as const,
          { scope: 'subnet', subject: subnetOf(wish.ip) } as const,
        ]),
    { scope: 'prefix', subject: prefixOf(wish.phone) },
    { scope: 'workspace', subject: '' },
    { scope: 'spend', subject: '' },
  ];
}

const LIMIT_OF: Readonly<Record<MeterScope, keyof Limits>> = {
  ip: 'ipHour',
  subnet: 'subnetHour',
  prefix: 'prefixHour',
  workspace: 'workspaceHour',
  spend: 'spendHour',
};

/** The limit that is reached, the one that takes longest to pass first; undefined when the code may go. */
export function limitHit(
  state: LimitState,
  wish: SendWish,
  limits: Limits,
  now: number,
): LimitHit | undefined {
  const hits: LimitHit[] = [];
  const { sends } = state.numbers.get(wish.phone) ?? NEW_NUMBER;
  const windows = [
    { name: 'numberGapSeconds', most: 1, windowMs: limits.numberGapSeconds * 1000 },
    { name: 'numberHour', most: limits.numberHour, windowMs: HOUR_MS },
    { name: 'numberDay', most: limits.numberDay, windowMs: 24 * HOUR_MS },
  ] as const;
  for (const window of windows) {
    const full = fullWindow(sends, [window], now);
    if (full !== undefined) hits.push({ limit: window.name, retryMs: full.retryMs });
  }
  for (const { scope, subject } of metersOf(wish)) {
    const slots = state.meters.get(meterKey(scope, subject)) ?? NO_USES;
    const size = scope === 'spend' ? wish.cost : 1;
    const most = limits[LIMIT_OF[scope]];
    if (size > 0 && usesWithinHour(slots, now) + size > most)
      hits.push({ limit: LIMIT_OF[scope], retryMs: msUntilRoom(slots, now, most, size) });
  }
  return hits.reduce<LimitHit | undefined>(
    (worst, hit) => (worst === undefined || hit.retryMs > worst.retryMs ? hit : worst),
    undefined,
  );
}

/** Counts a code that leaves. */
export function countSend(state: LimitState, wish: SendWish, now: number): void {
  const number = state.numbers.get(wish.phone) ?? NEW_NUMBER;
  state.numbers.set(wish.phone, { ...number, sends: remember(number.sends, now, MOMENTS_KEPT) });
  for (const { scope, subject } of metersOf(wish)) {
    const key = meterKey(scope, subject);
    const size = scope === 'spend' ? wish.cost : 1;
    state.meters.set(key, withUse(state.meters.get(key) ?? NO_USES, now, size));
  }
}
