/** When a design is opened: once, when somebody asks for it. */
import { queryOptions } from '@tanstack/react-query';
import type { OpenedDesign, UnreadableDesign } from './open-design.js';

/** One time of opening: by coming here, or by asking again. */
export interface Turn {
  count: number;
  /** Also from somebody who is editing. */
  takeOver: boolean;
}

/**
 * A design that is open is never fetched again by itself, whatever else is when the engine answers again: what is
 * drawn would be gone from the screen, and the right to save taken from whoever has it by now. What could not be opened
 * is tried again, but not the taking over: that was asked for then and not now.
 */
export const opening = (
  id: string,
  lease: string,
  { count, takeOver }: Turn,
  open: (takeOver: boolean, signal: AbortSignal) => Promise<OpenedDesign | UnreadableDesign>,
) =>
  queryOptions({
    queryKey: ['design-draft', id, lease, count],
    queryFn: async ({ client, queryKey, signal }) => {
      const failed = (client.getQueryState(queryKey)?.errorUpdateCount ?? 0) > 0;
      return await open(takeOver && !failed, signal);
    },
    staleTime: 'static',
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
