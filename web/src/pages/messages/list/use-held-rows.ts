import { useEffect, useState } from 'react';
import type { Message } from '../../../contracts/messages.ts';
import { type HeldRows, holdRows } from './feed.ts';

/** Closer to the top than this the reader watches what comes in; pixels. */
const TOP = 120;

/** New rows slide in while the top of the list is in view; else they wait for `release`. */
export function useHeldRows(items: readonly Message[]): HeldRows & { readonly release: () => void } {
  const [held, setHeld] = useState<readonly Message[] | null>(null);
  useEffect(() => {
    const look = (): void => {
      const atTop = window.scrollY < TOP;
      setHeld((before) => (atTop ? null : (before ?? items)));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [items]);
  const release = (): void => {
    setHeld(null);
    window.scrollTo({ top: 0 });
  };
  return { ...holdRows(items, held), release };
}
