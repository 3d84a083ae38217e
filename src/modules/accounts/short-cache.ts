/**
 * Answers of the database kept for seconds, so that a revocation is effective on every
 * node without telling any of them. Concurrent misses share one load; "there is none"
 * is kept as well, so a dead key costs no query per request.
 */
import { createBoundedMap } from '../../lib/bounded-map.ts';

/** What is revoked must be dead within 5 s everywhere; the last second is for the query and the clock. */
export const CACHE_MS = 4_000;

export interface ShortCache<Value> {
  /** The answer if it is fresh; undefined when `load` must be asked. */
  fresh(key: string): Value | undefined;
  load(key: string): Promise<Value>;
  /** Forgets everything, also answers on their way: they may be older than the change. */
  clear(): void;
}

export interface ShortCacheOptions<Value extends object> {
  readonly ttlMs: number;
  /** Beyond it the oldest entries go. */
  readonly mostEntries: number;
  /** A clock that never goes back, in ms. */
  readonly monotonic: () => number;
  readonly load: (key: string) => Promise<Value>;
}

export function createShortCache<Value extends object>(options: ShortCacheOptions<Value>): ShortCache<Value> {
  const empty = () =>
    createBoundedMap<string, { readonly value: Value; readonly until: number }>(options.mostEntries);
  let entries = empty();
  let loading = new Map<string, Promise<Value>>();

  async function loadNow(key: string): Promise<Value> {
    const target = entries;
    // Counted from before the query: what it saw may have changed the moment after.
    const until = options.monotonic() + options.ttlMs;
    const value = await options.load(key);
    target.set(key, { value, until });
    return value;
  }

  return {
    fresh(key) {
      const entry = entries.get(key);
      return entry !== undefined && options.monotonic() < entry.until ? entry.value : undefined;
    },
    load(key) {
      const running = loading.get(key);
      if (running !== undefined) return running;
      const shared = loading;
      const promise = loadNow(key).finally(() => shared.delete(key));
      shared.set(key, promise);
      return promise;
    },
    clear() {
      // New maps instead of emptied ones: loads under way finish into the old ones.
      entries = empty();
      loading = new Map();
    },
  };
}
