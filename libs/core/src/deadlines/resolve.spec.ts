import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from '../calendar/plain-date.js';
import { cn } from '../calendar/cn.js';
import { dateOf, minuteAt, timeOfDayOf } from '../calendar/time-zone.js';
import { boundSchema, rungSchema } from '../template/document.js';
import { addWorkingTime, periodsBetween, resolveBound, rungInstants, workingMinutesBetween } from './resolve.js';

const tz = 'Asia/Shanghai';
const at = (text: string) => minuteAt(text.slice(0, 10), text.slice(11, 16), tz);
const show = (minute: number) => `${dateOf(minute, tz)} ${timeOfDayOf(minute, tz)}`;
const bound = (over: object) => boundSchema.parse({ anchor: { from: 'campaign-start' }, ...over });

describe('bounds', () => {
  const resolve = (over: object, anchor: string) => show(resolveBound(bound(over), at(anchor), cn, tz));

  it('shift by calendar or working days, then roll', () => {
    expect(resolve({ offset: 3 }, '2026-03-02 16:30')).toBe('2026-03-05 18:00');
    expect(resolve({ offset: 5, unit: 'working-days' }, '2026-03-02 00:00')).toBe('2026-03-09 18:00');
    expect(resolve({ offset: -1, unit: 'working-days', at: '12:00' }, '2026-02-24 00:00')).toBe('2026-02-14 12:00');
    expect(resolve({ offset: 5, roll: 'previous-working-day' }, '2026-03-02 00:00')).toBe('2026-03-06 18:00');
    expect(resolve({ offset: 5, roll: 'next-working-day' }, '2026-03-02 00:00')).toBe('2026-03-09 18:00');
    expect(resolve({ offset: 0 }, '2026-03-07 00:00')).toBe('2026-03-07 18:00');
  });
});

describe('periods', () => {
  it('are counted from the first date and clamped to month ends', () => {
    expect(periodsBetween('month', 1, '2026-01-31', '2026-05-30').map((p) => p.start)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
    expect(periodsBetween('half-month', 1, '2026-03-02', '2026-04-30')).toEqual([
      { start: '2026-03-02', end: '2026-03-16' },
      { start: '2026-03-17', end: '2026-04-01' },
      { start: '2026-04-02', end: '2026-04-16' },
      { start: '2026-04-17', end: '2026-04-30' },
    ]);
    expect(periodsBetween('quarter', 1, '2026-03-02', '2026-08-31')).toHaveLength(2);
  });

  it('leave out a remnant of less than half a period', () => {
    expect(periodsBetween('month', 1, '2026-03-02', '2026-04-10')).toHaveLength(1);
    expect(periodsBetween('month', 1, '2026-03-02', '2026-04-20')).toHaveLength(2);
    expect(periodsBetween('month', 1, '2026-03-02', '2026-03-03')).toHaveLength(1);
    expect(periodsBetween('month', 1, '2026-03-02', '2026-03-01')).toEqual([]);
  });

  it('follow one another without gap or overlap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('week', 'half-month', 'month', 'quarter' as const),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 800 }),
        (period, count, from, length) => {
          const start = addDays('2024-01-01', from);
          const end = addDays(start, length);
          const periods = periodsBetween(period, count, start, end);
          expect(periods[0]?.start).toBe(start);
          for (const [index, one] of periods.entries()) {
            expect(one.end >= one.start && one.end <= end).toBe(true);
            const next = periods[index + 1];
            if (next) expect(daysBetween(one.end, next.start)).toBe(1);
          }
        },
      ),
    );
  });
});

describe('ladder rungs', () => {
  const rung = (over: object) => rungSchema.parse({ effect: 'remind', to: 'unit', ...over });
  it('act at their own time on working days, repeated as often as stated', () => {
    const rungs = rungInstants(
      {
        early: rung({ offset: -3 }),
        late: rung({ offset: 1, effect: 'urge', repeat: { every: 2, times: 2 } }),
        off: rung({ offset: 2, on: false }),
      },
      at('2026-02-13 18:00'),
      cn,
      tz,
    );
    expect(rungs.map((one) => `${one.rung} ${one.repetition} ${show(one.at)}`)).toEqual([
      'early 0 2026-02-10 09:00',
      'late 0 2026-02-14 09:00',
      'late 1 2026-02-25 09:00',
      'late 2 2026-02-27 09:00',
    ]);
  });
  it('wait for the next working day when day zero is a rest day', () => {
    const [one] = rungInstants({ now: rung({ offset: 0 }) }, at('2026-03-07 18:00'), cn, tz);
    expect(one && show(one.at)).toBe('2026-03-09 09:00');
  });
});

describe('working time', () => {
  it('stands still on rest days', () => {
    expect(show(addWorkingTime(cn, at('2026-03-06 18:00'), 1440, tz))).toBe('2026-03-09 18:00');
    expect(show(addWorkingTime(cn, at('2026-03-07 10:00'), 60, tz))).toBe('2026-03-09 01:00');
    expect(workingMinutesBetween(cn, at('2026-03-06 18:00'), at('2026-03-09 18:00'), tz)).toBe(1440);
    expect(workingMinutesBetween(cn, at('2026-03-09 18:00'), at('2026-03-06 18:00'), tz)).toBe(0);
  });
  it('measured is what was added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000 }), fc.integer({ min: 0, max: 40_000 }), (offset, minutes) => {
        const from = at('2026-01-01 00:00') + offset;
        expect(workingMinutesBetween(cn, from, addWorkingTime(cn, from, minutes, tz), tz)).toBe(minutes);
      }),
    );
  });
});
