import type { LocalText } from '@gangmu/core';
import { applyNodeChanges, type Edge, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../../platform/language.js';
import { useSessionStore } from '../session/use-editing.js';
import { type CanvasNode, edgesOf, type NodeParts, nodesOf } from './canvas-data.js';
import { dropped, together } from './hands.js';

/** Nodes and edges as they are drawn, also while they are dragged; what hands did to them goes to the session. */
export function useDrawn({
  layout,
  views,
  template,
  dates,
  selection,
  renaming,
  target,
  adapting,
  movable,
  byTouch,
  actions,
}: NodeParts) {
  const session = useSessionStore();
  const parts = useMemo(
    () => ({ layout, views, template, dates, selection, renaming, target, adapting, movable, byTouch, actions }),
    [layout, views, template, dates, selection, renaming, target, adapting, movable, byTouch, actions],
  );
  const [nodes, setNodes] = useState<CanvasNode[]>([]);
  // While cards are dragged they stand elsewhere than the template says: a state of its own, brought up to date.
  // oxlint-disable-next-line react/set-state-in-effect
  useEffect(() => setNodes((before) => nodesOf(parts, before)), [parts]);
  /** What is drawn at the moment, for hands that let go of something: they are not told anew with every edit. */
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  }, [parts]);
  const [edgesAgain] = useState(rememberedEdges);
  const { local } = useWords();
  const edges = useMemo(
    () => edgesAgain(template, layout, selection, local),
    [edgesAgain, template, layout, selection, local],
  );

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
      if (rest.length > 0) setNodes((now) => applyNodeChanges(rest, now));
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
        setNodes((before) =>
          nodesOf(
            latest.current,
            before.map((node) => ({ ...node, dragging: true })),
          ),
        );
    },
    [session],
  );
  return { nodes, edges, nodesChanged, edgesChanged, dropCards };
}

/** Edges, reusing those of the last time. */
function rememberedEdges(): (
  ...now: [NodeParts['template'], NodeParts['layout'], NodeParts['selection'], (text: LocalText) => string]
) => Edge[] {
  let last: Edge[] = [];
  return (template, layout, selection, local) => {
    last = edgesOf(template, layout, selection, last, local);
    return last;
  };
}
