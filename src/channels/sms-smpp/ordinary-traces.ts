/**
 * What the wire said of nearly every message is the same few facts. Each is made once and frozen: whoever writes traces down
 * recognises it, and its JSON is made once too (0.6 µs per message and event otherwise).
 */
import { createBoundedMap } from '../../lib/bounded-map.ts';
import type { ProviderTrace } from '../channel.ts';

/** Waits of up to a second, each in a few data codings. */
const MOST = 4_000;
const LONGEST_MS = 999;

const sent = createBoundedMap<number, ProviderTrace>(MOST);
const reported = createBoundedMap<string, ProviderTrace>(MOST);

/** A text in one piece whose id is kept as the centre wrote it. */
export function sentTrace(dataCoding: number, ms: number): ProviderTrace {
  if (ms > LONGEST_MS || ms < 0) return { parts: 1, data_coding: dataCoding, ms };
  const key = dataCoding * (LONGEST_MS + 1) + ms;
  const known = sent.get(key);
  if (known !== undefined) return known;
  const trace = Object.freeze({ parts: 1, data_coding: dataCoding, ms });
  sent.set(key, trace);
  return trace;
}

/** A receipt whose id is kept as the centre wrote it. */
export function reportedTrace(state: string, error: string | undefined): ProviderTrace {
  const key = error === undefined ? state : `${state} ${error}`;
  const known = reported.get(key);
  if (known !== undefined) return known;
  const trace = Object.freeze(error === undefined ? { stat: state } : { stat: state, err: error });
  reported.set(key, trace);
  return trace;
}
