import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CARD, layOutLanes } from './lane-layout.js';

const phases = ['p', 'q'];

describe('lanes', () => {
  it('puts a step right of what it waits for, also across lanes', () => {
    const { cards } = layOutLanes(
      phases,
      [
        { id: 'a', phase: 'p' },
        { id: 'b', phase: 'q' },
      ],
      [{ from: 'a', to: 'b' }],
    );
    expect(cards.get('b')!.x).toBeGreaterThan(cards.get('a')!.x + CARD.width);
    expect(cards.get('b')!.y).toBeGreaterThan(cards.get('a')!.y);
  });

  it('leaves out lanes without steps', () => {
    expect(layOutLanes(phases, [{ id: 'a', phase: 'q' }], []).lanes.map(({ phase }) => phase)).toEqual(['q']);
  });

  it('never lays one card over another, keeps each in its lane, and ends even on cycles', () => {
    const graph = fc.integer({ min: 0, max: 30 }).chain((count) =>
      fc.record({
        phaseOf: fc.array(fc.constantFrom(...phases), { minLength: count, maxLength: count }),
        edges: fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 60 }),
      }),
    );
    fc.assert(
      fc.property(graph, ({ phaseOf, edges }) => {
        const steps = phaseOf.map((phase, index) => ({ id: `s${index}`, phase }));
        const { cards, lanes } = layOutLanes(
          phases,
          steps,
          edges.map(([from, to]) => ({ from: `s${from}`, to: `s${to}` })),
        );
        const placed = steps.map(({ id, phase }) => ({
          ...cards.get(id)!,
          lane: lanes.find((l) => l.phase === phase)!,
        }));
        for (const [index, one] of placed.entries()) {
          expect(one.y).toBeGreaterThan(one.lane.y);
          expect(one.y + CARD.height).toBeLessThan(one.lane.y + one.lane.height);
          for (const other of placed.slice(index + 1))
            expect(Math.abs(one.x - other.x) >= CARD.width || Math.abs(one.y - other.y) >= CARD.height).toBe(true);
        }
      }),
    );
  });
});
