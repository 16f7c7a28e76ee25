import { describe, expect, it } from '@jest/globals';
import { CARD, laneAt, placeCards, type Point, stackLanes } from './lanes.js';
import { type Template, templateSchema } from './document.js';

const template = (steps: Record<string, string>, edges: [string, string][] = [], layout?: Template['layout']) =>
  templateSchema.parse({
    format: 'gangmu-template/1',
    id: 'lanes',
    title: { zh: '样例' },
    noun: { zh: '专项工作' },
    window: { start: '2026-03-02', end: '2026-08-31' },
    roles: { lead: { title: { zh: '牵头' } } },
    phases: { first: { title: { zh: '一' }, order: 1 }, second: { title: { zh: '二' }, order: 2 } },
    steps: Object.fromEntries(
      Object.entries(steps).map(([id, phase], order) => [
        id,
        { phase, kind: 'task', title: { zh: id }, lead: 'lead', order },
      ]),
    ),
    edges: Object.fromEntries(edges.map(([from, to], index) => [`e${index}`, { from, to }])),
    ...(layout === undefined ? {} : { layout }),
  });

const apart = (points: Point[]): boolean =>
  points.every((a, index) =>
    points.slice(index + 1).every((b) => Math.abs(a.x - b.x) >= CARD.width || Math.abs(a.y - b.y) >= CARD.height),
  );

describe('placing cards', () => {
  it('puts a card right of everything it waits for, also across lanes', () => {
    const places = placeCards(
      template({ a: 'first', b: 'first', c: 'second' }, [
        ['a', 'b'],
        ['b', 'c'],
      ]),
    );
    expect(places.get('b')!.x).toBeGreaterThan(places.get('a')!.x + CARD.width);
    expect(places.get('c')!.x).toBeGreaterThan(places.get('b')!.x + CARD.width);
  });

  it('leaves what people placed, and puts nothing on top of it', () => {
    const steps = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`s${index}`, 'first']));
    const drawn = template(steps, [], { s5: { x: 30, y: 40 } });
    const places = placeCards(drawn);
    expect(places.get('s5')).toEqual({ x: 30, y: 40 });
    expect(apart([...places.values()])).toBe(true);
  });

  it('moves nothing that stood before when a card comes or an edge is drawn', () => {
    const small = placeCards(template({ a: 'first', b: 'first' }));
    const grown = placeCards(template({ a: 'first', b: 'first', c: 'first' }, [['a', 'b']]), { kept: small });
    expect(grown.get('a')).toEqual(small.get('a'));
    expect(grown.get('b')).toEqual(small.get('b'));
  });

  it('cuts a cycle instead of following it for ever', () => {
    const places = placeCards(
      template({ a: 'first', b: 'first' }, [
        ['a', 'b'],
        ['b', 'a'],
      ]),
    );
    expect(places.size).toBe(2);
    expect(apart([...places.values()])).toBe(true);
  });

  it('finds the lane and the place under a point of the canvas', () => {
    const drawn = template({ a: 'first', b: 'second' });
    const places = placeCards(drawn);
    const layout = stackLanes(drawn, places);
    const found = laneAt(layout, layout.cards.get('b')!);
    expect(found).toEqual({ phase: 'second', place: places.get('b') });
    expect(laneAt(layout, { x: 0, y: -500 })?.phase).toBe('first');
  });
});
