import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cursorOf, readCursor } from './cursor.js';

describe('cursors', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(
        fc.string().filter((s) => !s.includes('\0')),
        fc.integer(),
        (name, number) => {
          expect(readCursor(cursorOf([name, number]), ['string', 'number'])).toEqual([name, number]);
        },
      ),
    );
  });
  it('are refused with a code when they are anything else', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (garbage) => {
        expect(() => readCursor(garbage, ['string', 'number'])).toThrow('cursor-malformed');
      }),
    );
    expect(() => readCursor(cursorOf(['a']), ['number'])).toThrow('cursor-malformed');
  });
});
