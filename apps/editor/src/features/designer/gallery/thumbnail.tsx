import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Design, designRoutes } from '@gangmu/contract';
import { CARD, LANE_HEAD, parseTemplate, placeCards, stackLanes, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';

/** The shape of a plan: its lanes and where its cards stand. Decoration: the words stand beside it. */
export function Thumbnail({ template }: { template: Template }) {
  const layout = useMemo(() => stackLanes(template, placeCards(template)), [template]);
  // Small plans are not blown up; of tall ones the beginning is shown.
  const width = Math.max(layout.width, 1400);
  const height = Math.max(layout.height, 560);
  return (
    <svg className="thumbnail" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMinYMin slice" aria-hidden>
      {layout.lanes.map(({ phase, y, height: tall }, index) => (
        <g key={phase}>
          <rect x={0} y={y} width={layout.width} height={tall} rx={14} fill={index % 2 ? '#f1ecdc' : '#e3ecf3'} />
          <rect
            x={28}
            y={y + tall / 2 - 14}
            width={LANE_HEAD - 60}
            height={28}
            rx={8}
            fill={index % 2 ? '#c3b178' : '#7f9db4'}
          />
        </g>
      ))}
      {[...layout.cards].map(([id, { x, y }]) => (
        <rect
          key={id}
          x={x}
          y={y}
          width={CARD.width}
          height={CARD.height}
          rx={12}
          fill="#ffffff"
          stroke="#9fb3c2"
          strokeWidth={5}
        />
      ))}
    </svg>
  );
}

/** Once it has come near the window. */
function useNear() {
  const [near, setNear] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const seen = element.current;
    if (seen === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: '200px' },
    );
    watch.observe(seen);
    return () => watch.disconnect();
  }, []);
  return [element, near] as const;
}

/** The picture of a design as it is published, or as it is drafted where nothing is. */
export function DesignThumbnail({ design }: { design: Design }) {
  const [element, near] = useNear();
  const { published, draft, may } = design;
  const drawn = useQuery({
    queryKey: ['design-shape', design.id, published?.hash ?? draft?.revision ?? 0],
    queryFn: async ({ signal }) => {
      const params = { design: design.id };
      const { template } =
        published === null
          ? await client.call(designRoutes.draft, { params, signal })
          : await client.call(designRoutes.version, { params: { ...params, number: published.number }, signal });
      const parsed = parseTemplate(template);
      return parsed.ok ? parsed.template : null;
    },
    enabled: near && (published !== null || may.design),
    staleTime: Infinity,
    retry: false,
  });
  return (
    <div ref={element} className="thumbnail-frame">
      {drawn.data != null && <Thumbnail template={drawn.data} />}
    </div>
  );
}
