/** What hands do on the canvas, as operations of the core. Pure but for the ids of what is new, which are handed in. */
import {
  type Fragment,
  laneAt,
  type LaneLayout,
  type LocalText,
  type Operation,
  phasesInOrder,
  type Point,
  stepKind,
  type Template,
} from '@gangmu/core';
import type { Place } from '../session/session.js';

export const idIn = (place: Place): string => place.split('/')[2] ?? '';
export const stepsAmong = (places: readonly Place[]): string[] =>
  places.filter((place) => place.startsWith('/steps/')).map(idIn);
export const edgesAmong = (places: readonly Place[]): string[] =>
  places.filter((place) => place.startsWith('/edges/')).map(idIn);
export const phaseAmong = (places: readonly Place[]): string | undefined =>
  places.filter((place) => place.startsWith('/phases/')).map(idIn)[0];

/** Several operations as one step back; one alone stays itself. */
export const together = (operations: readonly Operation[]): Operation =>
  operations.length === 1 && operations[0] !== undefined
    ? operations[0]
    : { op: 'batch', operations: operations.map((one) => ({ ...one })) };

/** Cards were dropped at points of the canvas: they stand there, and belong to the lane they lie in. */
export function dropped(template: Template, layout: LaneLayout, cards: ReadonlyMap<string, Point>): Operation[] {
  const positions: Record<string, Point> = {};
  const moves = new Map<string, string[]>();
  for (const [id, point] of cards) {
    const step = template.steps[id];
    // The middle of a card says where it lies.
    const lane = laneAt(layout, { x: point.x, y: point.y + 50 });
    if (step === undefined || lane === undefined) continue;
    positions[id] = { x: lane.place.x, y: Math.max(0, lane.place.y - 50) };
    if (lane.phase !== step.phase) moves.set(lane.phase, [...(moves.get(lane.phase) ?? []), id]);
  }
  return [
    ...[...moves].map(([phase, ids]): Operation => ({ op: 'move-steps', ids, phase })),
    ...(Object.keys(positions).length === 0 ? [] : [{ op: 'place', positions } satisfies Operation]),
  ];
}

export interface NewStep {
  id: string;
  kind: string;
  /** Where on the canvas; without it the layout finds a place. */
  at?: Point;
  /** The phase it goes to where no point says so. */
  phase?: string;
  /** A step it comes after: joined by an arrow, and in the same phase. */
  after?: string;
}

/**
 * A new step, with what it cannot do without: the first phase and the first role are made where there are none.
 * In an adaptation it hangs at the phase's extension point.
 */
export function adding(
  template: Template,
  layout: LaneLayout,
  wanted: NewStep,
  words: { role: LocalText; phase: LocalText },
  local: boolean,
): Operation[] {
  const operations: Operation[] = [];
  if (Object.keys(template.roles).length === 0) operations.push({ op: 'add-role', id: 'lead', title: words.role });
  const lane = wanted.at === undefined ? undefined : laneAt(layout, wanted.at);
  const after = wanted.after === undefined ? undefined : template.steps[wanted.after];
  let phase = lane?.phase ?? after?.phase ?? wanted.phase ?? phasesInOrder(template).at(-1);
  if (phase === undefined) {
    phase = 'phase-1';
    operations.push({ op: 'add-phase', id: phase, title: words.phase });
  }
  const { id, kind } = wanted;
  const title = stepKind(kind)?.title;
  const common = { id, kind, ...(title === undefined ? {} : { title }) };
  if (local)
    operations.push({
      op: 'add-local-step',
      ...common,
      hangsAt:
        wanted.after !== undefined && after?.extension !== undefined
          ? { at: 'step', step: wanted.after }
          : { at: 'phase', phase },
      ...(lane === undefined ? {} : { position: lane.place }),
    });
  else operations.push({ op: 'add-step', ...common, phase, ...(lane === undefined ? {} : { at: lane.place }) });
  if (wanted.after !== undefined && !local) operations.push({ op: 'connect', from: wanted.after, to: id });
  return operations;
}

/** What is selected, taken away: dependencies, steps, a phase with its steps. */
export function removing(
  template: Template,
  selection: readonly Place[],
  references: 'refuse' | 'remove',
): Operation[] {
  const steps = stepsAmong(selection);
  const going = new Set(steps);
  const edges = edgesAmong(selection).filter((id) => {
    const edge = template.edges[id];
    return edge !== undefined && !going.has(edge.from) && !going.has(edge.to);
  });
  const phases = selection.filter((place) => place.startsWith('/phases/')).map(idIn);
  return [
    ...(edges.length === 0 ? [] : [{ op: 'disconnect', ids: edges } satisfies Operation]),
    ...(steps.length === 0 ? [] : [{ op: 'remove-steps', ids: steps, references } satisfies Operation]),
    ...phases.map((id): Operation => ({ op: 'remove-phase', id, steps: references })),
  ];
}

/** What a copied part is called where only words can be pasted, e.g. in a document. */
export const titlesOf = (fragment: Fragment, language: 'zh' | 'en'): string =>
  Object.values(fragment.steps)
    .map(({ title }) => (language === 'en' ? (title.en ?? title.zh) : title.zh))
    .join('\n');
