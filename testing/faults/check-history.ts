/**
 * The judge of a run with faults: was anything lost, doubled beyond what is promised, or made up?
 * Pure, so that its own mistakes can be found by tests.
 */
import type { History, Kill } from './history.ts';

export interface Verdict {
  /** Messages answered with 202. */
  readonly acknowledged: number;
  /** Acknowledged, and the system does not know them. */
  readonly lost: readonly string[];
  /** Acknowledged, no longer waiting, and never handed to the SMSC. */
  readonly neverSubmitted: readonly string[];
  /** Reported as sent, and the SMSC never saw them. */
  readonly claimed: readonly string[];
  /** Handed to the SMSC or stored, and never asked for, or refused. */
  readonly ghosts: readonly string[];
  /** Asked for once, stored more than once. */
  readonly storedTwice: readonly string[];
  /** Idempotency keys that were answered with different ids. */
  readonly changedIds: readonly string[];
  /** Submitted once more than needed, by the kill before it; the first entry is for before any kill. */
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
      return status !== undefined && !PENDING.has(status) && !submitted.has(acknowledged.get(id) ?? '');
    }),
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
export function findingsOf(
  verdict: Verdict,
  promise: { readonly duplicatesPerKill: number; readonly readyMs: number },
): string[] {
  const list = (what: string, found: readonly string[]): string[] =>
    found.length === 0 ? [] : [`${found.length} ${what}: ${found.slice(0, 5).join(', ')}`];
  const [calm = 0, ...afterKills] = verdict.duplicatesPerKill;
  return [
    ...(verdict.acknowledged === 0 ? ['nothing was acknowledged, so nothing was tested'] : []),
    ...list('acknowledged messages are lost', verdict.lost),
    ...list('acknowledged messages never reached the SMSC', verdict.neverSubmitted),
    ...list('messages count as sent that the SMSC never saw', verdict.claimed),
    ...list('messages nobody asked for', verdict.ghosts),
    ...list('messages are stored twice', verdict.storedTwice),
    ...list('idempotency keys changed their answer', verdict.changedIds),
    ...(calm > 0 ? [`${calm} messages were sent twice before anything had failed`] : []),
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

function duplicatesPerKill(submissions: History['submissions'], kills: readonly Kill[]): number[] {
  const counts = new Array<number>(kills.length + 1).fill(0);
  const seen = new Set<string>();
  for (const { token, at } of submissions) {
    if (seen.has(token)) {
      const before = kills.filter((kill) => kill.at <= at).length;
      counts[before] = (counts[before] ?? 0) + 1;
    }
    seen.add(token);
  }
  return counts;
}
