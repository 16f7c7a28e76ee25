/**
 * Where the cards of a template stand: one lane per phase from top to bottom, time from left to right. `layout` holds
 * what people placed by hand – `x` from the start of the lanes, `y` **from the top of the step's own lane** – so that a
 * lane that grows pushes the others down without changing anything in them. What nobody placed is placed here: right
 * of everything it waits for, in the order of its dates where they are known, never on top of a card that was placed.
 */
import type { Template } from './document.js';

export const CARD = { width: 224, height: 104 } as const;
export const CARD_GAP = { x: 56, y: 16 } as const;
/** Room for the phase's name left of the cards. */
export const LANE_HEAD = 168;
export const LANE_PADDING = 20;
export const LANE_GAP = 12;
/** Cards on top of each other before a lane grows to the right. */
const STACK = 3;
const COLUMN = CARD.width + CARD_GAP.x;
const ROW = CARD.height + CARD_GAP.y;

export interface Point {
  x: number;
  y: number;
}
export interface Lane {
  phase: string;
  y: number;
  height: number;
}
export interface LaneLayout {
  /** Top left corners on the canvas. */
  cards: Map<string, Point>;
  lanes: Lane[];
  width: number;
  height: number;
}

const byOrder = (a: [string, { order: number }], b: [string, { order: number }]): number =>
  a[1].order - b[1].order || (a[0] < b[0] ? -1 : 1);

/** Ids of phases in their order. */
export const phasesInOrder = (template: Pick<Template, 'phases'>): string[] =>
  Object.entries(template.phases)
    .toSorted(byOrder)
    .map(([id]) => id);

/** Ids of the steps of a phase in their order. */
export const stepsInOrder = (template: Pick<Template, 'steps'>, phase: string): string[] =>
  Object.entries(template.steps)
    .filter(([, step]) => step.phase === phase)
    .toSorted(byOrder)
    .map(([id]) => id);

const overlaps = (a: Point, b: Point): boolean =>
  a.x < b.x + CARD.width && b.x < a.x + CARD.width && a.y < b.y + CARD.height && b.y < a.y + CARD.height;

export interface PlacingOptions {
  /** Where cards stood before, as this function answered: those without a place of their own stay there. */
  kept?: ReadonlyMap<string, Point>;
  /** Something that grows with time, e.g. a planned date: earlier cards come first. */
  when?: ReadonlyMap<string, string>;
  /** Forget what people placed: everything is placed anew. */
  anew?: boolean;
}

/**
 * The place of every card within its lane. The same template always looks the same; cycles are cut where they are met.
 */
export function placeCards(template: Template, options: PlacingOptions = {}): Map<string, Point> {
  const places = new Map<string, Point>();
  const lanes = new Map<string, Point[]>();
  const put = (id: string, phase: string, point: Point): void => {
    places.set(id, point);
    const lane = lanes.get(phase);
    if (lane === undefined) lanes.set(phase, [point]);
    else lane.push(point);
  };
  const waiting: string[] = [];
  const rest: string[] = [];
  for (const phase of phasesInOrder(template))
    for (const id of stepsInOrder(template, phase)) {
      const own = options.anew === true ? undefined : template.layout?.[id];
      if (own !== undefined) put(id, phase, { x: own.x, y: Math.max(0, own.y) });
      else rest.push(id);
    }
  for (const id of rest) {
    const before = options.kept?.get(id);
    const phase = template.steps[id]?.phase ?? '';
    // A card that went to another lane, or that another was put upon, looks for a new place.
    if (before !== undefined && !(lanes.get(phase) ?? []).some((other) => overlaps(before, other)))
      put(id, phase, before);
    else waiting.push(id);
  }
  if (waiting.length === 0) return places;

  const before = new Map<string, string[]>();
  for (const { from, to } of Object.values(template.edges))
    if (template.steps[from] !== undefined) {
      const list = before.get(to);
      if (list === undefined) before.set(to, [from]);
      else list.push(from);
    }
  const visiting = new Set<string>();
  /** How many cards of a lane stand in a column: a lane grows to the right before it grows down. */
  const free = (phase: string, column: number): Point | undefined => {
    const lane = lanes.get(phase) ?? [];
    for (let row = 0; row < STACK; row += 1) {
      const point = { x: column * COLUMN, y: row * ROW };
      if (!lane.some((other) => overlaps(point, other))) return point;
    }
    return undefined;
  };
  const place = (id: string): void => {
    const step = template.steps[id];
    if (places.has(id) || visiting.has(id) || step === undefined) return;
    visiting.add(id);
    let column = 0;
    for (const from of before.get(id) ?? []) {
      place(from);
      const x = places.get(from)?.x;
      if (x !== undefined) column = Math.max(column, Math.ceil((x + CARD.width) / COLUMN));
    }
    let point = free(step.phase, column);
    while (point === undefined) {
      column += 1;
      point = free(step.phase, column);
    }
    put(id, step.phase, point);
  };
  const { when } = options;
  const queue =
    when === undefined
      ? waiting
      : waiting.toSorted((a, b) => {
          const left = when.get(a) ?? '~';
          const right = when.get(b) ?? '~';
          return left < right ? -1 : left > right ? 1 : 0;
        });
  for (const id of queue) place(id);
  return places;
}

/** Lanes under each other, and the cards where they stand on the canvas. */
export function stackLanes(template: Template, places: ReadonlyMap<string, Point>): LaneLayout {
  const bottoms = new Map<string, number>();
  let right = 0;
  for (const [id, { x, y }] of places) {
    const phase = template.steps[id]?.phase ?? '';
    bottoms.set(phase, Math.max(bottoms.get(phase) ?? 0, y + CARD.height));
    right = Math.max(right, x + CARD.width);
  }
  const lanes: Lane[] = [];
  const tops = new Map<string, number>();
  let y = 0;
  for (const phase of phasesInOrder(template)) {
    const height = Math.max(CARD.height, bottoms.get(phase) ?? 0) + 2 * LANE_PADDING;
    lanes.push({ phase, y, height });
    tops.set(phase, y);
    y += height + LANE_GAP;
  }
  const cards = new Map<string, Point>();
  for (const [id, point] of places)
    cards.set(id, {
      x: LANE_HEAD + LANE_PADDING + point.x,
      y: (tops.get(template.steps[id]?.phase ?? '') ?? y) + LANE_PADDING + point.y,
    });
  return {
    cards,
    lanes,
    width: LANE_HEAD + 2 * LANE_PADDING + Math.max(right, 3 * COLUMN),
    height: Math.max(0, y - LANE_GAP),
  };
}

/** Where a point of the canvas lies in which lane; between and beyond lanes the nearest one. */
export function laneAt(layout: LaneLayout, point: Point): { phase: string; place: Point } | undefined {
  let best: Lane | undefined;
  let distance = Infinity;
  for (const lane of layout.lanes) {
    const off = Math.max(lane.y - point.y, 0, point.y - (lane.y + lane.height));
    if (off < distance) {
      best = lane;
      distance = off;
    }
  }
  if (best === undefined) return undefined;
  return {
    phase: best.phase,
    place: {
      x: Math.max(0, Math.round(point.x - LANE_HEAD - LANE_PADDING)),
      y: Math.max(0, Math.round(point.y - best.y - LANE_PADDING)),
    },
  };
}
