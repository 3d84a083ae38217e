import { useSyncExternalStore } from 'react';
import { z } from 'zod';

/** What this browser remembers; nothing of it is secret. */
const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  locale: z.enum(['id', 'en']).catch('id'),
  workspaceId: z.string().nullable().catch(null),
  sidebar: z.enum(['open', 'narrow']).catch('open'),
  firstSteps: z.enum(['shown', 'hidden']).catch('shown'),
});
export type Preferences = z.infer<typeof Preferences>;

const PREFIX = 'titian.';
const listeners = new Set<() => void>();
let current: Preferences = load();

function load(): Preferences {
  const stored: Record<string, string> = {};
  try {
    for (const name of Object.keys(Preferences.shape)) {
      const value = localStorage.getItem(PREFIX + name);
      if (value !== null) stored[name] = value;
    }
  } catch {
    // Storage is switched off: the console works with defaults.
  }
  return Preferences.parse({ workspaceId: null, ...stored });
}

function write(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    for (const [name, value] of Object.entries(change)) {
      if (value === null) localStorage.removeItem(PREFIX + name);
      else localStorage.setItem(PREFIX + name, value);
    }
  } catch {
    // Remembered until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const preferences = { read: () => current, write, subscribe };

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences.read);
}
