import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';

/** Shorter lists are drawn whole: find-in-page and screen readers see every row. */
const DRAW_ALL_BELOW = 150;
const OVERSCAN = 20;

/** Which rows of a long table are in view while the page scrolls; heights in pixels. */
export function useWindowRows(count: number, rowHeight: number) {
  const ref = useRef<HTMLTableElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const box = ref.current?.getBoundingClientRect();
    if (box !== undefined) setTop(box.top + window.scrollY);
  }, []);
  const whole = count < DRAW_ALL_BELOW;
  const virtual = useWindowVirtualizer({
    count: whole ? 0 : count,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  if (whole || first === undefined || last === undefined) {
    return { ref, from: 0, to: whole ? count : Math.min(count, 60), before: 0, after: 0 };
  }
  return {
    ref,
    from: first.index,
    to: last.index + 1,
    before: first.start - top,
    after: virtual.getTotalSize() - (last.end - top),
  };
}
