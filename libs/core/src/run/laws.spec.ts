/** Laws of the run engine over generated templates and behaviours. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MS_PER_MINUTE } from '../instants.js';
import { evolve } from './evolve.js';
import { same, started } from './driver.given.js';
import { cases, commandOf } from './laws.given.js';
import type { RunState } from './model.js';

describe('laws of runs', () => {
  it('keeps every invariant under any behaviour, and no run gets stuck', () => {
    let endedByThemselves = 0;
    fc.assert(
      fc.property(cases, ({ actions, ...given }) => {
        const driver = started(given);
        for (const each of actions) {
          driver.at += each.days * 1440 * MS_PER_MINUTE * (each.n % 3 === 0 ? 1 : 0);
          const command = commandOf(driver.state, given.template, each, driver.now);
          driver.give(command);
          if (each.twice) driver.give(command);
        }
        const ended = driver.finish();
        if (driver.state.status === 'ended') endedByThemselves += 1;
        if (!ended) driver.close();
        expect(['ended', 'cancelled', 'closed']).toContain(driver.state.status);
        same(driver.events.reduce<RunState | null>(evolve, null), driver.state);
      }),
      { numRuns: 2000 },
    );
    // Not by closing over them: nearly all ended in earnest.
    expect(endedByThemselves).toBeGreaterThan(1500);
  });
});
