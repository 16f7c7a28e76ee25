import { describe, expect, it } from '@jest/globals';
import { recordedCoverage, unitStandings } from './campaign-coverage.js';
import type { CampaignEvent } from './campaign-event.js';

const events: CampaignEvent[] = [
  { type: 'UnitsScoped', units: ['a', 'b'] },
  { type: 'UnitsScoped', units: ['c', 'd', 'e'] },
  { type: 'UnitsFlagged', reason: 'nobody-files', units: ['b'], roles: { b: { zh: '经办人' } } },
  { type: 'UnitsStarted', runs: { a: 'r1', c: 'r2', d: 'r3' } },
  { type: 'UnitExempted', unit: 'c', reason: '无党员' },
  { type: 'UnitSucceeded', unit: 'd', by: 'a' },
];

describe('coverage from the record', () => {
  it('counts who runs, who is exempt, and names the rest; who ended is in no scope', () => {
    expect(recordedCoverage(events)).toEqual({ inScope: 4, running: 1, exempt: 1, share: 0.5, flagged: ['b', 'e'] });
  });

  it('follows who joins later, is exempted by mistake, or has its run cancelled', () => {
    const more: CampaignEvent[] = [
      ...events,
      { type: 'UnitsFlagged', reason: 'joined-later', units: ['f'] },
      { type: 'UnitsStarted', runs: { c: 'r4' } },
      { type: 'UnitsFlagged', reason: 'run-cancelled', units: ['a'] },
      { type: 'CampaignClosed' },
    ];
    expect(Object.fromEntries(unitStandings(more))).toMatchObject({
      a: { state: 'flagged', reason: 'run-cancelled' },
      c: { state: 'running', run: 'r4' },
      f: { state: 'flagged', reason: 'joined-later' },
    });
    expect(recordedCoverage([]).share).toBe(1);
  });
});
