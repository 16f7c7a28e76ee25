/** Where everything stands in the picture (BPMN DI): the same lanes and cards as on the designer's canvas. */
import {
  CARD,
  LANE_GAP,
  LANE_HEAD,
  LANE_PADDING,
  placeCards,
  stackLanes,
  type Point,
  type Template,
} from '@gangmu/core';
import type { BpmnModdle, ModdleElement } from 'bpmn-moddle';

/** Width of the pool's own name, left of its lanes. */
export const POOL_HEAD = 30;
const GATEWAY = 36;
const EVENT = 36;

export interface Box extends Point {
  width: number;
  height: number;
}

export interface Picture {
  pool: Box;
  lanes: Map<string, Box>;
  steps: Map<string, Box>;
  gateways: Map<string, Box>;
}

const isEvent = (template: Template, id: string): boolean => template.steps[id]?.kind === 'milestone';

/** Events are small: they stand in the middle of where their card would be. */
export const boxOfCard = ({ x, y }: Point, event: boolean): Box =>
  event
    ? { x: x + (CARD.width - EVENT) / 2, y: y + (CARD.height - EVENT) / 2, width: EVENT, height: EVENT }
    : { x, y, ...CARD };

/** The canvas, moved right to make room for the pool's name. */
export function pictureOf(template: Template, joined: readonly string[]): Picture {
  const layout = stackLanes(template, placeCards(template));
  const steps = new Map<string, Box>();
  for (const [id, { x, y }] of layout.cards) steps.set(id, boxOfCard({ x: x + POOL_HEAD, y }, isEvent(template, id)));
  const last = layout.lanes.at(-1)?.phase;
  const lanes = new Map(
    layout.lanes.map(({ phase, y, height }) => {
      const whole = phase === last ? height : height + LANE_GAP;
      return [phase, { x: POOL_HEAD, y, width: layout.width, height: whole }] as const;
    }),
  );
  const gateways = new Map<string, Box>();
  for (const id of joined) {
    const card = steps.get(id);
    if (card)
      gateways.set(id, {
        x: card.x - GATEWAY - 10,
        y: card.y + card.height / 2 - GATEWAY / 2,
        width: GATEWAY,
        height: GATEWAY,
      });
  }
  const pool = { x: 0, y: 0, width: POOL_HEAD + layout.width, height: Math.max(layout.height, CARD.height) };
  return { pool, lanes, steps, gateways };
}

/** Where a card stands within its lane, from its box and its lane's box: the inverse of the picture. */
export function placeOf(box: Box, lane: Box, event: boolean): Point {
  const x = event ? box.x - (CARD.width - EVENT) / 2 : box.x;
  const y = event ? box.y - (CARD.height - EVENT) / 2 : box.y;
  return {
    x: Math.max(0, x - lane.x - LANE_HEAD - LANE_PADDING),
    y: Math.max(0, y - lane.y - LANE_PADDING),
  };
}

/** Above and below a card there is room for a line. */
const CLEAR = 7;

/**
 * Bends of a flow: out at the right, in at the left, at right angles. Where another card would stand in the way, the
 * flow runs beneath the row it starts from.
 */
export function waypoints(from: Box, to: Box, others: Iterable<Box> = []): Point[] {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  if (start.x + 4 <= end.x) {
    const middle = end.x - Math.min(20, (end.x - start.x) / 2);
    const crossed = [...others].some(
      (box) =>
        box !== from &&
        box !== to &&
        box.x < middle &&
        box.x + box.width > start.x &&
        box.y < start.y &&
        box.y + box.height > start.y,
    );
    if (crossed) {
      const beneath = from.y + from.height + CLEAR;
      const out = start.x + Math.min(14, (middle - start.x) / 2);
      return [
        start,
        { x: out, y: start.y },
        { x: out, y: beneath },
        { x: middle, y: beneath },
        { x: middle, y: end.y },
        end,
      ];
    }
    if (start.y === end.y) return [start, end];
    return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end];
  }
  const between = from.y < to.y ? (from.y + from.height + to.y) / 2 : (to.y + to.height + from.y) / 2;
  return [
    start,
    { x: start.x + 14, y: start.y },
    { x: start.x + 14, y: between },
    { x: end.x - 14, y: between },
    { x: end.x - 14, y: end.y },
    end,
  ];
}

/** The box of an element in the drawing. */
export const shape = (model: BpmnModdle, element: ModdleElement, box: Box, more: object = {}): ModdleElement =>
  model.create('bpmndi:BPMNShape', {
    id: `${element.id}_di`,
    bpmnElement: element,
    bounds: model.create('dc:Bounds', { ...box }),
    ...more,
  });

export const line = (
  model: BpmnModdle,
  element: ModdleElement,
  from: Box,
  to: Box,
  others: Iterable<Box>,
): ModdleElement =>
  model.create('bpmndi:BPMNEdge', {
    id: `${element.id}_di`,
    bpmnElement: element,
    waypoint: waypoints(from, to, others).map((point) => model.create('dc:Point', { ...point })),
  });
