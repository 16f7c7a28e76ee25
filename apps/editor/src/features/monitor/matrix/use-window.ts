import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Rows beyond each edge that are kept rendered, so that scrolling by keyboard meets no gap. */
const OVERSCAN = 8;

export interface Window {
  scroller: RefObject<HTMLDivElement | null>;
  first: number;
  last: number;
  onScroll: () => void;
  /** Brings a row into view; `top` is what a sticky header covers. */
  reveal: (row: number) => void;
}

/** Rows of one height, of which only those in sight are rendered: thousands of units scroll like thirty. */
export function useWindow(rowHeight: number, count: number, headerHeight: number): Window {
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: 40 });
  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const first = Math.max(0, Math.floor((element.scrollTop - headerHeight) / rowHeight) - OVERSCAN);
    const last = Math.min(count, Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + OVERSCAN);
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [count, headerHeight, rowHeight]);
  useLayoutEffect(() => {
    measure();
    const element = scroller.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  const reveal = useCallback(
    (row: number) => {
      const element = scroller.current;
      if (element === null) return;
      const top = row * rowHeight;
      const shown = element.clientHeight - headerHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + shown) element.scrollTop = top + rowHeight - shown;
    },
    [headerHeight, rowHeight],
  );
  return {
    scroller,
    first: Math.min(range.first, count),
    last: Math.min(range.last, count),
    onScroll: measure,
    reveal,
  };
}
