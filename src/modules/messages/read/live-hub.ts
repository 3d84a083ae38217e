import type { LiveEvent } from '../contract.ts';

export type LiveListener = (event: LiveEvent) => void;

/** Fan-out to the open consoles of this process; nothing durable, nothing awaited. */
export interface LiveHub {
  publish(workspaceId: string, event: LiveEvent): void;
  /** True when somebody listens: spares building events for nobody. */
  isWatched(workspaceId: string): boolean;
  /** Returns the function that stops listening. */
  subscribe(workspaceId: string, listener: LiveListener): () => void;
}

export function createLiveHub(): LiveHub {
  const listeners = new Map<string, Set<LiveListener>>();
  return {
    publish(workspaceId, event) {
      for (const listener of listeners.get(workspaceId) ?? []) listener(event);
    },
    isWatched: (workspaceId) => listeners.has(workspaceId),
    subscribe(workspaceId, listener) {
      const set = listeners.get(workspaceId) ?? new Set();
      set.add(listener);
      listeners.set(workspaceId, set);
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(workspaceId) === set) listeners.delete(workspaceId);
      };
    },
  };
}
