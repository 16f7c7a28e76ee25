import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { views } from './views.js';

/** The drawing, for whoever names no other view. */
export const CANVAS = 'canvas';
const known = (id: string | null): id is string => id === CANVAS || views.some((view) => view.id === id);

/**
 * How one looks at a design: kept in the address, so that it stays when the page is loaded again or the design is opened
 * again, and going back leads to the view before.
 *
 * @param table whether whoever comes without naming a view begins with the table
 */
export function useViewInAddress(table: boolean): [view: string, show: (view: string) => void] {
  const [search, setSearch] = useSearchParams();
  // A narrow window that is made wide is no reason to be led elsewhere.
  const [first] = useState(table ? 'table' : CANVAS);
  const named = search.get('view');
  const show = useCallback(
    (view: string) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.set('view', view);
        return next;
      }),
    [setSearch],
  );
  return [known(named) ? named : first, show];
}
