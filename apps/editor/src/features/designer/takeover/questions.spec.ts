import { describe, expect, it } from '@jest/globals';
import type { Conflict, Decision } from '@gangmu/core';
import { decisionsOf, linesOf, questionsOf, tickedAtFirst, type Update } from './questions.js';

const conflict = (key: string, path: string, name: Conflict['class'] = 'both-edited'): Conflict => ({
  key,
  class: name,
  path,
  mayKeep: true,
  findings: [],
});
const decided = (question: Conflict, choice: Decision['choice'], declined = false) =>
  ({ conflict: question.key, choice, by: null, at: 1, question, declined }) as unknown as Update['decisions'][number];
const update = (more: Partial<Update>): Update =>
  ({ conflicts: [], decisions: [], offered: [], ...more }) as unknown as Update;

const [a, b, c] = [
  conflict('a', '/steps/a/title'),
  conflict('b', '/steps/b', 'edited-removed'),
  conflict('c', '/steps/c/post'),
];

describe('the questions of an update', () => {
  it('stand in one order with their answers, whatever is answered, also in another visit', () => {
    const keys = (one: Update) => questionsOf(one).map(({ conflict: { key }, decision }) => [key, decision?.choice]);
    expect(keys(update({ conflicts: [a, c, b] }))).toEqual([
      ['a', undefined],
      ['c', undefined],
      ['b', undefined],
    ]);
    expect(keys(update({ conflicts: [b], decisions: [decided(c, 'theirs'), decided(a, 'mine')] }))).toEqual([
      ['a', 'mine'],
      ['c', 'theirs'],
      ['b', undefined],
    ]);
  });

  it('leave out what was declined unasked', () => {
    expect(questionsOf(update({ decisions: [decided(a, 'mine', true)] }))).toEqual([]);
  });
});

describe('the table of dates and people', () => {
  const offered = conflict('o', '/steps/o/post');
  const declined = conflict('d', '/steps/d/post');

  it('has everything to decide and everything decided, ticked as it was left', () => {
    const lines = linesOf(
      update({
        conflicts: [a],
        decisions: [decided(declined, 'mine', true), decided(c, 'theirs')],
        offered: [offered],
      }),
    );
    expect(lines.map(({ key, contested, answer }) => [key, contested, answer])).toEqual([
      ['a', true, null],
      ['c', true, 'theirs'],
      ['d', false, 'mine'],
      ['o', false, null],
    ]);
    expect([...tickedAtFirst(lines)]).toEqual(['c', 'o']);
    // As it stands: only what was not answered yet is.
    expect(decisionsOf(lines, tickedAtFirst(lines))).toEqual({
      decisions: [{ conflict: 'a', choice: 'mine' }],
      reopen: [],
    });
    // The other way round: what was declined is asked for no more, the rest is answered anew.
    expect(decisionsOf(lines, new Set(['a', 'd']))).toEqual({
      decisions: [
        { conflict: 'a', choice: 'theirs' },
        { conflict: 'c', choice: 'mine' },
        { conflict: 'o', choice: 'mine' },
      ],
      reopen: ['d'],
    });
  });
});
