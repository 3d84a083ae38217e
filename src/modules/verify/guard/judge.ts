/**
 * The fraud guard: whether a code may go to a number that never verified before. Pure; the state is handed in
 * and changed in place, one attempt after the other.
 *
 * Somebody who pumps messages earns by the message and enters no codes. So a place is blocked when its codes
 * stop coming back (`low_conversion`), when its numbers follow each other (`sequential_numbers`), when a small
 * range gets many at once (`burst`), or when several of its parts are blocked (`spreading`). Operators fail
 * too, and then nothing comes back either: wide places are blocked only while they also get far more attempts
 * than usual. Numbers that verified before pass (not in `max`), and blocks expire.
 */
import { randomUUID } from 'node:crypto';
import type { GuardMode } from '../contract.ts';
import {
  movedTo,
  NEW_TRACE,
  scoreOf,
  type Trace,
  usualConversion,
  usualTries,
  withSend,
  withTry,
  withVerified,
  youngOf,
} from './trace.ts';

export type Level = 0 | 1 | 2 | 3;
export type BlockReason = 'low_conversion' | 'sequential_numbers' | 'burst' | 'spreading';

export interface Place {
  readonly level: Level;
  readonly subject: string;
}

export interface GuardBlock extends Place {
  readonly id: string;
  readonly reason: BlockReason;
  readonly evidence: Readonly<Record<string, number>>;
  readonly enforced: boolean;
  readonly strikes: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Somebody said that these customers are real: until `expiresAt` the place is left alone. */
  readonly lifted: boolean;
}

export interface GuardState {
  readonly traces: Map<string, Trace>;
  /** What is in force, by place. */
  readonly blocks: Map<string, GuardBlock>;
  readonly raised: GuardBlock[];
  /** Attempts per block that it stopped, or would have. */
  readonly hits: Map<string, number>;
}

export const newGuardState = (): GuardState => ({
  traces: new Map(),
  blocks: new Map(),
  raised: [],
  hits: new Map(),
});

export interface GuardWish {
  readonly phone: string;
  readonly mode: GuardMode;
  /** The number entered a right code once. */
  readonly known: boolean;
  /** The number got a code within the last ten minutes: asking again is not news. */
  readonly repeated: boolean;
}

interface LevelRules {
  /** Score from which a place is blocked. */
  readonly score: number;
  /** Only while it gets at least so many more attempts in two minutes than usual, and four times as many. */
  readonly above: number | undefined;
  /** So many attempts in two minutes with next to none verified. */
  readonly burst: number | undefined;
  /** So many blocked parts within an hour. */
  readonly parts: number | undefined;
  /** How long a block lasts, and how long at most when it comes again and again: wide ones hit customers too. */
  readonly minutes: number;
  readonly mostMinutes: number;
}
const RULES: Readonly<Record<Level, LevelRules>> = {
  0: { score: 12, above: 40, burst: undefined, parts: 5, minutes: 5, mostMinutes: 10 },
  1: { score: 10, above: 12, burst: undefined, parts: 4, minutes: 15, mostMinutes: 30 },
  2: { score: 6, above: undefined, burst: 25, parts: 3, minutes: 60, mostMinutes: 1_440 },
  3: { score: 6, above: undefined, burst: 8, parts: undefined, minutes: 120, mostMinutes: 1_440 },
};
const MAX_MODE = 0.85;
/** Levels from here on are ranges of up to 100,000 numbers; wider ones are an operator's region and the workspace. */
const NEAR: Level = 2;
const TIMES_USUAL = 4;
const LONGEST_RUN = 5;
const BURST_VERIFIED = 0.1;
const HOUR_MS = 3_600_000;
/** A place that was quiet for so long starts afresh. */
const FORGIVEN_MS = 6 * HOUR_MS;
/** A place that comes out of a block is one bad sign away from the next. */
const ON_PROBATION = 0.7;
/** A block is over so long after its place was struck: a day, and the hour that a lifted one is left alone. */
export const BLOCK_REACH_MS = 25 * HOUR_MS;

export const placeKey = ({ level, subject }: Place): string => `${level} ${subject}`;

/** From near to far. */
export const placesOf = (phone: string): readonly Place[] => [
  { level: 3, subject: phone.slice(0, -3) },
  { level: 2, subject: phone.slice(0, -5) },
  { level: 1, subject: phone.slice(0, 6) },
  { level: 0, subject: '' },
];

/** The block that stops this code, or undefined when it may go. Counts it as tried, not as sent. */
export function judgeSend(state: GuardState, wish: GuardWish, now: number): GuardBlock | undefined {
  const prior = priorOf(state);
  // From near to far: what a near block stops is no news to the places around it.
  for (const place of placesOf(wish.phone)) {
    if (isSpared(wish, place)) continue;
    if (!wish.repeated) {
      const trace = movedTo(traceOf(state, place), now, prior);
      state.traces.set(placeKey(place), withTry(trace, wish.phone, now));
      raiseWhereDue(state, place, wish.mode, now);
    }
    const block = state.blocks.get(placeKey(place));
    if (block === undefined || block.expiresAt <= now || block.lifted) continue;
    state.hits.set(block.id, (state.hits.get(block.id) ?? 0) + 1);
    if (wish.mode !== 'monitor') return block;
  }
  return undefined;
}

/**
 * Whoever entered a right code once is a customer, and what others do is not held against him. Only `max` holds what
 * his nearest neighbours do against him: somebody who pumps a range may have entered codes there to be known.
 */
const isSpared = ({ known, mode }: GuardWish, { level }: Place): boolean =>
  known && (mode !== 'max' || level < NEAR);

/** A code leaves for a number that never verified before and was not just sent one. */
export function noteSend(state: GuardState, phone: string, now: number): void {
  for (const place of placesOf(phone))
    state.traces.set(placeKey(place), withSend(traceOf(state, place), now));
}

/** Its first right code, for one that was sent at `sentAt`. */
export function noteVerified(state: GuardState, phone: string, sentAt: number, now: number): void {
  for (const place of placesOf(phone))
    state.traces.set(placeKey(place), withVerified(traceOf(state, place), sentAt, now));
}

const traceOf = (state: GuardState, place: Place): Trace => state.traces.get(placeKey(place)) ?? NEW_TRACE;

const priorOf = (state: GuardState): number => usualConversion(traceOf(state, { level: 0, subject: '' }));

function raiseWhereDue(state: GuardState, place: Place, mode: GuardMode, now: number): void {
  const key = placeKey(place);
  const existing = state.blocks.get(key);
  if (existing !== undefined && existing.expiresAt > now) return;
  const trace = traceOf(state, place);
  const found = reasonToBlock(trace, place.level, { prior: priorOf(state), mode, now });
  if (found === undefined) return;
  const rules = RULES[place.level];
  const strikes = now - trace.struckAt < FORGIVEN_MS ? trace.strikes + 1 : 0;
  const lasts = 60_000 * Math.min(rules.mostMinutes, rules.minutes * 2 ** strikes);
  const block: GuardBlock = {
    ...place,
    ...found,
    id: randomUUID(),
    enforced: mode !== 'monitor',
    strikes,
    createdAt: now,
    expiresAt: now + lasts,
    lifted: false,
  };
  state.blocks.set(key, block);
  state.raised.push(block);
  const score = Math.min(trace.score, rules.score * ON_PROBATION);
  state.traces.set(key, { ...trace, score, strikes, struckAt: now, run: 0, children: [] });
  tellParent(state, place, now);
}

function reasonToBlock(
  trace: Trace,
  level: Level,
  { prior, mode, now }: { readonly prior: number; readonly mode: GuardMode; readonly now: number },
): { readonly reason: BlockReason; readonly evidence: GuardBlock['evidence'] } | undefined {
  const rules = RULES[level];
  const eager = mode === 'max' ? MAX_MODE : 1;
  const young = youngOf(trace);
  const score = scoreOf(trace, now, prior);
  const usual = usualTries(trace, now);
  const parts = trace.children.filter((at) => at > now - HOUR_MS).length;
  const evidence = {
    tried: young.tried,
    sent: young.sent,
    verified: young.verified,
    usual: Math.round(usual * 10) / 10,
    score: Math.round(score * 10) / 10,
    run: trace.run,
    parts,
  };
  const because = (reason: BlockReason) => ({ reason, evidence });
  const busy =
    rules.above === undefined || young.tried >= Math.max(usual * TIMES_USUAL, usual + rules.above * eager);
  if (level === 3 && trace.run >= LONGEST_RUN * eager && young.verified === 0)
    return because('sequential_numbers');
  if (
    rules.burst !== undefined &&
    young.tried >= rules.burst * eager &&
    young.verified <= young.sent * BURST_VERIFIED
  )
    return because('burst');
  if (rules.parts !== undefined && parts >= rules.parts && busy) return because('spreading');
  return score >= rules.score * eager && busy ? because('low_conversion') : undefined;
}

function tellParent(state: GuardState, { level, subject }: Place, now: number): void {
  const parent: Place | undefined =
    level === 3
      ? { level: 2, subject: subject.slice(0, -2) }
      : level === 2
        ? { level: 1, subject: subject.slice(0, 6) }
        : level === 1
          ? { level: 0, subject: '' }
          : undefined;
  if (parent === undefined) return;
  const trace = traceOf(state, parent);
  const children = [...trace.children.filter((at) => at > now - HOUR_MS), now].slice(-8);
  state.traces.set(placeKey(parent), { ...trace, children });
}
