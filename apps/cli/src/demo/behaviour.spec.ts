import { describe, expect, it } from '@jest/globals';
import { cn, minuteAt, timeOfDayOf, dateOf } from '@gangmu/core';
import { decidesAt, handsInAt, isLate, isReturned, type Pending, type Surroundings, WORK_HOURS } from './behaviour.js';

const zone = 'Asia/Shanghai';
const at: Surroundings = { seed: 7, calendar: cn, timeZone: zone, end: minuteAt('2026-08-31', '18:00', zone) };
const pending = (n: number, over: Partial<Pending> = {}): Pending => ({
  unit: `unit-${n % 50}`,
  id: `step-${n}`,
  status: 'open',
  openedAt: minuteAt('2026-03-02', '00:00', zone),
  since: minuteAt('2026-03-02', '00:00', zone),
  due: minuteAt('2026-03-27', '18:00', zone),
  attempts: 0,
  returns: 0,
  ...over,
});
const many = Array.from({ length: 1000 }, (_, n) => pending(n));

describe('the behaviour of the demonstration', () => {
  it('is on time where it is not late, and late where it is', () => {
    for (const item of many) expect(handsInAt(item, at) > item.due!).toBe(isLate(item, at));
  });
  it('has some, not many, late and returned', () => {
    const late = many.filter((item) => isLate(item, at)).length;
    const returned = many.filter((item) => isReturned(item, at)).length;
    expect([late > 20, late < 250, returned > 20, returned < 120]).toEqual([true, true, true, true]);
  });
  it('returns an item once only', () => {
    expect(many.filter((item) => isReturned({ ...item, returns: 1 }, at))).toEqual([]);
  });
  it('acts after the item came, in working hours of a working day', () => {
    for (const item of many.flatMap((one) => [one, { ...one, status: 'returned' as const }, { ...one, due: null }])) {
      for (const minute of [handsInAt(item, at), decidesAt(item, at)]) {
        expect(minute).toBeGreaterThan(item.since);
        expect(WORK_HOURS).toContain(timeOfDayOf(minute, zone));
        expect(cn.isWorkingDay(dateOf(minute, zone))).toBe(true);
      }
    }
  });
});
