/** What a run against a failing system did and saw: enough to judge it, and to study it afterwards. */
import { writeFileSync } from 'node:fs';

/** How one try of a request ended. Only an answer proves anything; without one it may have been stored or not. */
export interface Attempt {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  readonly outcome: 'accepted' | 'refused' | 'unknown';
  /** HTTP status, or what broke. */
  readonly status: number | string;
  /** Public ids in the order of the request; empty unless accepted. */
  readonly ids: readonly string[];
}

export interface SendRequest {
  /** Idempotency-Key; without one the request is made once. */
  readonly key: string | undefined;
  /** One per message, unique in the run, and part of its text. */
  readonly tokens: readonly string[];
  readonly attempts: Attempt[];
}

export const KILL_TARGETS = ['app', 'database', 'both'] as const;

/** Something that was broken on purpose. */
export interface Kill {
  /** One of `KILL_TARGETS`, or the name of another fault. */
  readonly target: string;
  /** False where nothing was killed, so nothing may be sent twice for it. */
  readonly mayDouble: boolean;
  readonly at: number;
  /** From the kill, or the end of another fault, until `/readyz` says yes again. */
  readonly readyMs: number;
}

/** A status that the API showed in the middle of the run. */
export interface Sighting {
  readonly id: string;
  readonly status: string;
  readonly at: number;
}

export interface History {
  readonly seed: number;
  readonly requests: readonly SendRequest[];
  readonly kills: readonly Kill[];
  /** What the SMSC took, in order, and whether we took its receipt. */
  readonly submissions: readonly {
    readonly token: string;
    readonly at: number;
    readonly reported: boolean;
  }[];
  /** What the API lists at the end. */
  readonly stored: readonly { readonly id: string; readonly status: string; readonly token: string }[];
  readonly sightings: readonly Sighting[];
}

/** JSON with one record per line: `grep` for a token or an id tells its story. */
export function writeHistory(path: string, history: History): void {
  const lines = [
    JSON.stringify({ seed: history.seed }),
    ...history.kills.map((kill) => JSON.stringify({ kill })),
    ...history.requests.map((request) => JSON.stringify({ request })),
    ...history.submissions.map((submission) => JSON.stringify({ submission })),
    ...history.stored.map((stored) => JSON.stringify({ stored })),
    ...history.sightings.map((sighting) => JSON.stringify({ sighting })),
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
}
