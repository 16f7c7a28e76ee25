import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './plain-date.js';
import { dateOf, isTimeZone, minuteAt, offsetAt, timeOfDayOf, windowMinutes } from './time-zone.js';

const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];

describe('time zones', () => {
  it('turn a date and time into the minute it occurs at', () => {
    expect(minuteAt('2026-03-02', '18:00', 'Asia/Shanghai')).toBe(Date.UTC(2026, 2, 2, 10) / 60_000);
    expect(dateOf(Date.UTC(2026, 2, 2, 15, 59) / 60_000, 'Asia/Shanghai')).toBe('2026-03-02');
    expect(dateOf(Date.UTC(2026, 2, 2, 16) / 60_000, 'Asia/Shanghai')).toBe('2026-03-03');
    expect(timeOfDayOf(Date.UTC(2026, 2, 2, 16, 5) / 60_000, 'Asia/Shanghai')).toBe('00:05');
  });

  it('know the summer time China had until 1991', () => {
    expect(offsetAt(Date.UTC(1990, 6, 1) / 60_000, 'Asia/Shanghai')).toBe(540);
    expect(offsetAt(Date.UTC(1991, 11, 1) / 60_000, 'Asia/Shanghai')).toBe(480);
  });

  it('move a skipped time forward and take a doubled time the first time', () => {
    const skipped = minuteAt('2026-03-08', '02:30', 'America/New_York');
    expect(timeOfDayOf(skipped, 'America/New_York')).toBe('03:30');
    const doubled = minuteAt('2026-11-01', '01:30', 'America/New_York');
    expect(doubled).toBe(Date.UTC(2026, 10, 1, 5, 30) / 60_000);
  });

  it('come back to the same date and time, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 23 }),
        (zone, n, hour) => {
          const time = `${String(hour).padStart(2, '0')}:00`;
          const date = addDays('1995-01-01', n);
          const minute = minuteAt(date, time, zone);
          if (timeOfDayOf(minute, zone) !== time) return; // skipped by a change of clocks
          expect(dateOf(minute, zone)).toBe(date);
        },
      ),
    );
  });

  it('give a window its first and last minute', () => {
    const { start, end } = windowMinutes({ start: '2026-03-02', end: '2026-03-02' }, 'Asia/Shanghai');
    expect(end - start).toBe(1439);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
  });

  it('and working days do not depend on the time zone of the machine', () => {
    const program = `
      import { cn } from './cn.ts';
      import { addWorkingDays } from './calendar.ts';
      import { dateOf, minuteAt } from './time-zone.ts';
      const minute = minuteAt('2026-02-13', '18:00', 'Asia/Shanghai');
      const dates = Array.from({ length: 40 }, (_, n) => addWorkingDays(cn, dateOf(minute, 'Asia/Shanghai'), n - 20));
      console.log(JSON.stringify([new Date(2026, 0, 1).getTimezoneOffset(), minute, dates]));`;
    const here = new URL('.', import.meta.url);
    const loader = new URL('../../scripts/from-source.mjs', import.meta.url).href;
    const answers = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((TZ) => {
      const out = execFileSync(process.execPath, ['--import', loader, '--input-type=module', '-e', program], {
        cwd: here,
        env: { ...process.env, NODE_OPTIONS: '', TZ },
      });
      const [machine, ...rest] = JSON.parse(out.toString()) as [number, ...unknown[]];
      return { machine, rest: JSON.stringify(rest) };
    });
    expect(new Set(answers.map((answer) => answer.machine)).size).toBe(3);
    expect(new Set(answers.map((answer) => answer.rest)).size).toBe(1);
  });
});
