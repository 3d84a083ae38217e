/**
 * The judge of a run with faults: was anything lost, doubled beyond what is promised, or made up?
 * Pure, so that its own mistakes can be found by tests.
 */
import type { History, Kill } from './history.ts';

/** What a run may show without a promise being broken. */
export interface Promised {
  /** A kill may have so many messages sent again. */
  readonly duplicatesPerKill: number;
  readonly readyMs: number;
  /** Whether the SMSC failed, too: then a message may end as unknown, submitted or not. */
  readonly mayBeUnknown: boolean;
}

export interface Verdict {
  /** Messages answered with 202. */
  readonly acknowledged: number;
  /** Acknowledged, and the system does not know them. */
  readonly lost: readonly string[];
  /** Acknowledged, no longer waiting, and never handed to the SMSC, and we do not say that we do not know. */
  readonly neverSubmitted: readonly string[];
  /** Acknowledged, and nobody knows whether the SMSC took them. */
  readonly unknown: readonly string[];
  /** We took the receipt of their last submission and do not show it. */
  readonly unreported: readonly string[];
  /** Their status was seen to go back. */
  readonly wentBack: readonly string[];
  /** Reported as sent, and the SMSC never saw them. */
  readonly claimed: readonly string[];
  /** Handed to the SMSC or stored, and never asked for, or refused. */
  readonly ghosts: readonly string[];
  /** Asked for once, stored more than once. */
  readonly storedTwice: readonly string[];
  /** Idempotency keys that were answered with different ids. */
  readonly changedIds: readonly string[];
  /** Submitted once more than needed, by the kill in between; the first entry is for those without one. */
  readonly duplicatesPerKill: readonly number[];
  /** Messages whose requests were never answered, and were stored all the same: what idempotency keys are for. */
  readonly unknownButStored: number;
  readonly slowestReadyMs: number;
}

const PENDING: ReadonlySet<string> = new Set(['accepted', 'held', 'queued', 'sending']);
const SENT: ReadonlySet<string> = new Set(['sent', 'delivered', 'read']);

export function checkHistory(history: History): Verdict {
  const { requests, submissions, stored, kills } = history;
  const storedById = new Map(stored.map((message) => [message.id, message]));
  const submitted = new Set(submissions.map(({ token }) => token));
  const acknowledged = acknowledgedIds(history);
  const ids = [...acknowledged.keys()];
  const wanted = new Set(requests.filter(mayBeStored).flatMap(({ tokens }) => tokens));
  const storedTokens = stored.map(({ token }) => token);
  const answered = new Set(acknowledged.values());
  return {
    acknowledged: ids.length,
    lost: ids.filter((id) => storedById.get(id)?.token !== acknowledged.get(id)),
    neverSubmitted: ids.filter((id) => {
      const status = storedById.get(id)?.status;
      const isSettled = status !== undefined && status !== 'unknown' && !PENDING.has(status);
      return isSettled && !submitted.has(acknowledged.get(id) ?? '');
    }),
    unknown: ids.filter((id) => storedById.get(id)?.status === 'unknown'),
    unreported: unreported(history),
    wentBack: wentBack(history),
    claimed: stored
      .filter(({ status, token }) => SENT.has(status) && !submitted.has(token))
      .map(({ id }) => id),
    ghosts: [...new Set([...submitted, ...storedTokens])].filter((token) => !wanted.has(token)),
    storedTwice: repeated(storedTokens),
    changedIds: requests.flatMap(({ key, attempts }) => {
      const answers = attempts.filter(({ outcome }) => outcome === 'accepted');
      return new Set(answers.map((answer) => answer.ids.join())).size > 1 ? [key ?? 'without a key'] : [];
    }),
    duplicatesPerKill: duplicatesPerKill(submissions, kills),
    unknownButStored: new Set(storedTokens.filter((token) => wanted.has(token) && !answered.has(token))).size,
    slowestReadyMs: Math.max(0, ...kills.map(({ readyMs }) => readyMs)),
  };
}

/** What is wrong, in words; nothing when the promises held. */
export function findingsOf(verdict: Verdict, promise: Promised): string[] {
  const list = (what: string, found: readonly string[]): string[] =>
    found.length === 0 ? [] : [`${found.length} ${what}: ${found.slice(0, 5).join(', ')}`];
  const [calm = 0, ...afterKills] = verdict.duplicatesPerKill;
  return [
    ...(verdict.acknowledged === 0 ? ['nothing was acknowledged, so nothing was tested'] : []),
    ...list('acknowledged messages are lost', verdict.lost),
    ...list('acknowledged messages never reached the SMSC', verdict.neverSubmitted),
    ...(promise.mayBeUnknown ? [] : list('messages ended as unknown', verdict.unknown)),
    ...list('receipts were taken and are not shown', verdict.unreported),
    ...list('messages went back to an earlier status', verdict.wentBack),
    ...list('messages count as sent that the SMSC never saw', verdict.claimed),
    ...list('messages nobody asked for', verdict.ghosts),
    ...list('messages are stored twice', verdict.storedTwice),
    ...list('idempotency keys changed their answer', verdict.changedIds),
    ...(calm > 0 ? [`${calm} messages were sent twice although nothing was killed in between`] : []),
    ...afterKills.flatMap((count, index) =>
      count > promise.duplicatesPerKill ? [`kill ${index + 1} doubled ${count} messages`] : [],
    ),
    ...(verdict.slowestReadyMs > promise.readyMs
      ? [`ready only after ${Math.round(verdict.slowestReadyMs)} ms`]
      : []),
  ];
}

/** Id → token of everything that was ever answered with 202. */
function acknowledgedIds({ requests }: History): ReadonlyMap<string, string> {
  const acknowledged = new Map<string, string>();
  for (const { tokens, attempts } of requests) {
    for (const { ids } of attempts) ids.forEach((id, index) => acknowledged.set(id, tokens[index] ?? ''));
  }
  return acknowledged;
}

/** False only when every try was refused: then nothing of it may exist. */
const mayBeStored = ({ attempts }: History['requests'][number]): boolean =>
  attempts.length === 0 || attempts.some(({ outcome }) => outcome !== 'refused');

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}

/**
 * Each repetition counts for one kill between it and the submission before. With several in between nobody can tell
 * which it was (outcomes that waited for the database may have been taken by any of them): those that leave no choice
 * count first, the others where least was counted, so that a promise is called broken only when no kill can explain it.
 */
function duplicatesPerKill(submissions: History['submissions'], kills: readonly Kill[]): number[] {
  const counts = new Array<number>(kills.length + 1).fill(0);
  const before = new Map<string, number>();
  const culprits: number[][] = [];
  for (const { token, at } of submissions) {
    const first = before.get(token);
    if (first !== undefined) culprits.push(killsBetween(kills, first, at));
    before.set(token, at);
  }
  for (const possible of culprits.toSorted((one, other) => one.length - other.length)) {
    const least = Math.min(...possible.map((index) => counts[index] ?? 0));
    const culprit = possible.find((index) => counts[index] === least) ?? 0;
    counts[culprit] = (counts[culprit] ?? 0) + 1;
  }
  return counts;
}

/** By their number, from 1. What was on its way arrives after the kill; it is ready again before anything is sent twice. */
const killsBetween = (kills: readonly Kill[], first: number, at: number): number[] =>
  kills.flatMap((kill, index) =>
    kill.mayDouble && kill.at <= at && kill.at + kill.readyMs >= first ? [index + 1] : [],
  );

const REPORTED: ReadonlySet<string> = new Set(['delivered', 'read', 'unknown']);

function unreported({ submissions, stored }: History): string[] {
  const last = new Map(submissions.map(({ token, reported }) => [token, reported]));
  return stored
    .filter(({ status, token }) => last.get(token) === true && !REPORTED.has(status))
    .map(({ id }) => id);
}

/** Stages that are never left for an earlier one; nothing is redriven in a run. */
const stageOf = (status: string): number =>
  status === 'read' ? 3 : status === 'delivered' ? 2 : PENDING.has(status) ? 0 : 1;

function wentBack({ sightings, stored }: History): string[] {
  const furthest = new Map<string, number>();
  const back = new Set<string>();
  for (const { id, status } of [...sightings, ...stored]) {
    const stage = stageOf(status);
    if (stage < (furthest.get(id) ?? 0)) back.add(id);
    furthest.set(id, Math.max(stage, furthest.get(id) ?? 0));
  }
  return [...back];
}
