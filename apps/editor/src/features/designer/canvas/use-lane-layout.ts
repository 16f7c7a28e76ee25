import { useMemo, useRef } from 'react';
import { type LaneLayout, placeCards, type Point, stackLanes, type Template } from '@gangmu/core';

/**
 * Where everything stands. Cards that nobody placed stay where they once fell while the design is open, so that a new
 * step or arrow moves nothing else.
 */
export function useLaneLayout(template: Template): LaneLayout {
  const kept = useRef<ReadonlyMap<string, Point>>(new Map());
  const { steps, phases, edges, layout } = template;
  return useMemo(() => {
    const places = placeCards(template, { kept: kept.current });
    // A card dragged and put back by undo returns to where it fell, not to where it was dragged.
    kept.current = new Map(
      [...places].map(([id, point]) => [id, layout?.[id] === undefined ? point : (kept.current.get(id) ?? point)]),
    );
    return stackLanes(template, places);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- other parts of the template move no card
  }, [steps, phases, edges, layout]);
}
