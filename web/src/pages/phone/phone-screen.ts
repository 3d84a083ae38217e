import { useSyncExternalStore } from 'react';

/** What the virtual phone shows; kept while the drawer is closed. */
export type PhoneScreen =
  | { readonly view: 'inbox' }
  | { readonly view: 'compose' }
  | { readonly view: 'conversation'; readonly phone: string };

const listeners = new Set<() => void>();
let current: PhoneScreen = { view: 'inbox' };

function show(screen: PhoneScreen): void {
  current = screen;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const phoneScreen = { show };

export const usePhoneScreen = (): PhoneScreen => useSyncExternalStore(subscribe, () => current);
