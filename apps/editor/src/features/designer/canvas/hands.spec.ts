import { describe, expect, it } from '@jest/globals';
import { applyOperation, placeCards, type Point, stackLanes, type Template, templateSchema } from '@gangmu/core';
import { adding, dropped, removing, together } from './hands.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'hands',
  title: { zh: '样例' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { lead: { title: { zh: '牵头' } } },
  phases: { first: { title: { zh: '一' }, order: 1 }, second: { title: { zh: '二' }, order: 2 } },
  steps: {
    a: { phase: 'first', kind: 'task', title: { zh: '甲' }, lead: 'lead' },
    b: { phase: 'first', kind: 'task', title: { zh: '乙' }, lead: 'lead', order: 1 },
  },
  edges: { ab: { from: 'a', to: 'b' } },
});
const words = { role: { zh: '牵头单位' }, phase: { zh: '第一板块' } };
const layoutOf = (drawn: Template) => stackLanes(drawn, placeCards(drawn));
const after = (drawn: Template, ...operations: Parameters<typeof together>[0]): Template => {
  const applied = applyOperation(drawn, together(operations));
  if (!applied.ok) throw new Error(applied.refusal.code);
  return applied.value.template;
};

describe('hands on the canvas', () => {
  it('drop a card in another lane: it belongs there, and stands where it was dropped', () => {
    const layout = layoutOf(template);
    const lane = layout.lanes[1]!;
    const point: Point = { x: 500, y: lane.y + 30 };
    const moved = after(template, ...dropped(template, layout, new Map([['b', point]])));
    expect(moved.steps['b']?.phase).toBe('second');
    expect(layoutOf(moved).cards.get('b')).toEqual(point);
  });

  it('add the first step of an empty template with its phase and its role', () => {
    const empty: Template = { ...template, phases: {}, steps: {}, edges: {}, roles: {} };
    const drawn = after(empty, ...adding(empty, layoutOf(empty), { id: 'new', kind: 'meeting' }, words, false));
    expect(drawn.steps['new']).toMatchObject({ phase: 'phase-1', lead: 'lead', kind: 'meeting' });
  });

  it('add a step after another: beside it, with an arrow', () => {
    const drawn = after(
      template,
      ...adding(template, layoutOf(template), { id: 'c', kind: 'task', after: 'b' }, words, false),
    );
    expect(drawn.steps['c']?.phase).toBe('first');
    expect(Object.values(drawn.edges)).toContainEqual({ from: 'b', to: 'c', kind: 'order' });
  });

  it('remove steps and arrows in one go', () => {
    const operations = removing(template, ['/steps/a', '/edges/ab'], 'refuse');
    const drawn = after(template, ...operations);
    expect(Object.keys(drawn.steps)).toEqual(['b']);
    expect(drawn.edges).toEqual({});
  });
});
