import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { corners, rounded } from './route.js';

/** A dependency: dashed where it is only an order. */
export const Arrow = memo(function Arrow({
  sourceX,
  sourceY,
  targetX,
  targetY,
  markerEnd,
  interactionWidth,
}: EdgeProps) {
  const path = rounded(corners({ x: sourceX, y: sourceY }, { x: targetX - 2, y: targetY }));
  return (
    <BaseEdge
      path={path}
      {...(markerEnd === undefined ? {} : { markerEnd })}
      {...(interactionWidth === undefined ? {} : { interactionWidth })}
    />
  );
});
