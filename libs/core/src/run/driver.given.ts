/** Drives a run through commands and checks what must hold after every one of them. */
import { expect } from '@jest/globals';
import { type Calendar, calendarFrom, weekendsOnly } from '../calendar/calendar.js';
import { MS_PER_MINUTE } from '../instants.js';
import type { Step, Template } from '../template/document.js';
import { closingOf } from './closing.js';
import { decideAndEvolve } from './decide.js';
import { fold } from './evolve.js';
import { isClosed, lateness } from './lateness.js';
import { valuesFor } from './laws.given.js';
import type { Item, RunCommand, RunContext, RunEvent, RunState } from './model.js';
import { facts, instant, minute, usualActor } from './run.given.js';
import { nextOpening, wakesOf } from './wakes-of.js';

export const START = minute('2026-03-02');
export const END = minute('2026-08-31 23:59');

/** The same weeks with a holiday in the middle and two weekends worked. */
const holidays: Calendar = calendarFrom({
  id: 'holidays',
  version: '1',
  years: {
    '2026': {
      holidays: ['2026-03-25', '2026-03-26', '2026-03-27', '2026-05-01', '2026-05-04', '2026-05-05'],
      makeUpWorkdays: ['2026-03-14', '2026-03-15', '2026-05-09'],
    },
  },
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Both were made in the same way, so that even the order of keys agrees; thousands of comparisons are quick by text. */
export function same(a: unknown, b: unknown): void {
  if (JSON.stringify(a) !== JSON.stringify(b)) expect(a).toEqual(b);
}

/** Nobody is late after the fact, and nobody loses what was set by hand. */
function nobodyLate(before: RunState, after: RunState, now: number): void {
  for (const was of Object.values(before.items)) {
    const is = after.items[was.id];
    if (is === undefined) continue;
    const [late, more] = [lateness(was, now), lateness(is, now)];
    check(more.unit <= late.unit && more.reviewer <= late.reviewer, 'late after the fact');
    check(more.superior <= late.superior, 'late after the fact');
    check(!isClosed(is, now) || isClosed(was, now), 'closed after the fact');
    check(was.steered !== true || was.due === is.due, 'an order undone');
  }
}

/** Gives commands, checking on the way what must hold after every one of them. */
export class Driver {
  run: RunState | null = null;
  readonly events: RunEvent[] = [];
  at = instant('2026-03-02 08:00');
  private ids = 0;

  constructor(
    readonly template: Template,
    readonly holder: 'held' | 'substitute' | 'nobody',
  ) {}

  get now() {
    return this.at / MS_PER_MINUTE;
  }
  get state(): RunState {
    if (!this.run) throw new Error('not started');
    return this.run;
  }

  /** The calendar the run is dated by. */
  get calendar(): Calendar {
    return this.run?.calendar === holidays.version ? holidays : weekendsOnly;
  }

  private context(command: RunCommand): RunContext {
    let id = this.ids;
    const other = this.calendar === holidays ? weekendsOnly : holidays;
    const calendars =
      command.type === 'RecomputeDeadlines'
        ? { calendar: other, formerCalendar: this.calendar }
        : { calendar: this.calendar };
    return {
      actor: usualActor(command.type, this.run?.unit),
      at: this.at,
      newId: () => `id${++id}`,
      template: this.template,
      ...calendars,
      unit: facts,
      holderOf: () => this.holder,
    };
  }

  /** What a command would bring about; nothing is done. */
  tried(command: RunCommand): { run: RunState; events: RunEvent[] } {
    const result = decideAndEvolve(this.run, command, this.context(command));
    if (!result.ok) throw new Error(`${command.type} refused: ${result.refusal.code}`);
    return result.value;
  }

  give(command: RunCommand): boolean {
    const before = deepFreeze(this.run);
    const result = decideAndEvolve(before, command, this.context(command));
    same(decideAndEvolve(before, command, this.context(command)), result);
    this.ids += 5;
    if (!result.ok) return false;
    if (command.type === 'RecomputeDeadlines' && before) nobodyLate(before, result.value.run, this.now);
    this.run = result.value.run;
    this.events.push(...result.value.events);
    same(fold(result.value.events, before), this.run);
    this.holds();
    return true;
  }

  private holds(): void {
    const run = this.state;
    for (const item of Object.values(run.items)) {
      const live = ['open', 'returned', 'submitted'].includes(item.status);
      const step = run.steps[item.step];
      const going = !['cancelled', 'closed', 'handed-over'].includes(run.status);
      check(!live || !going || (step?.outcome === undefined && run.status !== 'ended'), 'open item in an ended step');
      check(step?.openedAt !== undefined, 'item of a step that was not opened');
      check(
        item.holdings.filter(({ until }) => until === undefined).length === (live ? 1 : 0),
        'one holder while live',
      );
      const first = item.holdings[0];
      // Nobody is late the moment something opens.
      check(!first || item.revision > 0 || first.limit === null || first.limit > first.from, 'late when it opened');
    }
    const keys = wakesOf(run, { template: this.template, calendar: this.calendar }).map(
      (wake) => `${wake.kind}/${wake.item}/${wake.revision}/${wake.rung}/${wake.repetition}`,
    );
    check(new Set(keys).size === keys.length, 'a rung keyed twice');
    check(run.version === this.events.length, 'version counts events');
  }

  /** Ends the run with ordinary commands and time alone. Answers false when only the campaign's end could. */
  finish(): boolean {
    if (this.state.status === 'held') expect(this.give({ type: 'ResumeRun' })).toBe(true);
    for (let round = 0; this.state.status === 'running'; round += 1) {
      if (round > 300) throw new Error('still running after 300 rounds');
      if (this.ordinary()) continue;
      const at = nextOpening(this.state, { template: this.template, calendar: this.calendar });
      if (at === undefined) throw new Error(`stuck: ${JSON.stringify(this.state, null, 1)}`);
      if (at >= this.state.end) return false;
      this.at = Math.max(this.at, at * MS_PER_MINUTE);
      const { version } = this.state;
      this.give({ type: 'AdvanceTime' });
      expect(this.state.version).toBeGreaterThan(version);
    }
    return true;
  }

  /** Lets the campaign's end close the run, which loses nobody's work whose deadline is to come. */
  close(): void {
    for (let round = 0; this.state.status !== 'closed'; round += 1) {
      check(round < 300, 'never closed');
      const before = this.state;
      const closing = closingOf(before);
      if (this.now < closing) {
        this.at = (closing - 1) * MS_PER_MINUTE;
        expect(this.give({ type: 'CloseRun' })).toBe(false);
        this.at = closing * MS_PER_MINUTE;
      }
      expect(this.give({ type: 'CloseRun' })).toBe(true);
      for (const { id, status, due, holdings } of Object.values(this.state.items)) {
        if (status !== 'incomplete' || before.items[id]?.status === 'incomplete') continue;
        check((due ?? 0) <= this.now && (holdings.at(-1)?.limit ?? 0) <= this.now, 'closed before its deadline');
      }
    }
  }

  private ordinary(): boolean {
    const { run } = this;
    for (const [id, register] of Object.entries(run?.registers ?? {}))
      if (!register.complete) return this.give({ type: 'CompleteRegister', register: id });
    for (const item of Object.values(run?.items ?? {})) {
      const step = this.template.steps[item.step];
      if (step?.kind === 'cascade' && item.status === 'open')
        return this.give({ type: 'ReportCascade', step: item.step, live: 3, reached: 3 });
      const command = this.next(item, step);
      if (command) {
        expect(this.give(command)).toBe(true);
        return true;
      }
    }
    return false;
  }

  private next(item: Item, step: Step | undefined): RunCommand | undefined {
    if (item.status === 'submitted') return { type: 'AcceptItem', item: item.id };
    if (item.status !== 'open' && item.status !== 'returned') return undefined;
    if (isClosed(item, this.now))
      return { type: 'ExtendItem', item: item.id, due: Math.max(this.now, item.due ?? 0) + 1440, reason: '补报' };
    return { type: 'SubmitItem', item: item.id, values: valuesFor(step, 5) };
  }
}

export const started = ({
  template,
  live,
  holder,
}: {
  template: Template;
  live?: number;
  holder: Driver['holder'];
}) => {
  const driver = new Driver(template, holder);
  driver.give({
    type: 'StartRun',
    run: 'r',
    campaign: 'c',
    unit: 'u',
    template: 't',
    start: START,
    end: END,
    ...(live === undefined ? {} : { live }),
  });
  return driver;
};
