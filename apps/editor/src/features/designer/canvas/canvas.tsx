import {
  Background,
  type Connection,
  Controls,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStoreApi,
} from '@xyflow/react';
import { Button } from 'antd';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { CARD } from '@gangmu/core';
import { useFlowWords } from '../../../platform/flow-words.js';
import { useWords } from '../../../platform/language.js';
import { useNarrow } from '../../../platform/use-narrow.js';
import { renameOperation } from '../session/names.js';
import type { Place } from '../session/session.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { AddingKeys } from './adding-keys.js';
import { Arrow } from './arrow.js';
import { type CanvasNode, standing } from './canvas-data.js';
import type { CanvasControl, CanvasPage } from './canvas-control.js';
import { CardsProvider, liveCards } from './card-view.js';
import { phaseAmong, stepsAmong } from './hands.js';
import { LaneBand, laneElementId } from './lane-band.js';
import { LinkingContext } from './linking.js';
import { Overview } from './overview.js';
import { KIND_TYPE } from './palette.js';
import { cardElementId, StepCard } from './step-card.js';
import { type Connecting, useCanvasKeys } from './use-canvas-keys.js';
import { useDrawn } from './use-drawn.js';
import { useGestures } from './use-gestures.js';
import { useLaneLayout } from './use-lane-layout.js';
import { AFAR, FARTHEST, FIT, useView } from './use-view.js';
import '@xyflow/react/dist/style.css';
import './canvas.css';

const nodeTypes: NodeTypes = { step: StepCard, lane: LaneBand };
const edgeTypes: EdgeTypes = { arrow: Arrow };
const SMALLEST = 0.12;
const MIDDLE_BUTTON = [1];

interface Props {
  control: CanvasControl;
  page: CanvasPage;
  /** A title is being typed here. */
  renaming: Place | null;
  setRenaming: (place: Place | null) => void;
  /** An arrow is being drawn by keyboard from this step. */
  connecting: Connecting | null;
  setConnecting: (state: Connecting | null) => void;
}

/** The template drawn: phases as lanes along time, steps as cards, dependencies as arrows. */
export function Canvas({ control, page, renaming, setRenaming, connecting, setConnecting }: Props) {
  const { t, local, language } = useWords();
  const session = useSessionStore();
  const phases = useEditing(({ template }) => template.phases);
  const arrows = useEditing(({ template }) => template.edges);
  const title = useEditing(({ template }) => template.title);
  const adapting = useEditing((editing) => editing.base !== null);
  const dates = useEditing((editing) => editing.dates);
  const selection = useEditing((editing) => editing.selection);
  const readOnly = useEditing((editing) => editing.readOnly !== null);
  const coarse = useNarrow('(pointer: coarse)');
  const layout = useLaneLayout();
  const cards = useMemo(() => liveCards(session), [session]);

  const frame = useRef<HTMLDivElement>(null);
  const focus = useCallback(() => frame.current?.focus({ preventScroll: true }), []);
  const actions = useMemo(
    () => ({
      rename: (step: string, title: string) => {
        const { apply, template: now } = session.getState();
        apply(renameOperation(now, 'steps', step, title, language));
        setRenaming(null);
        focus();
      },
      renamePhase: (phase: string, title: string) => {
        const { apply, template: now } = session.getState();
        apply(renameOperation(now, 'phases', phase, title, language));
        setRenaming(null);
        focus();
      },
      stopRenaming: () => {
        setRenaming(null);
        focus();
      },
      choose: (phase: string, open: boolean) => {
        session.getState().select([`/phases/${phase}`]);
        if (open && session.getState().readOnly === null) setRenaming(`/phases/${phase}`);
        else focus();
      },
    }),
    [session, language, setRenaming, focus],
  );

  const { nodes, edges, nodesChanged, edgesChanged, dropCards } = useDrawn({
    layout,
    phases,
    edges: arrows,
    dates,
    selection,
    renaming,
    target: connecting?.to ?? null,
    adapting,
    movable: !readOnly,
    byTouch: coarse,
    actions,
  });
  const connect = useCallback(
    ({ source, target }: Pick<Connection, 'source' | 'target'>) => {
      session.getState().apply({ op: 'connect', from: source, to: target });
    },
    [session],
  );

  const { flow, distance, moved, opened, reveal, revealPhase, approach, view } = useView(frame, layout);
  // Whatever is selected elsewhere – a finding, a row, undo – is brought into view.
  const chosen = useMemo(() => stepsAmong(selection), [selection]);
  const lastChosen = chosen.at(-1);
  const { gestures, linking, dragging } = useGestures({ page, flow, focus, connect, dropCards, setRenaming });
  useEffect(() => {
    if (lastChosen !== undefined && !dragging.current) reveal(lastChosen);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another card is chosen, not when cards move
  }, [lastChosen]);

  const phase = phaseAmong(selection);

  // From far away nobody sees what they type.
  useEffect(() => {
    if (renaming?.startsWith('/steps/') === true) approach(stepsAmong([renaming])[0] ?? '', FARTHEST);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each renaming, not when cards move
  }, [renaming]);

  // Who jumped – to a problem, to what was found – looks for a place among many: the card has to be recognised.
  const shown = useEditing((editing) => editing.shown);
  useEffect(() => {
    if (shown !== null) approach(stepsAmong([shown.path])[0] ?? '', AFAR);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each jump, not when cards move
  }, [shown]);

  useImperativeHandle(control, () => ({
    ...view,
    focus,
    reveal,
    approach: (place) => {
      approach(stepsAmong([place])[0] ?? '', AFAR);
      revealPhase(phaseAmong([place]) ?? '');
    },
    layout,
    standing: (ids) => standing(nodes, ids),
  }));

  const press = useCanvasKeys({ page, layout, nodes, reveal, revealPhase, connect, connecting, setConnecting });

  const spoken = useFlowWords();
  const count = layout.cards.size;
  return (
    <div
      ref={frame}
      className={`design-canvas ${distance} ${readOnly ? 'read-only' : ''}`}
      // One tab stop: arrows go from card to card inside.
      tabIndex={0}
      role="application"
      aria-label={t('designer.canvas.label', { title: local(title), count })}
      aria-describedby="canvas-how"
      aria-activedescendant={
        lastChosen === undefined ? phase && laneElementId(phase) : cardElementId(connecting?.to ?? lastChosen)
      }
      onKeyDown={press}
      onCopy={(event) => {
        if (event.target !== event.currentTarget) return;
        page.copied(event.clipboardData, false);
        event.preventDefault();
      }}
      onCut={(event) => {
        if (event.target !== event.currentTarget) return;
        page.copied(event.clipboardData, true);
        event.preventDefault();
      }}
      onPaste={(event) => {
        if (event.target === event.currentTarget && page.pasted(event.clipboardData)) event.preventDefault();
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(KIND_TYPE)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        const kind = event.dataTransfer.getData(KIND_TYPE);
        const at = flow.current?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        if (kind === '' || at === undefined) return;
        event.preventDefault();
        focus();
        page.dropKind(kind, { x: at.x - CARD.width / 2, y: at.y - CARD.height / 2 });
      }}
    >
      <p id="canvas-how" className="visually-hidden">
        {t('designer.canvas.how')}
      </p>
      <CardsProvider value={cards}>
        <LinkingContext value={linking}>
          <ReactFlowProvider initialNodes={nodes} initialEdges={edges}>
            <Unmeasured />
            <AddingKeys frame={frame} />
            <ReactFlow<CanvasNode>
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeTypes}
              edgeTypes={edgeTypes}
              onInit={opened}
              onNodesChange={nodesChanged}
              onEdgesChange={edgesChanged}
              onConnect={connect}
              {...gestures}
              onMove={moved}
              nodesDraggable={!readOnly}
              nodesConnectable={!readOnly}
              nodesFocusable={false}
              edgesFocusable={false}
              disableKeyboardA11y
              deleteKeyCode={null}
              selectionKeyCode={coarse ? 'Shift' : null}
              multiSelectionKeyCode={null}
              selectionOnDrag={!coarse}
              selectionMode={SelectionMode.Partial}
              panOnDrag={coarse ? true : MIDDLE_BUTTON}
              panActivationKeyCode="Space"
              panOnScroll
              // Control and a wheel zoom by themselves; heard as a key of its own, each press would have every card painted.
              zoomActivationKeyCode="Meta"
              zoomOnDoubleClick={false}
              nodeDragThreshold={3}
              connectionRadius={28}
              onlyRenderVisibleElements
              elevateNodesOnSelect={false}
              minZoom={SMALLEST}
              maxZoom={1.8}
              ariaLabelConfig={spoken}
            >
              <Background gap={24} color="#e3e8ec" />
              <Controls position="bottom-left" orientation="horizontal" showInteractive={false} fitViewOptions={FIT} />
              {count > 6 && <Overview layout={layout} chosen={chosen} />}
            </ReactFlow>
          </ReactFlowProvider>
        </LinkingContext>
      </CardsProvider>
      {connecting !== null && (
        <p className="canvas-hint" role="status">
          {t('designer.canvas.connecting')}
        </p>
      )}
      {count === 0 && !readOnly && <EmptyCanvas phases={layout.lanes.length > 0} addPhase={page.addPhase} />}
    </div>
  );
}

/**
 * Sizes and ends of arrows are all said beforehand. React Flow would measure each card all the same when it comes into the
 * window, find no ends of arrows – those are drawn only near the hand – and draw its arrows no more.
 */
function Unmeasured() {
  const store = useStoreApi();
  // Before the cards are drawn for the first time: they hold on to what they find here.
  useState(() => store.setState({ updateNodeInternals: () => undefined }));
  return null;
}

/** How to begin. */
function EmptyCanvas({ phases, addPhase }: { phases: boolean; addPhase: () => void }) {
  const { t } = useWords();
  return (
    <div className="canvas-empty">
      <strong>{t(phases ? 'designer.empty.steps.title' : 'designer.empty.title')}</strong>
      <span>{t(phases ? 'designer.empty.steps.text' : 'designer.empty.text')}</span>
      {!phases && (
        <Button type="primary" onClick={addPhase}>
          {t('designer.do.add-phase')}
        </Button>
      )}
    </div>
  );
}
