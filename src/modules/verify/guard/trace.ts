/**
 * What the guard remembers of a place (the workspace, an operator's prefix, a range of numbers): how many codes
 * went to numbers that never verified before, and how many of these came back as right ones. Pure.
 *
 * The last two minutes are kept in slots of five seconds, because a code that was sent ten seconds ago and is
 * not verified yet says little, and one that is two minutes old says much. Older slots are folded into a score:
 * a CUSUM of log-likelihood ratios between "verified as often as usual" and "half as often" (Page 1954). On
 * ordinary traffic it falls to 0 and passes 12 once in e^12 codes; every code that nobody enters adds about 1.
 */

export interface Trace {
  /** [slot, tried, sent, verified], oldest first; slots without anything are left out. */
  readonly recent: readonly Slot[];
  readonly score: number;
  /** Sent and verified over the long run, with a half-life of seven days; `tried` with one day. */
  readonly base: {
    readonly at: number;
    readonly sent: number;
    readonly verified: number;
    readonly tried: number;
  };
  /** Last number tried here, and how many in a row were its neighbours. */
  readonly last: number | null;
  readonly run: number;
  /** When parts of this place were blocked, milliseconds. */
  readonly children: readonly number[];
  readonly strikes: number;
  readonly struckAt: number;
}
type Slot = readonly [slot: number, tried: number, sent: number, verified: number];

const SLOT_MS = 5_000;
/** After two minutes whoever wanted to enter the code has done so. */
const YOUNG_SLOTS = 24;
const DAY_MS = 86_400_000;
const BASE_HALF_LIFE_MS = 7 * DAY_MS;
const TRIED_HALF_LIFE_MS = DAY_MS;
/** Share of people who enter their code, before a workspace has a history of its own. */
const USUAL_CONVERSION = 0.7;
const PRIOR_SENDS = 20;
/** Half the people who will enter their code have done so after this time. */
const TYPICAL_MS = 28_000;
const NEIGHBOURS = 10;

/** What held against the place is forgotten; its history stays. */
export const pardoned = (trace: Trace): Trace => ({
  ...trace,
  recent: [],
  score: 0,
  run: 0,
  children: [],
  strikes: 0,
});

export const NEW_TRACE: Trace = {
  recent: [],
  score: 0,
  base: { at: 0, sent: 0, verified: 0, tried: 0 },
  last: null,
  run: 0,
  children: [],
  strikes: 0,
  struckAt: 0,
};

/** Share of those who verify at all that has done so at this age of a code. */
const entered = (ageMs: number): number => 1 - Math.exp(-Math.LN2 * (ageMs / TYPICAL_MS) ** 1.5);

export const usualConversion = ({ base }: Trace, prior = USUAL_CONVERSION): number =>
  Math.min(0.95, Math.max(0.3, (base.verified + PRIOR_SENDS * prior) / (base.sent + PRIOR_SENDS)));

/** Evidence of one slot for "half as often as usual" over "as usual". */
function evidence(sent: number, verified: number, usual: number, share: number): number {
  const right = Math.min(sent, verified);
  return right * Math.log(0.5) + (sent - right) * Math.log((1 - (usual / 2) * share) / (1 - usual * share));
}

/** Folds what is older than two minutes. */
export function movedTo(trace: Trace, now: number, prior?: number): Trace {
  const oldest = Math.floor(now / SLOT_MS) - YOUNG_SLOTS;
  const old = trace.recent.filter(([slot]) => slot <= oldest);
  if (old.length === 0) return trace;
  const usual = usualConversion(trace, prior);
  let { score } = trace;
  let { sent, verified, tried } = decayed(trace.base, now);
  for (const [, slotTried, slotSent, slotVerified] of old) {
    score = Math.max(0, score + evidence(slotSent, slotVerified, usual, 1));
    sent += slotSent;
    verified += Math.min(slotSent, slotVerified);
    tried += slotTried;
  }
  return {
    ...trace,
    recent: trace.recent.filter(([slot]) => slot > oldest),
    score,
    base: { at: now, sent, verified, tried },
  };
}

function decayed(base: Trace['base'], now: number): Trace['base'] {
  const passed = Math.max(0, now - base.at);
  const long = 2 ** (-passed / BASE_HALF_LIFE_MS);
  return {
    at: now,
    sent: base.sent * long,
    verified: base.verified * long,
    tried: base.tried * 2 ** (-passed / TRIED_HALF_LIFE_MS),
  };
}

/** The score with what the young slots say by now. */
export function scoreOf(trace: Trace, now: number, prior?: number): number {
  const usual = usualConversion(trace, prior);
  return trace.recent.reduce((score, [slot, , sent, verified]) => {
    const share = entered(Math.max(0, now - (slot + 0.5) * SLOT_MS));
    return Math.max(0, score + evidence(sent, verified, usual, share));
  }, trace.score);
}

/** Of the last two minutes. */
export function youngOf({ recent }: Trace): { tried: number; sent: number; verified: number } {
  const sum = { tried: 0, sent: 0, verified: 0 };
  for (const [, tried, sent, verified] of recent) {
    sum.tried += tried;
    sum.sent += sent;
    sum.verified += Math.min(sent, verified);
  }
  return sum;
}

/** Attempts that two ordinary minutes have here, by the last day. */
export function usualTries({ base }: Trace, now: number): number {
  const { tried } = decayed(base, now);
  return (tried * Math.LN2 * YOUNG_SLOTS * SLOT_MS) / TRIED_HALF_LIFE_MS;
}

function added(trace: Trace, at: number, [tried, sent, verified]: readonly [number, number, number]): Trace {
  const slot = Math.floor(at / SLOT_MS);
  const { recent } = trace;
  // Nearly always the newest, or one after it.
  const before = recent.findLastIndex(([number]) => number <= slot);
  const old = recent[before];
  if (old?.[0] !== slot)
    return { ...trace, recent: recent.toSpliced(before + 1, 0, [slot, tried, sent, verified]) };
  const more: Slot = [slot, old[1] + tried, old[2] + sent, old[3] + verified];
  return { ...trace, recent: recent.with(before, more) };
}

/** A wish to send to this number: counts towards the pace, whatever becomes of it. */
export function withTry(trace: Trace, phone: string, now: number): Trace {
  const number = Number(phone.slice(1));
  const apart = trace.last === null ? Number.POSITIVE_INFINITY : Math.abs(number - trace.last);
  const run = apart === 0 ? trace.run : apart <= NEIGHBOURS ? trace.run + 1 : 0;
  return { ...added(trace, now, [1, 0, 0]), last: number, run };
}

export const withSend = (trace: Trace, now: number): Trace => added(trace, now, [0, 1, 0]);

/** A right code for one that was sent at `sentAt`; takes back what an old one has been held against the place. */
export function withVerified(trace: Trace, sentAt: number, now: number): Trace {
  const moved = movedTo(trace, now);
  if (Math.floor(sentAt / SLOT_MS) > Math.floor(now / SLOT_MS) - YOUNG_SLOTS)
    return added(moved, sentAt, [0, 0, 1]);
  const usual = usualConversion(moved);
  const back = evidence(1, 0, usual, 1) - evidence(1, 1, usual, 1);
  const base = { ...moved.base, verified: Math.min(moved.base.sent, moved.base.verified + 1) };
  return { ...moved, score: Math.max(0, moved.score - back), base };
}
