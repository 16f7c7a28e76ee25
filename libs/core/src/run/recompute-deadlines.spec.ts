import { describe, expect, it } from '@jest/globals';
import { calendarFrom, weekendsOnly } from '../calendar/calendar.js';
import { instant, minute, Scenario, templateOf } from './run.given.js';
import { wakesOf } from './wakes-of.js';

const published = calendarFrom({
  id: 'cn',
  version: '2',
  years: { '2026': { holidays: ['2026-03-09', '2026-03-10'], makeUpWorkdays: ['2026-03-14'] } },
});
const start = { from: 'campaign-start' as const };
const template = templateOf({
  steps: {
    plan: {
      deadlines: { due: { anchor: start, offset: 7, unit: 'working-days' } },
      ladder: { ahead: { offset: -3, effect: 'remind', to: 'unit' } },
      reviews: { superior: { by: { who: 'superior' }, limitDays: 3 } },
    },
    fixed: {
      deadlines: { due: { anchor: { from: 'date', date: '2026-03-13' } } },
      ladder: { ahead: { offset: -4, effect: 'remind', to: 'unit' } },
    },
    later: { opening: { notBefore: { anchor: start, offset: 6, unit: 'working-days', at: '08:00' } } },
  },
});

/** Recomputes by `published`, whatever the run was dated by. */
class Recomputed extends Scenario {
  recompute(): this {
    this.options.calendar = published;
    this.options.formerCalendar = weekendsOnly;
    this.when({ type: 'RecomputeDeadlines' });
    delete this.options.formerCalendar;
    return this;
  }
}
const running = () => new Recomputed(template, {}).start();
const rungsOf = (s: Scenario, item: string, calendar = published) =>
  wakesOf(s.state, { template, calendar }).flatMap((wake) => (wake.item === item ? [wake.at] : []));

describe('recomputing deadlines by another calendar', () => {
  it('moves what the calendars disagree on, and says by which one it goes from now on', () => {
    const s = running();
    expect(s.state.calendar).toBe('weekends 1');
    expect(s.item('plan').due).toBe(minute('2026-03-11 18:00'));
    s.until('2026-03-05 08:00').recompute();
    expect(s.state.calendar).toBe('cn 2');
    expect(s.item('plan')).toMatchObject({ due: minute('2026-03-13 18:00'), originalDue: minute('2026-03-11 18:00') });
    expect(s.item('plan').holdings.at(-1)?.limit).toBe(minute('2026-03-13 18:00'));
    expect(s.refold()).toEqual(s.state);
  });

  it('leaves a fixed date alone but moves its ladder, which counts in working days', () => {
    const s = running();
    expect(rungsOf(s, 'fixed', weekendsOnly)).toEqual([minute('2026-03-09 09:00')]);
    s.until('2026-03-03 08:00').recompute();
    expect(s.item('fixed')).toMatchObject({ due: minute('2026-03-13 18:00'), revision: 1 });
    expect(rungsOf(s, 'fixed')).toEqual([minute('2026-03-05 09:00')]);
  });

  it('opens later what was to open after so many working days', () => {
    const s = running().until('2026-03-05 08:00');
    s.recompute().until('2026-03-10 08:00');
    expect(s.open).not.toContain('later');
    s.until('2026-03-12 08:00');
    expect(s.open).toContain('later');
  });

  it('gives whoever reviews their days by the new calendar', () => {
    const s = running().until('2026-03-06 08:00').submit('plan');
    s.recompute();
    const { due, holdings } = s.item('plan');
    expect(due).toBe(minute('2026-03-11 18:00'));
    expect(holdings.at(-1)?.limit).toBe(minute('2026-03-13 18:00'));
  });

  it('makes nobody late: what would have been due already is due after a working day', () => {
    const s = new Recomputed(template, { calendar: published }).start();
    expect(s.item('plan').due).toBe(minute('2026-03-13 18:00'));
    s.at = instant('2026-03-11 17:00');
    s.options.calendar = weekendsOnly;
    s.options.formerCalendar = published;
    s.when({ type: 'RecomputeDeadlines' });
    expect(s.item('plan').due).toBe(minute('2026-03-12 18:00'));
  });

  it('keeps deadlines set by hand', () => {
    const s = running();
    s.when({ type: 'ExtendItem', item: 'plan', due: minute('2026-03-12 18:00'), reason: '防汛' });
    s.recompute();
    expect(s.item('plan').due).toBe(minute('2026-03-12 18:00'));
  });

  it('is refused where the run is dated by that calendar already', () => {
    const s = running().recompute();
    expect(s.refused({ type: 'RecomputeDeadlines' })).toBe('run.recompute.same');
  });
});
