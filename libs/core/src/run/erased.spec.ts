import { describe, expect, it } from '@jest/globals';
import { ERASED_NAME } from './erased.js';
import { fold } from './evolve.js';
import type { RunEvent } from './model.js';

/** As they are read back when their labels were erased. */
const events = [
  {
    type: 'RunStarted',
    run: 'r',
    campaign: 'c',
    unit: 'u',
    template: 't',
    start: 0,
    end: 100,
    at: 0,
    decided: {},
    registers: { leaders: { entries: { first: { label: null, addedAt: 0 } }, complete: false } },
  },
  { type: 'RegisterEntryAdded', register: 'leaders', entry: 'second', label: null, at: 1 },
  { type: 'ItemOpened', item: { id: 'check.first', step: 'check', occurrence: 'first', label: null } },
  { type: 'NamesErased' },
] as unknown as RunEvent[];

describe('a run whose names were erased', () => {
  it('folds to one that says so wherever a name stood', () => {
    const run = fold(events);
    expect(run?.registers['leaders']?.entries).toMatchObject({
      first: { label: ERASED_NAME },
      second: { label: ERASED_NAME },
    });
    expect(run?.items['check.first']?.label).toEqual(ERASED_NAME);
    expect(run?.version).toBe(4);
  });
});
