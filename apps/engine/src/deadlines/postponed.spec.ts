import { describe, expect, it } from '@jest/globals';
import { LONGEST_PAUSE, pauseAfter, Postponed } from './postponed.js';

const MINUTE = 60_000;

describe('what failed', () => {
  it('waits a minute, then twice as long each time, and never longer than an hour', () => {
    expect([1, 2, 3, 6, 7, 1000].map((failures) => pauseAfter(failures) / MINUTE)).toEqual([1, 2, 4, 32, 60, 60]);
    expect(pauseAfter(1000)).toBe(LONGEST_PAUSE);
  });

  it('is left out until its time, alone', () => {
    const postponed = new Postponed();
    expect(postponed.failed('a', 0)).toBe(MINUTE);
    expect(postponed.at(MINUTE - 1)).toEqual(['a']);
    expect(postponed.at(MINUTE)).toEqual([]);
    expect(postponed.failed('a', MINUTE)).toBe(3 * MINUTE);
    postponed.failed('b', MINUTE);
    expect(postponed.at(MINUTE)).toEqual(['a', 'b']);
  });

  it('begins anew once it went well', () => {
    const postponed = new Postponed();
    postponed.failed('a', 0);
    postponed.succeeded('a');
    expect(postponed.at(0)).toEqual([]);
    expect(postponed.failed('a', 0)).toBe(MINUTE);
  });
});
