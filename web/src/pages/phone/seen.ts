import { useSyncExternalStore } from 'react';

/** When each conversation was last looked at, in this tab; older than the first look counts as seen. */
const seenAt = new Map<string, string>();
const listeners = new Set<() => void>();
const openedAt = new Date().toISOString();
let version = 0;

export function markSeen(phone: string, at: string): void {
  if ((seenAt.get(phone) ?? openedAt) >= at) return;
  seenAt.set(phone, at);
  version += 1;
  for (const listener of listeners) listener();
}

export const isUnseen = (phone: string, lastAt: string): boolean => lastAt > (seenAt.get(phone) ?? openedAt);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Draws again when something was looked at. */
export const useSeen = (): number => useSyncExternalStore(subscribe, () => version);
