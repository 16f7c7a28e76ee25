import type { Edge, ReactFlowInstance, ReactFlowProps } from '@xyflow/react';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { CARD } from '@gangmu/core';
import type { Place } from '../session/session.js';
import { useSessionStore } from '../session/use-editing.js';
import type { CanvasPage } from './canvas-control.js';
import type { CanvasNode } from './canvas-data.js';

interface Options {
  page: CanvasPage;
  flow: RefObject<ReactFlowInstance<CanvasNode> | null>;
  focus: () => void;
  connect: (ends: { source: string; target: string }) => void;
  dropCards: (moved: readonly CanvasNode[]) => void;
  setRenaming: (place: Place | null) => void;
}
type Gestures = Pick<
  ReactFlowProps<CanvasNode>,
  | 'onConnectStart'
  | 'onConnectEnd'
  | 'onNodeDragStart'
  | 'onNodeDragStop'
  | 'onSelectionDragStop'
  | 'onNodeClick'
  | 'onEdgeClick'
  | 'onPaneClick'
  | 'onNodeDoubleClick'
  | 'onNodeContextMenu'
  | 'onEdgeContextMenu'
  | 'onPaneContextMenu'
  | 'onSelectionContextMenu'
>;

/**
 * What mouse and fingers do on the drawing. All of it stays the same object as long as the page is open: React Flow
 * goes over every card again when one of these changes.
 */
export function useGestures({ page, flow, focus, connect, dropCards, setRenaming }: Options) {
  const session = useSessionStore();
  const dragging = useRef(false);
  const [linking, setLinking] = useState(false);
  const gestures = useMemo((): Gestures => {
    const menuFor = (event: { clientX: number; clientY: number; preventDefault: () => void }, place?: Place): void => {
      event.preventDefault();
      const { selection: now, select } = session.getState();
      if (place === undefined) select([]);
      else if (!now.includes(place)) select([place]);
      focus();
      page.openMenu({ x: event.clientX, y: event.clientY });
    };
    return {
      onConnectStart: () => setLinking(true),
      onConnectEnd: (event, { isValid, fromNode, fromHandle }) => {
        setLinking(false);
        if (isValid === true || fromNode === null || fromHandle?.type !== 'source') return;
        const { clientX: x, clientY: y } = 'changedTouches' in event ? (event.changedTouches[0] ?? NOWHERE) : event;
        const under = document.elementFromPoint(x, y);
        const onto = under?.closest('.react-flow__node-step')?.getAttribute('data-id');
        const at = flow.current?.screenToFlowPosition({ x, y });
        // Dropped anywhere on a card it means that card; on the empty canvas, a new step.
        if (onto != null) {
          if (onto !== fromNode.id) connect({ source: fromNode.id, target: onto });
        } else if (at !== undefined && under?.closest('.react-flow__pane') != null)
          page.addAfter(fromNode.id, { x: at.x, y: at.y - CARD.height / 2 });
      },
      onNodeDragStart: () => {
        dragging.current = true;
      },
      onNodeDragStop: (_, __, moved) => {
        dragging.current = false;
        dropCards(moved);
        focus();
      },
      onSelectionDragStop: (_, moved) => dropCards(moved),
      onNodeClick: ({ shiftKey, ctrlKey, metaKey }, node) => {
        const { selection: now, select } = session.getState();
        const place = `/steps/${node.id}`;
        // React Flow leaves the others selected; a hand that wanted all of them would have dragged, or asked for the menu.
        if (now.length > 1 && now.includes(place) && !shiftKey && !ctrlKey && !metaKey) select([place]);
        focus();
      },
      onEdgeClick: focus,
      onPaneClick: () => {
        session.getState().select([]);
        focus();
      },
      onNodeDoubleClick: (_, node) => {
        if (node.type === 'step' && session.getState().readOnly === null) setRenaming(`/steps/${node.id}`);
      },
      onNodeContextMenu: (event, node) =>
        menuFor(event, node.type === 'lane' ? `/phases/${node.data.phase}` : `/steps/${node.id}`),
      onEdgeContextMenu: (event, edge: Edge) => {
        session.getState().select([`/edges/${edge.id}`]);
        menuFor(event, `/edges/${edge.id}`);
      },
      onPaneContextMenu: (event) => menuFor(event),
      onSelectionContextMenu: (event) => {
        event.preventDefault();
        page.openMenu({ x: event.clientX, y: event.clientY });
      },
    };
  }, [session, page, flow, focus, connect, dropCards, setRenaming]);
  return { gestures, linking, dragging };
}

const NOWHERE = { clientX: -1, clientY: -1 };
