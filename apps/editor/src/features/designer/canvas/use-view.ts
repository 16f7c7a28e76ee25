import type { ReactFlowInstance, Viewport } from '@xyflow/react';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { CARD, LANE_HEAD, type LaneLayout, type Point } from '@gangmu/core';
import type { CanvasNode } from './canvas-data.js';
import type { CanvasHandle } from './canvas-control.js';
import { intoView, type Size } from './into-view.js';

/** Below this only titles can be read. */
export const AFAR = 0.55;
/** Below this not even those: cards are coloured boxes, and hundreds of them are moved past without a hitch. */
export const FARTHEST = 0.25;
/** How near one comes to write on a card. */
const READABLE = 0.8;
const distanceAt = (zoom: number): '' | 'afar' | 'afar farthest' =>
  zoom < FARTHEST ? 'afar farthest' : zoom < AFAR ? 'afar' : '';
export const FIT = { padding: 0.06, maxZoom: 1 };
/** Milliseconds of an animation; none for those who asked for less motion. */
const motion = (milliseconds: number): number =>
  globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : milliseconds;

/** Which part of the drawing is seen, and how it is moved. */
export function useView(frame: RefObject<HTMLDivElement | null>, layout: LaneLayout) {
  const flow = useRef<ReactFlowInstance<CanvasNode> | null>(null);
  const [distance, setDistance] = useState<ReturnType<typeof distanceAt>>('');
  const moved = useCallback((_: unknown, { zoom }: Viewport) => setDistance(distanceAt(zoom)), []);
  /** Moves the view so that a part of the drawing can be seen whole. */
  const bring = useCallback(
    (part: (Point & Size) | undefined) => {
      const view = flow.current;
      const box = frame.current;
      if (part === undefined || view === null || box === null) return;
      const { x, y, zoom } = view.getViewport();
      const map = box.querySelector<HTMLElement>('.overview');
      const { x: dx, y: dy } = intoView(
        { x: part.x * zoom + x, y: part.y * zoom + y, width: part.width * zoom, height: part.height * zoom },
        { width: box.clientWidth, height: box.clientHeight },
        { width: map?.offsetWidth ?? 0, height: map?.offsetHeight ?? 0 },
      );
      if (dx !== 0 || dy !== 0) void view.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: motion(160) });
    },
    [frame],
  );
  const reveal = useCallback(
    (step: string) => {
      const card = layout.cards.get(step);
      bring(card && { ...card, ...CARD });
    },
    [bring, layout],
  );
  const revealPhase = useCallback(
    (phase: string) => {
      const lane = layout.lanes.find((one) => one.phase === phase);
      bring(lane && { x: 0, y: lane.y, width: LANE_HEAD, height: Math.min(lane.height, CARD.height) });
    },
    [bring, layout],
  );
  // Opens at the top left, as large as the width allows without becoming unreadable.
  const opened = useCallback(
    (instance: ReactFlowInstance<CanvasNode>) => {
      flow.current = instance;
      const width = frame.current?.clientWidth ?? 0;
      const zoom = Math.min(1, Math.max(0.9, (width - 32) / layout.width));
      void instance.setViewport({ x: 16, y: 16, zoom });
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once
    [],
  );

  const view = useMemo(
    (): Pick<CanvasHandle, 'fit' | 'zoom'> => ({
      fit: (ids) => {
        const wanted = ids?.map((id) => ({ id }));
        void flow.current?.fitView({
          ...FIT,
          duration: motion(200),
          ...(wanted === undefined ? {} : { nodes: wanted }),
        });
      },
      zoom: (by) => {
        if (by === 'in') void flow.current?.zoomIn({ duration: motion(120) });
        else if (by === 'out') void flow.current?.zoomOut({ duration: motion(120) });
        else void flow.current?.zoomTo(1, { duration: motion(120) });
      },
    }),
    [],
  );
  /** Comes near enough to a card to read it, if one is farther from it than this zoom. */
  const approach = useCallback(
    (step: string, farther: number) => {
      const card = layout.cards.get(step);
      const now = flow.current;
      if (card === undefined || now === null || now.getZoom() >= farther) return;
      void now.setCenter(card.x + CARD.width / 2, card.y + CARD.height / 2, {
        zoom: READABLE,
        duration: motion(200),
      });
    },
    [layout],
  );
  return { flow, distance, moved, opened, reveal, revealPhase, approach, view };
}
