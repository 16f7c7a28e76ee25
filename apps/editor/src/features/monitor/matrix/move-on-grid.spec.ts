import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moveOnGrid } from './move-on-grid.js';

const size = { rows: 100, columns: 40 };

describe('moving on the grid', () => {
  it('moves by one, by a page, and to the ends', () => {
    const from = { row: 50, column: 10 };
    expect(moveOnGrid('ArrowDown', false, from, size)).toEqual({ row: 51, column: 10 });
    expect(moveOnGrid('ArrowLeft', false, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: -1 });
    expect(moveOnGrid('PageUp', false, from, size)).toEqual({ row: 35, column: 10 });
    expect(moveOnGrid('End', true, from, size)).toEqual({ row: 99, column: 39 });
    expect(moveOnGrid('Home', false, from, size)).toEqual({ row: 50, column: -1 });
    expect(moveOnGrid('a', false, from, size)).toBeNull();
  });

  it('never leaves the grid', () => {
    const keys = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean())),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        (strokes, rows, columns) => {
          let place = { row: 0, column: -1 };
          for (const [key, control] of strokes) place = moveOnGrid(key, control, place, { rows, columns }) ?? place;
          return place.row >= 0 && place.row < rows && place.column >= -1 && place.column < columns;
        },
      ),
    );
  });
});
