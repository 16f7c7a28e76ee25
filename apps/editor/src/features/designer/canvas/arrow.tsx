import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useWords } from '../../../platform/language.js';
import { useCard } from './card-view.js';
import { corners, rounded } from './route.js';

/** A dependency: dashed where it is only an order. Read aloud with the titles of what it joins. */
export const Arrow = memo(function Arrow({
  source,
  target,
  sourceX,
  sourceY,
  targetX,
  targetY,
  markerEnd,
  interactionWidth,
}: EdgeProps) {
  const { local } = useWords();
  const [from, to] = [useCard(source)?.title, useCard(target)?.title];
  const path = rounded(corners({ x: sourceX, y: sourceY }, { x: targetX - 2, y: targetY }));
  return (
    <g role="img" aria-label={`${local(from)} → ${local(to)}`}>
      <BaseEdge
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        {...(interactionWidth === undefined ? {} : { interactionWidth })}
      />
    </g>
  );
});
