/**
 * What the wire said of nearly every message is the same few facts. Each is made once and frozen: whoever writes traces down
 * recognises it, and its JSON is made once too (0.6 µs per message and event otherwise).
 */
import { type BoundedMap, createBoundedMap } from '../../lib/bounded-map.ts';
import type { ProviderTrace } from '../channel.ts';

/** Waits of up to a second, each in a few data codings. */
const MOST = 4_000;
const LONGEST_MS = 999;

const sent = createBoundedMap<number, ProviderTrace>(MOST);
const reported = createBoundedMap<string, ProviderTrace>(MOST);

/** The trace that was made first of those that say the same. */
function once<Key>(known: BoundedMap<Key, ProviderTrace>, key: Key, trace: ProviderTrace): ProviderTrace {
  const first = known.get(key);
  if (first !== undefined) return first;
  known.set(key, Object.freeze(trace));
  return trace;
}

/** A text in one piece whose id is kept as the centre wrote it. */
export function sentTrace(dataCoding: number, ms: number): ProviderTrace {
  const trace = { parts: 1, data_coding: dataCoding, ms };
  return ms >= 0 && ms <= LONGEST_MS ? once(sent, dataCoding * (LONGEST_MS + 1) + ms, trace) : trace;
}

/** A receipt whose id is kept as the centre wrote it. */
export const reportedTrace = (state: string, error: string | undefined): ProviderTrace =>
  error === undefined
    ? once(reported, state, { stat: state })
    : once(reported, `${state} ${error}`, { stat: state, err: error });
