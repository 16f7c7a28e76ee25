import { Panel, useReactFlow, useStore, type ReactFlowState } from '@xyflow/react';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { CARD, type LaneLayout } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { useEditing } from '../session/use-editing.js';
import { marksOf } from './card-view.js';

const SIZE = { width: 170, height: 110 } as const;
const COLOURS = { paper: '#fafbfc', lane: '#e6ecf1', card: '#9fb3c2', chosen: '#1d5580', wrong: '#c0392b' } as const;
const MARGIN = 60;

interface Props {
  layout: LaneLayout;
  /** Ids of the steps that are chosen. */
  chosen: readonly string[];
}

/**
 * The whole drawing in the corner, and which part of it is seen. It is painted, not built of elements: with hundreds of
 * cards, those would be looked at again with every move of a hand.
 */
export function Overview({ layout, chosen }: Props) {
  const { t } = useWords();
  const findings = useEditing((editing) => editing.findings);
  const marks = useMemo(() => marksOf(findings), [findings]);
  const paper = useRef<HTMLCanvasElement>(null);
  const flow = useReactFlow();
  const scale = Math.min(SIZE.width / (layout.width + 2 * MARGIN), SIZE.height / (layout.height + 2 * MARGIN));
  const left = (SIZE.width - layout.width * scale) / 2;
  const top = (SIZE.height - layout.height * scale) / 2;

  useEffect(() => {
    const pen = paper.current?.getContext('2d');
    if (paper.current === null || pen == null) return;
    const dots = globalThis.devicePixelRatio;
    paper.current.width = SIZE.width * dots;
    paper.current.height = SIZE.height * dots;
    pen.scale(dots, dots);
    pen.translate(left, top);
    pen.scale(scale, scale);
    pen.fillStyle = COLOURS.lane;
    for (const { y, height } of layout.lanes) pen.fillRect(0, y, layout.width, height);
    const marked = new Set(chosen);
    for (const [id, { x, y }] of layout.cards) {
      pen.fillStyle = (marks.get(id)?.errors ?? 0) > 0 ? COLOURS.wrong : marked.has(id) ? COLOURS.chosen : COLOURS.card;
      pen.fillRect(x, y, CARD.width, CARD.height);
    }
  }, [layout, marks, chosen, scale, left, top]);

  const lookAt = (event: PointerEvent): void => {
    const box = paper.current?.getBoundingClientRect();
    if (box === undefined) return;
    const point = { x: (event.clientX - box.x - left) / scale, y: (event.clientY - box.y - top) / scale };
    void flow.setCenter(point.x, point.y, { zoom: flow.getZoom() });
  };
  return (
    <Panel
      position="bottom-right"
      className="overview"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        lookAt(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) lookAt(event);
      }}
      onWheel={({ deltaY }) => void (deltaY < 0 ? flow.zoomIn() : flow.zoomOut())}
    >
      <canvas ref={paper} style={SIZE} role="img" aria-label={t('designer.canvas.map')} />
      <Seen scale={scale} left={left} top={top} />
    </Panel>
  );
}

const windowOf = ({ transform: [x, y, zoom], width, height }: ReactFlowState): string =>
  [-x / zoom, -y / zoom, width / zoom, height / zoom].join(' ');

/** The part of the drawing that is in the window. */
function Seen({ scale, left, top }: { scale: number; left: number; top: number }) {
  const [x = 0, y = 0, width = 0, height = 0] = useStore(windowOf).split(' ').map(Number);
  return (
    <span
      className="seen"
      style={{
        transform: `translate(${left + x * scale}px, ${top + y * scale}px)`,
        width: width * scale,
        height: height * scale,
      }}
    />
  );
}
