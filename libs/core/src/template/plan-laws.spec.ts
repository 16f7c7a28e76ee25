/** Laws of the plan on paper: what the run engine makes of a template is neither more nor earlier than it says. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays, weekendsOnly } from '../calendar/calendar.js';
import { dateOf, minuteAt } from '../calendar/time-zone.js';
import { MS_PER_MINUTE, type PlainDate } from '../instants.js';
import { END, START, started } from '../run/driver.given.js';
import { build, stepShape, valuesFor } from '../run/laws.given.js';
import type { Item, RunState } from '../run/model.js';
import { facts, zone } from '../run/run.given.js';
import { nextOpening } from '../run/wakes-of.js';
import type { Template } from './document.js';
import { effectiveFor } from './effective.js';
import { planFor } from './plan.js';

/** Conditions on the unit alone: what is handed in later can skip what the plan has to count on. */
const shapes = stepShape.map((shape) => ({
  ...shape,
  condition: shape.condition === 'value' ? ('none' as const) : shape.condition,
}));
const templates = fc.array(shapes, { minLength: 2, maxLength: 8 }).map(build);

const dayOf = (at: number): PlainDate => dateOf(at, zone);
const window = { start: dayOf(START), end: dayOf(END) };

/** When an item can be done: after its minimum working time. */
function ready(item: Item, template: Template): number {
  const days = template.steps[item.step]?.minimumDays ?? 0;
  return minuteAt(addWorkingDays(weekendsOnly, dayOf(item.openedAt), days), '00:00', zone);
}

/** Runs a template with everybody as quick as can be: what is open is handed in, and accepted, as soon as it can be. */
function asQuickAsCanBe(template: Template): RunState {
  const driver = started({ template, holder: 'held' });
  for (const register of Object.keys(driver.state.registers)) {
    driver.give({ type: 'AddRegisterEntry', register, entry: 'l', label: { zh: '甲' } });
    driver.give({ type: 'CompleteRegister', register });
  }
  for (let round = 0; driver.state.status === 'running'; round += 1) {
    if (round > 300) throw new Error('still running after 300 rounds');
    const items = Object.values(driver.state.items);
    const submitted = items.find(({ status }) => status === 'submitted');
    if (submitted) {
      expect(driver.give({ type: 'AcceptItem', item: submitted.id })).toBe(true);
      continue;
    }
    const [next] = items
      .filter(({ status }) => status === 'open')
      .toSorted((a, b) => ready(a, template) - ready(b, template));
    const opening = nextOpening(driver.state, { template, calendar: weekendsOnly }) ?? Number.MAX_SAFE_INTEGER;
    const at = Math.min(next ? ready(next, template) : Number.MAX_SAFE_INTEGER, opening);
    if (at >= driver.state.end) break;
    driver.at = Math.max(driver.at, at * MS_PER_MINUTE);
    if (!next || opening < ready(next, template)) driver.give({ type: 'AdvanceTime' });
    else if (template.steps[next.step]?.kind === 'cascade')
      expect(driver.give({ type: 'ReportCascade', step: next.step, live: 3, reached: 3 })).toBe(true);
    else
      expect(driver.give({ type: 'SubmitItem', item: next.id, values: valuesFor(template.steps[next.step], 5) })).toBe(
        true,
      );
  }
  return driver.state;
}

describe('the plan and the run', () => {
  it('agree on what comes up for a unit, and on the first day it can', () => {
    let opened = 0;
    let chosen = 0;
    fc.assert(
      fc.property(templates, (template) => {
        const run = asQuickAsCanBe(template);
        const live = effectiveFor(template, facts);
        const { steps } = planFor(template, facts, { calendar: weekendsOnly, window });
        // Periods that were over before a step could begin are skipped with it; the plan knows no such delay.
        const missed = Object.entries(template.steps).some(
          ([id, { occurrences }]) =>
            occurrences.mode === 'every' && live.has(id) && run.steps[id]?.outcome === 'skipped',
        );
        if (missed) return;
        for (const [id, step] of Object.entries(template.steps)) {
          const { outcome, openedAt } = run.steps[id] ?? {};
          if (outcome !== undefined) expect([id, outcome !== 'skipped']).toEqual([id, live.has(id)]);
          if (openedAt === undefined) continue;
          opened += 1;
          if (step.join !== 'all') chosen += 1;
          const earliest = steps.get(id)?.earliestOpen ?? '';
          expect([id, earliest <= dayOf(openedAt)]).toEqual([id, true]);
        }
      }),
      { numRuns: 400 },
    );
    // Not because nothing was opened: of all joins, and hardly a template in vain.
    expect(opened).toBeGreaterThan(400);
    expect(chosen).toBeGreaterThan(80);
  });
});
