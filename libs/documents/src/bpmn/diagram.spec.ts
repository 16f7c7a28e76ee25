import { describe, expect, it } from '@jest/globals';
import { type Box, waypoints } from './diagram.js';

const card = (x: number, y: number): Box => ({ x, y, width: 100, height: 60 });
const [from, between, to] = [card(0, 0), card(150, 0), card(300, 0)];

describe('a flow in the picture', () => {
  it('is straight where nothing stands between', () => {
    expect(waypoints(from, to, [from, to])).toEqual([
      { x: 100, y: 30 },
      { x: 300, y: 30 },
    ]);
  });

  it('runs beneath a card that stands in its way', () => {
    const points = waypoints(from, to, [from, between, to]);
    expect(points[0]).toEqual({ x: 100, y: 30 });
    expect(points.at(-1)).toEqual({ x: 300, y: 30 });
    for (const [i, { x, y }] of points.slice(1).entries()) {
      const before = points[i] ?? from;
      expect(x === before.x || y === before.y).toBe(true);
      const through = y === before.y && y < 60 && Math.max(x, before.x) > 150 && Math.min(x, before.x) < 250;
      expect(through).toBe(false);
    }
  });
});
