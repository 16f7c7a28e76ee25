/** Nodes and edges as React Flow wants them; those that did not change stay the same objects and are not drawn anew. */
import { type Edge, MarkerType, type NodeHandle, Position } from '@xyflow/react';
import { CARD, type LaneLayout, phasesInOrder, type Point, type Template } from '@gangmu/core';
import type { StepDates } from '../session/thinking.js';
import type { LaneBandData, LaneBandNode } from './lane-band.js';
import type { StepCardData, StepCardNode } from './step-card.js';

export type CanvasNode = LaneBandNode | StepCardNode;
export const laneNodeId = (phase: string): string => `lane:${phase}`;

/** Where arrows end: known without measuring, so that those to cards outside the window are drawn as well. */
const HANDLES: NodeHandle[] = [
  { id: 'in', type: 'target', position: Position.Left, x: -6, y: CARD.height / 2 - 6, width: 12, height: 12 },
  {
    id: 'out',
    type: 'source',
    position: Position.Right,
    x: CARD.width - 6,
    y: CARD.height / 2 - 6,
    width: 12,
    height: 12,
  },
];
/** React Flow calls everything “node” and “edge” to screen readers; what is drawn there names itself. */
const UNNAMED = { 'aria-roledescription': undefined } as const;
const UNSPOKEN = { ...UNNAMED, 'aria-label': undefined } as const;
const MARKER = {
  type: MarkerType.ArrowClosed,
  width: 22,
  height: 22,
  // The same size whatever the line's.
  markerUnits: 'userSpaceOnUse',
  color: '#8499a8',
} as const;
const MARKER_CHOSEN = { ...MARKER, color: '#1d5580' } as const;

const alike = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key]);

export interface NodeParts {
  layout: LaneLayout;
  phases: Template['phases'];
  spans: PhaseSpans;
  selection: readonly string[];
  renaming: string | null;
  target: string | null;
  adapting: boolean;
  movable: boolean;
  /** By finger, the card that is chosen moves; on the others a finger moves the view, two make it larger. */
  byTouch: boolean;
  actions: Pick<StepCardData, 'rename' | 'stopRenaming'> &
    Pick<LaneBandData, 'choose'> & {
      renamePhase: LaneBandData['rename'];
    };
}

/** First and last planned day of each phase's steps, and how many these are. */
export interface PhaseSpans {
  /** False until the first plan is worked out. */
  planned: boolean;
  phases: ReadonlyMap<string, { span: string; steps: number }>;
}

export function spansOf(steps: Template['steps'], dates: Readonly<Record<string, StepDates>>): PhaseSpans {
  const spans = new Map<string, { first: string; last: string; steps: number }>();
  for (const [id, { phase }] of Object.entries(steps)) {
    const known = spans.get(phase);
    const { open = '', due = '' } = dates[id] ?? {};
    if (known === undefined) spans.set(phase, { first: open, last: due, steps: 1 });
    else {
      known.steps += 1;
      if (open !== '' && (known.first === '' || open < known.first)) known.first = open;
      if (due > known.last) known.last = due;
    }
  }
  return {
    planned: Object.keys(dates).length > 0,
    phases: new Map(
      [...spans].map(([id, { first, last, steps: count }]) => [id, { span: `${first} ${last}`, steps: count }]),
    ),
  };
}

/** The nodes as they are to be drawn; those of before, and the very list, where nothing about them changed. */
export function nodesOf(parts: NodeParts, before: readonly CanvasNode[]): CanvasNode[] {
  const { layout, phases, spans, selection, renaming, target, adapting, movable, byTouch, actions } = parts;
  const known = new Map(before.map((node) => [node.id, node]));
  const chosen = new Set(selection);
  const tops = new Map(layout.lanes.map((lane) => [lane.phase, lane]));
  const lanes = phasesInOrder({ phases }).flatMap((phase, index): LaneBandNode[] => {
    const lane = tops.get(phase);
    const title = phases[phase]?.title;
    if (lane === undefined || title === undefined) return [];
    const place = `/phases/${phase}`;
    const { span = ' ', steps = 0 } = spans.phases.get(phase) ?? {};
    const data: LaneBandData = {
      phase,
      title,
      number: index + 1,
      tone: index % 2,
      span: span.length > 20 ? span : spans.planned ? null : undefined,
      steps,
      chosen: chosen.has(place),
      renaming: renaming === place,
      choose: actions.choose,
      rename: actions.renamePhase,
      stopRenaming: actions.stopRenaming,
    };
    const old = known.get(laneNodeId(phase));
    const node: LaneBandNode = {
      id: laneNodeId(phase),
      type: 'lane',
      position: { x: 0, y: lane.y },
      data: old?.type === 'lane' && alike(old.data, data) ? old.data : data,
      width: layout.width,
      height: lane.height,
      measured: { width: layout.width, height: lane.height },
      draggable: false,
      selectable: false,
      focusable: false,
      connectable: false,
      domAttributes: UNNAMED,
      zIndex: -1,
    };
    return [reuse(old, node)];
  });
  const cards = [...layout.cards].map(([id, position]): StepCardNode => {
    const place = `/steps/${id}`;
    const data: StepCardData = {
      step: id,
      renaming: renaming === place,
      adapting,
      target: target === id,
      rename: actions.rename,
      stopRenaming: actions.stopRenaming,
    };
    const old = known.get(id);
    const node: StepCardNode = {
      id,
      type: 'step',
      position,
      data: old?.type === 'step' && alike(old.data, data) ? old.data : data,
      width: CARD.width,
      height: CARD.height,
      // Said beforehand: cards outside the window are not drawn, and would never be measured.
      measured: CARD,
      handles: HANDLES,
      selected: chosen.has(place),
      draggable: movable && renaming !== place && (!byTouch || chosen.has(place)),
      focusable: false,
      domAttributes: UNNAMED,
    };
    return reuse(old, node);
  });
  return asBefore([...lanes, ...cards], before);
}

/** The list of before where the same stand in it: whoever is given it need not look again. */
const asBefore = <T>(now: T[], before: readonly T[]): T[] =>
  now.length === before.length && now.every((one, index) => one === before[index]) ? (before as T[]) : now;

/** The old node where nothing differs. */
function reuse<T extends CanvasNode>(old: CanvasNode | undefined, node: T): T {
  if (old === undefined || old.type !== node.type) return node;
  const same =
    old.data === node.data &&
    old.position.x === node.position.x &&
    old.position.y === node.position.y &&
    old.width === node.width &&
    old.height === node.height &&
    (old.selected ?? false) === (node.selected ?? false) &&
    old.draggable === node.draggable &&
    old.dragging !== true;
  if (same) return old as T;
  return node;
}

/** Where cards stand at the moment: positions while they are dragged included. */
export const standing = (nodes: readonly CanvasNode[], ids: Iterable<string>): Map<string, Point> => {
  const wanted = new Set(ids);
  return new Map(nodes.filter(({ id }) => wanted.has(id)).map(({ id, position }) => [id, position]));
};

/** The arrows between cards that stand somewhere; those of before, and the very list, where nothing changed. */
export function edgesOf(
  all: Template['edges'],
  layout: LaneLayout,
  selection: readonly string[],
  before: readonly Edge[],
): Edge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const chosen = new Set(selection);
  const edges = Object.entries(all).flatMap(([id, { from, to, kind }]): Edge[] => {
    if (!layout.cards.has(from) || !layout.cards.has(to)) return [];
    const selected = chosen.has(`/edges/${id}`);
    const old = known.get(id);
    if (
      old !== undefined &&
      old.source === from &&
      old.target === to &&
      old.className === kind &&
      (old.selected ?? false) === selected
    )
      return [old];
    return [
      {
        id,
        source: from,
        target: to,
        sourceHandle: 'out',
        targetHandle: 'in',
        type: 'arrow',
        className: kind,
        selected,
        // The arrow says by itself what it joins; React Flow would say the ids, in English.
        ariaRole: 'presentation',
        domAttributes: UNSPOKEN,
        focusable: false,
        interactionWidth: 18,
        markerEnd: selected ? MARKER_CHOSEN : MARKER,
        zIndex: selected ? 1 : 0,
      },
    ];
  });
  return asBefore(edges, before);
}
