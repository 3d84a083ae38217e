import { useLayoutEffect, useRef, useState } from 'react';

/** Closer to the end than this the reader follows what comes in; pixels. */
const END = 80;

/** Keeps a list at its end while the reader is there; else says that something came in below. */
export function useStickToEnd(count: number, lastKey: string | undefined) {
  const ref = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [seenKey, setSeenKey] = useState(lastKey);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null || !following.current) return;
    box.scrollTop = box.scrollHeight;
    setSeenKey(lastKey);
  }, [lastKey]);
  const onScroll = (): void => {
    const box = ref.current;
    if (box === null) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < END;
    if (following.current) setSeenKey(lastKey);
  };
  const toEnd = (): void => {
    following.current = true;
    ref.current?.scrollTo({ top: ref.current.scrollHeight });
    setSeenKey(lastKey);
  };
  return { ref, onScroll, toEnd, behind: count > 0 && seenKey !== lastKey };
}
