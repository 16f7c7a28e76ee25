import {
  Background,
  Controls,
  MarkerType,
  MiniMap,
  ReactFlow,
  type Edge,
  type Node,
  type NodeTypes,
  type ReactFlowInstance,
} from '@xyflow/react';
import { useCallback, useMemo, useRef } from 'react';
import type { Template } from '@gangmu/core';
import { useFlowWords } from '../../platform/flow-words.js';
import { useWords } from '../../platform/language.js';
import { CARD, layOutLanes } from './lane-layout.js';
import { LaneNode, type LaneNodeData } from './lane-node.js';
import { StepNode, type StepNodeData } from './step-node.js';
import type { RunView } from './run-model.js';
import '@xyflow/react/dist/style.css';
import './run-canvas.css';

/** Below this the cards can no longer be read. */
const SMALLEST = 0.8;
const MARGIN = 16;
const nodeTypes: NodeTypes = { step: StepNode, lane: LaneNode };

interface Props {
  template: Template;
  view: RunView;
  selected: string | null;
  select: (step: string) => void;
}

/** One unit's run as a drawing: lanes are phases, cards are steps. Nothing can be moved here, only looked at and chosen. */
export function RunCanvas({ template, view, selected, select }: Props) {
  const { t, local } = useWords();
  const spoken = useFlowWords();
  const layout = useMemo(
    () =>
      layOutLanes(
        view.phases.map(({ id }) => id),
        view.steps,
        Object.values(template.edges),
      ),
    // Cards move when steps come or go, not when one of them changes its state.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [template, view.steps.map(({ id }) => id).join()],
  );
  const frame = useRef<HTMLDivElement>(null);
  // Opens at the chosen step, else at the top left and as large as the width allows without becoming unreadable.
  const open = useCallback(
    (flow: ReactFlowInstance) => {
      const { clientWidth, clientHeight } = frame.current ?? { clientWidth: 0, clientHeight: 0 };
      const zoom = Math.min(1, Math.max(SMALLEST, (clientWidth - 2 * MARGIN) / layout.width));
      const card = selected === null ? undefined : layout.cards.get(selected);
      const y = card === undefined ? MARGIN : Math.min(MARGIN, clientHeight / 2 - (card.y + CARD.height / 2) * zoom);
      const x = card === undefined ? MARGIN : Math.min(MARGIN, clientWidth / 2 - (card.x + CARD.width / 2) * zoom);
      void flow.setViewport({ x, y, zoom });
    },
    [layout, selected],
  );
  const nodes = useMemo((): Node[] => {
    const lanes = layout.lanes.map((lane, index): Node<LaneNodeData> => {
      const phase = view.phases.find(({ id }) => id === lane.phase);
      return {
        id: `lane ${lane.phase}`,
        type: 'lane',
        position: { x: 0, y: lane.y },
        data: { title: phase?.title ?? { zh: lane.phase }, opened: phase?.opened ?? false, tone: index % 2 },
        width: layout.width,
        height: lane.height,
        selectable: false,
        focusable: false,
        zIndex: -1,
      };
    });
    const cards = view.steps.map(
      (step): Node<StepNodeData> => ({
        id: step.id,
        type: 'step',
        position: layout.cards.get(step.id) ?? { x: 0, y: 0 },
        data: { view: step, select },
        width: CARD.width,
        height: CARD.height,
        selected: step.id === selected,
        // The canvas takes the pointer from nodes it need not handle; the button inside wants it.
        style: { pointerEvents: 'all' },
        // The button inside is the tab stop; the frame around it would be a second one.
        focusable: false,
      }),
    );
    return [...lanes, ...cards];
  }, [layout, view, selected, select]);
  const edges = useMemo(
    (): Edge[] =>
      Object.entries(template.edges)
        .filter(([, { from, to }]) => layout.cards.has(from) && layout.cards.has(to))
        .map(([id, { from, to, kind }]) => ({
          id,
          source: from,
          target: to,
          focusable: false,
          ariaLabel: `${local(template.steps[from]?.title)} → ${local(template.steps[to]?.title)}`,
          markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: '#8499a8' },
          style: { stroke: '#8499a8', strokeWidth: 1.4, ...(kind === 'order' ? { strokeDasharray: '5 4' } : {}) },
        })),
    [template, layout, local],
  );
  return (
    <div ref={frame} className="run-canvas" role="region" aria-label={t('canvas.label')}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        onInit={open}
        panOnScroll
        minZoom={0.2}
        maxZoom={1.6}
        proOptions={{ hideAttribution: false }}
        disableKeyboardA11y
        ariaLabelConfig={spoken}
      >
        <Background gap={24} color="#dde4e9" />
        <Controls position="top-right" orientation="horizontal" showInteractive={false} />
        <MiniMap
          pannable
          style={{ width: 150, height: 110 }}
          zoomable
          nodeColor={(node) =>
            node.type === 'lane' ? '#e6ecf1' : miniMapColour((node.data as StepNodeData).view.state)
          }
          nodeStrokeWidth={0}
          className="run-minimap"
        />
      </ReactFlow>
    </div>
  );
}

const miniMapColour = (state: StepNodeData['view']['state']): string =>
  state === 'late' || state === 'returned' || state === 'incomplete'
    ? '#c0392b'
    : state === 'done' || state === 'waived'
      ? '#5a9b78'
      : state === 'open' || state === 'submitted'
        ? '#4b7699'
        : '#b9c4cc';
