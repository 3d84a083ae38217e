import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * Whether the element has less than `least` pixels of width; known before it is first painted. While `isHeld` it is not
 * measured again.
 */
export function useNarrow(
  least: number,
  isHeld: boolean,
): { ref: RefObject<HTMLDivElement | null>; narrow: boolean } {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const measure = (): void => setWidth(box.clientWidth);
    if (isHeld) {
      setWidth((known) => (Number.isFinite(known) ? known : box.clientWidth));
      return;
    }
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [isHeld]);
  return { ref, narrow: width < least };
}
