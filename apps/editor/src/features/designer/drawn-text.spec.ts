import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emsOf, lineOf, linesOf } from './drawn-text.js';

describe('drawn text', () => {
  it('breaks lines without losing anything that fits, and no line is too long', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一-龥、，a-z ]{0,60}$/u), fc.integer({ min: 4, max: 20 }), (text, ems) => {
        const lines = linesOf(text, ems, 100);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        expect(lines.every((line) => emsOf(line) <= ems)).toBe(true);
        const some = linesOf(text, ems, 2);
        expect(some.length).toBeLessThanOrEqual(2);
        expect(some.every((line) => emsOf(line) <= ems)).toBe(true);
      }),
    );
  });

  it('begins no line with a mark, and a word that is too long at a line of its own', () => {
    expect(linesOf('组建领导小组、办公室', 6, 2)).toEqual(['组建领导小', '组、办公室']);
    expect(linesOf('Hold the organisational meeting', 5.7, 4)).toEqual(['Hold the', 'organisati', 'onal', 'meeting']);
  });

  it('uses the room there is: twice as many Latin letters as Chinese signs', () => {
    expect(lineOf('组建领导小组、办公室和五个工作组', 16.5)).toBe('组建领导小组、办公室和五个工作组');
    expect(lineOf('Draw up the implementation plan and hand it in', 16.5)).toBe('Draw up the implementation…');
    expect(lineOf('', 5)).toBe('');
  });
});
