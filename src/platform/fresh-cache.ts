import { createBoundedMap } from '../lib/bounded-map.ts';

/** Entries that are remembered at most; those that were loaded first go. */
const MOST_ENTRIES = 10_000;

/** Something per workspace that every request needs and that rarely changes. */
export interface FreshCache<Value> {
  /** From memory while it is fresh; who asks while it is loaded shares the load. */
  of(workspaceId: string): Promise<Value>;
  /** The next one who asks gets what is stored now; for whoever changed it. */
  forget(workspaceId: string): void;
}

export interface FreshCacheOptions<Value> {
  /** Another node's change is seen after so many milliseconds at most. */
  readonly freshMs: number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly load: (workspaceId: string) => Promise<Value>;
}

export function createFreshCache<Value>({ freshMs, now, load }: FreshCacheOptions<Value>): FreshCache<Value> {
  const known = createBoundedMap<string, { readonly at: number; readonly value: Promise<Value> }>(
    MOST_ENTRIES,
  );

  function remember(workspaceId: string): Promise<Value> {
    const entry = { at: now(), value: load(workspaceId) };
    // A failed load must not be kept, or one hiccup of the database would last as long as what is fresh.
    entry.value.catch(() => {
      if (known.get(workspaceId) === entry) known.delete(workspaceId);
    });
    known.set(workspaceId, entry);
    return entry.value;
  }

  return {
    of(workspaceId) {
      const entry = known.get(workspaceId);
      return entry !== undefined && now() - entry.at < freshMs ? entry.value : remember(workspaceId);
    },
    forget: (workspaceId) => known.delete(workspaceId),
  };
}
