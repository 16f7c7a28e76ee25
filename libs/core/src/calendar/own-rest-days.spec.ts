import { describe, expect, it } from '@jest/globals';
import { lockAt } from '../adaptation/lock.js';
import { refines } from '../adaptation/refines.js';
import { localStep, lockedTemplate } from '../adaptation/locked-template.given.js';
import { put } from '../adaptation/refines.given.js';
import { lintTemplate } from '../lint-rules/lint-template.js';
import { instant, minute, Scenario, templateOf } from '../run/run.given.js';
import { planFor } from '../template/plan.js';
import { weekendsOnly } from './calendar.js';
import { withRestDays } from './own-rest-days.js';
import { dateOf } from './time-zone.js';

const options = { calendar: weekendsOnly };
const RESTS = ['2026-05-01', '2026-05-04'];
const bound = (date: string) => ({
  main: { anchor: { from: 'date', date }, offset: 0, unit: 'calendar-days', roll: 'next-working-day', at: '18:00' },
});
const base = lockedTemplate();
const adapted = (path: string, value: unknown) => {
  const next = put(base, path, value);
  if (!next) throw new Error(`no place ${path}`);
  return next;
};
const own = {
  ...localStep('one', 'study', { at: 'phase', phase: 'one' }, 'free'),
  deadlines: bound('2026-05-01'),
  restDays: RESTS,
};

describe('a unit’s own rest days', () => {
  it('stand beside those of the calendar', () => {
    const calendar = withRestDays(weekendsOnly, RESTS);
    expect([...RESTS, '2026-05-02', '2026-05-05'].map((date) => calendar.isWorkingDay(date))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect([withRestDays(weekendsOnly, RESTS), withRestDays(weekendsOnly)]).toEqual([calendar, weekendsOnly]);
  });

  it('move what is its own, and nothing that comes from above', () => {
    const village = adapted('/steps/own1', own);
    expect(refines(base, village)).toEqual([]);
    const plan = planFor(village, null, options);
    expect(plan.steps.get('own1')?.due).toBe('2026-05-05');
    const above = planFor(base, null, options);
    for (const [id, step] of above.steps) expect([id, plan.steps.get(id)]).toEqual([id, step]);
  });

  it('are locked where the step is, and a deadline on one is named', () => {
    expect(lockAt(base, '/steps/fixed/restDays').may.set).toBe(false);
    expect(refines(base, adapted('/steps/fixed/restDays', RESTS))).toMatchObject([
      { code: 'refine.locked', path: '/steps/fixed/restDays' },
    ]);
    expect(refines(base, adapted('/steps/optional/restDays', RESTS))).toEqual([]);
    const { main } = bound('2026-05-01');
    const onRest = adapted('/steps/own1', { ...own, deadlines: { main: { ...main, roll: 'none' } } });
    expect(lintTemplate(onRest, options)).toContainEqual(
      expect.objectContaining({ code: 'rest-day-deadline', path: '/steps/own1/deadlines/main' }),
    );
  });
});

describe('a run', () => {
  it('gives an item the own rest days of its step, and leaves the others to the calendar', () => {
    const day = { anchor: { from: 'date' as const, date: '2026-05-01' }, roll: 'next-working-day' as const };
    const template = templateOf({
      steps: { theirs: { deadlines: { main: day } }, own: { deadlines: { main: day }, restDays: RESTS } },
    });
    const { run } = new Scenario(template).start();
    const due = (step: string) => {
      const item = Object.values(run?.items ?? {}).find((one) => one.step === step);
      return item?.due ? dateOf(item.due, template.timeZone) : null;
    };
    expect([due('theirs'), due('own')]).toEqual(['2026-05-01', '2026-05-05']);
  });

  const both = (): Scenario => {
    const step = {
      deadlines: { main: { anchor: { from: 'date' as const, date: '2026-04-30' } } },
      reviews: { town: { by: { who: 'superior' as const }, limitDays: 1 } },
    };
    return new Scenario(templateOf({ steps: { theirs: step, own: { ...step, restDays: RESTS } } })).start();
  };

  it('gives the unit back time that is none of its rest, after a return and after a pause', () => {
    const returned = both().until('2026-04-30 18:00');
    for (const item of ['theirs', 'own']) {
      returned.submit(item);
      returned.when({ type: 'ReturnItem', item, comment: '改' });
    }
    const resumed = both().until('2026-04-30 09:00');
    resumed.when({ type: 'HoldRun', reason: '防汛' });
    resumed.at = instant('2026-04-30 20:00');
    resumed.when({ type: 'ResumeRun' });
    for (const after of [returned, resumed])
      expect([after.item('theirs').due, after.item('own').due]).toEqual([
        minute('2026-05-01 18:00'),
        minute('2026-05-05 18:00'),
      ]);
  });

  it('leaves whoever reviews to the calendar', () => {
    const s = both().until('2026-04-30 12:00').submit('theirs').submit('own');
    const limit = (item: string) => s.item(item).holdings.at(-1)?.limit;
    expect([limit('theirs'), limit('own')]).toEqual([minute('2026-05-01 18:00'), minute('2026-05-01 18:00')]);
    s.when({ type: 'HoldRun', reason: '防汛' });
    s.at = instant('2026-04-30 20:00');
    s.when({ type: 'ResumeRun' });
    expect(limit('own')).toBe(limit('theirs'));
  });
});
