import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Narrower than 768 px: a phone, or a large zoom. */
export const usePhoneWidth = (): boolean => useMedia('(max-width: 767px)');
