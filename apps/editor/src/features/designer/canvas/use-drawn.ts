import type { Template } from '@gangmu/core';
import { applyNodeChanges, type Edge, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StepDates } from '../session/thinking.js';
import { useSessionStore } from '../session/use-editing.js';
import { type CanvasNode, edgesOf, type NodeParts, nodesOf, spansOf } from './canvas-data.js';
import { dropped, together } from './hands.js';

type Parts = Omit<NodeParts, 'spans'> & { edges: Template['edges']; dates: Readonly<Record<string, StepDates>> };

/** Nodes and edges as they are drawn, also while they are dragged; what hands did to them goes to the session. */
export function useDrawn({
  layout,
  phases,
  edges: all,
  dates,
  selection,
  renaming,
  target,
  adapting,
  movable,
  byTouch,
  actions,
}: Parts) {
  const session = useSessionStore();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- of the steps only their lanes count, and then the layout is another
  const spans = useMemo(() => spansOf(session.getState().template.steps, dates), [session, layout, dates]);
  const parts = useMemo(
    () => ({ layout, phases, spans, selection, renaming, target, adapting, movable, byTouch, actions }),
    [layout, phases, spans, selection, renaming, target, adapting, movable, byTouch, actions],
  );
  // While cards are dragged they stand elsewhere than the template says: a state of its own, brought up to date before
  // anything is drawn of it.
  const [drawn, draw] = useState<{ parts: NodeParts | null; nodes: CanvasNode[] }>({ parts: null, nodes: [] });
  if (drawn.parts !== parts) draw({ parts, nodes: nodesOf(parts, drawn.nodes) });
  const { nodes } = drawn;
  /** What is drawn at the moment, for hands that let go of something: they are not told anew with every edit. */
  const latest = useRef<NodeParts>(parts);
  useEffect(() => {
    latest.current = parts;
  }, [parts]);
  const [edgesAgain] = useState(rememberedEdges);
  const edges = useMemo(() => edgesAgain(all, layout, selection), [edgesAgain, all, layout, selection]);

  /** Selections that React Flow makes – clicks, the selection box – go to the session. */
  const takeSelection = useCallback(
    (changes: { id: string; selected: boolean }[], map: 'steps' | 'edges') => {
      if (changes.length === 0) return;
      const { selection: now, select } = session.getState();
      const next = new Set(now.filter((place) => !place.startsWith('/phases/')));
      for (const { id, selected } of changes)
        if (selected) next.add(`/${map}/${id}`);
        else next.delete(`/${map}/${id}`);
      select([...next]);
    },
    [session],
  );
  const nodesChanged = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const rest = changes.filter(({ type }) => type === 'position' || type === 'dimensions');
      if (rest.length > 0) draw((now) => ({ ...now, nodes: applyNodeChanges(rest, now.nodes) }));
      takeSelection(
        changes.flatMap((change) => (change.type === 'select' ? [change] : [])),
        'steps',
      );
    },
    [takeSelection],
  );
  const edgesChanged = useCallback(
    (changes: EdgeChange[]) => {
      takeSelection(
        changes.flatMap((change) => (change.type === 'select' ? [change] : [])),
        'edges',
      );
    },
    [takeSelection],
  );

  const dropCards = useCallback(
    (moved: readonly CanvasNode[]) => {
      const cards = new Map(moved.filter(({ type }) => type === 'step').map(({ id, position }) => [id, position]));
      const operations = dropped(session.getState().template, latest.current.layout, cards);
      const done = operations.length > 0 && session.getState().apply(together(operations)).ok;
      // Refused, or nothing changed: the cards go back to where they stood.
      if (!done)
        draw((before) => ({
          ...before,
          nodes: nodesOf(
            latest.current,
            before.nodes.map((node) => ({ ...node, dragging: true })),
          ),
        }));
    },
    [session],
  );
  return { nodes, edges, nodesChanged, edgesChanged, dropCards };
}

/** Edges, reusing those of the last time. */
function rememberedEdges(): (...now: [Template['edges'], NodeParts['layout'], NodeParts['selection']]) => Edge[] {
  let last: Edge[] = [];
  return (all, layout, selection) => {
    last = edgesOf(all, layout, selection, last);
    return last;
  };
}
