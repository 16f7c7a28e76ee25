/**
 * Where the cards of a run stand: one lane per phase from top to bottom, time from left to right. A card stands right
 * of everything it waits for and otherwise fills its lane column by column. The same run always looks the same.
 */
export const CARD = { width: 196, height: 84 };
const GAP = { x: 44, y: 14 };
const LANE_HEAD = 148;
const LANE_PADDING = 16;
const LANE_GAP = 10;
/** Cards on top of each other before a lane grows to the right. */
const STACK = 3;

export interface LaneStep {
  id: string;
  phase: string;
}
export interface Placed {
  x: number;
  y: number;
}
export interface Lane {
  phase: string;
  y: number;
  height: number;
}
export interface LaneLayout {
  cards: Map<string, Placed>;
  lanes: Lane[];
  width: number;
}

/** @param steps in reading order, grouped by phase; @param edges from → to; cycles are cut where they are met */
export function layOutLanes(
  phases: readonly string[],
  steps: readonly LaneStep[],
  edges: readonly { from: string; to: string }[],
): LaneLayout {
  const phaseOf = new Map(steps.map(({ id, phase }) => [id, phase]));
  const before = new Map<string, string[]>();
  for (const { from, to } of edges)
    if (phaseOf.has(from) && phaseOf.has(to)) before.set(to, [...(before.get(to) ?? []), from]);

  const columns = new Map<string, number>();
  /** How many cards each column of each lane holds. */
  const filled = new Map<string, number[]>(phases.map((phase) => [phase, []]));
  const slots = new Map<string, number>();
  const visiting = new Set<string>();

  const place = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    if (visiting.has(id)) return -1;
    visiting.add(id);
    const earliest = (before.get(id) ?? []).reduce((least, from) => Math.max(least, place(from) + 1), 0);
    const lane = filled.get(phaseOf.get(id) ?? '') ?? [];
    let column = earliest;
    while ((lane[column] ?? 0) >= STACK) column += 1;
    slots.set(id, lane[column] ?? 0);
    lane[column] = (lane[column] ?? 0) + 1;
    columns.set(id, column);
    return column;
  };
  for (const { id } of steps) place(id);

  const cards = new Map<string, Placed>();
  const lanes: Lane[] = [];
  let y = 0;
  for (const phase of phases) {
    const lane = filled.get(phase) ?? [];
    const rows = Math.max(0, ...Array.from(lane, (count) => count ?? 0));
    if (rows === 0) continue;
    const height = LANE_PADDING * 2 + rows * CARD.height + (rows - 1) * GAP.y;
    for (const { id } of steps.filter((step) => step.phase === phase))
      cards.set(id, {
        x: LANE_HEAD + LANE_PADDING + (columns.get(id) ?? 0) * (CARD.width + GAP.x),
        y: y + LANE_PADDING + (slots.get(id) ?? 0) * (CARD.height + GAP.y),
      });
    lanes.push({ phase, y, height });
    y += height + LANE_GAP;
  }
  const right = Math.max(0, ...Array.from(cards.values(), (card) => card.x));
  return { cards, lanes, width: right + CARD.width + LANE_PADDING };
}
