/** Generated templates and behaviours, and a driver that checks what must hold after every command. */
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type Calendar, calendarFrom, weekendsOnly } from '../calendar/calendar.js';
import { MS_PER_MINUTE } from '../instants.js';
import type { Step, Template, TemplateInput } from '../template/document.js';
import { templateGraph } from '../template/graph.js';
import { closingOf } from './closing.js';
import { decideAndEvolve } from './decide.js';
import { fold } from './evolve.js';
import { isClosed, lateness } from './lateness.js';
import { facts, instant, minute, templateOf, usualActor } from './run.given.js';
import type { Item, RunCommand, RunContext, RunEvent, RunState, Values } from './model.js';
import { nextOpening, wakesOf } from './wakes-of.js';

export const START = minute('2026-03-02');
export const END = minute('2026-08-31 23:59');

type StepInput = Partial<TemplateInput['steps'][string]>;
const oneOf = fc.constantFrom;

/** Step `n` only refers to steps and phases before it, so that every template is acyclic. */
export const stepShape = fc.record({
  kind: oneOf('task', 'task', 'meeting', 'report', 'milestone', 'cascade'),
  join: oneOf('all' as const, 'any' as const, { atLeast: 2 }),
  occurrences: oneOf('once', 'once', 'each', 'every', 'until', 'on-call'),
  condition: oneOf('none', 'none', 'unit', 'never', 'value'),
  reviews: fc.integer({ min: 0, max: 2 }),
  notBefore: oneOf('none', 'none', 'date', 'step'),
  deadline: oneOf('none', 'start', 'step', 'phase', 'opening'),
  closes: fc.boolean(),
  minimumDays: oneOf(0, 3),
  before: fc.array(fc.record({ back: fc.integer({ min: 1, max: 4 }), needs: fc.boolean() }), { maxLength: 3 }),
  newPhase: fc.boolean(),
  share: oneOf(0, 34, 50, 100),
  sees: fc.integer({ min: 1, max: 3 }),
  hangs: oneOf('nowhere', 'nowhere', 'at its phase', 'at a step'),
  followersWait: fc.boolean(),
});
type StepShape = typeof stepShape extends fc.Arbitrary<infer T> ? T : never;

export function build(shapes: StepShape[]): Template {
  const steps: Record<string, StepInput> = {};
  const phases: TemplateInput['phases'] = { main: { title: { zh: '一' } } };
  const edges: string[] = [];
  let phase = 'main';
  let previous = phase;
  for (const [n, shape] of shapes.entries()) {
    const earlier = `s${n - shape.sees}`;
    const known = n >= shape.sees;
    if (shape.newPhase && n > 0) {
      previous = phase;
      phase = `p${n}`;
      const after = shape.sees === 3 ? { afterPhases: [previous] } : { afterSteps: Object.keys(steps).slice(-3) };
      phases[phase] = {
        title: { zh: phase },
        extension: { followersWait: shape.followersWait },
        ...(shape.share === 0 ? {} : { opening: { ...after, share: shape.share } }),
      };
    }
    const after = { from: 'step-ended' as const, step: earlier };
    const occurrences: Record<string, StepInput['occurrences']> = {
      once: { mode: 'once' },
      each: { mode: 'each', register: 'leaders' },
      every: { mode: 'every', period: 'month', start: { from: 'campaign-start' }, end: { from: 'campaign-end' } },
      until: {
        mode: 'every',
        period: 'half-month',
        start: { from: 'campaign-start' },
        end: known ? after : { from: 'date', date: '2026-05-10' },
      },
      'on-call': { mode: 'on-call' },
    };
    const conditions: Record<string, StepInput['when']> = {
      unit: { '==': [{ var: 'unit.category' }, 'village'] },
      never: { '==': [{ var: 'unit.category' }, 'bureau'] },
      value: known ? { '>': [{ var: `item.${earlier}.n` }, 3] } : true,
    };
    const anchors = {
      start: { from: 'campaign-start' as const },
      step: known ? after : { from: 'campaign-end' as const },
      phase: { from: 'phase-opening' as const, phase },
      opening: { from: 'item-opening' as const },
    };
    const when = conditions[shape.condition];
    steps[`s${n}`] = {
      phase,
      kind: shape.kind,
      join: shape.join,
      occurrences: occurrences[shape.occurrences],
      ...(when === undefined ? {} : { when }),
      evidence: { n: { type: 'number', title: { zh: '数' } } },
      reviews: Object.fromEntries(
        Array.from({ length: shape.reviews }, (_, i) => [
          `r${i}`,
          { by: i === 0 ? { who: 'superior' as const } : { who: 'role' as const, role: 'lead' }, order: i },
        ]),
      ),
      opening:
        shape.notBefore === 'none' || (shape.notBefore === 'step' && !known)
          ? {}
          : {
              notBefore: {
                anchor: shape.notBefore === 'date' ? { from: 'date', date: '2026-04-20' } : after,
                offset: shape.notBefore === 'date' ? n : 2,
                at: '08:00',
              },
            },
      ...(shape.deadline === 'none' ? {} : { deadlines: { d: { anchor: anchors[shape.deadline], offset: 10 } } }),
      ...(shape.closes ? { closes: { anchor: { from: 'item-opening' }, offset: 12 } } : {}),
      minimumDays: shape.minimumDays,
      extension: { followersWait: shape.followersWait },
      ...(shape.kind === 'cascade' ? { cascade: { milestone: 'x', need: { atLeast: 2 } } } : {}),
      ladder: { remind: { offset: -2, effect: 'remind', to: 'unit' } },
    };
    for (const { back, needs } of shape.before) if (n >= back) edges.push(`s${n - back}${needs ? '=>' : '>'}s${n}`);
  }
  const template = templateOf({ phases, steps, edges, registers: { leaders: { title: { zh: '班子成员' } } } });
  for (const [n, shape] of shapes.entries()) hang(template, n, shape);
  return template;
}

/** Lets a step hang at an extension point, unless what follows there would wait for each other. */
function hang(template: Template, n: number, { hangs, sees }: StepShape): void {
  const step = template.steps[`s${n}`];
  const host = `s${n - sees}`;
  if (!step || hangs === 'nowhere' || (hangs === 'at a step' && n < sees)) return;
  step.hangsAt = hangs === 'at a step' ? { at: 'step', step: host } : { at: 'phase', phase: step.phase };
  if (templateGraph(template).cycles.length > 0) delete step.hangsAt;
}

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

export const action = fc.record({
  what: fc.nat(31),
  pick: fc.nat(50),
  days: fc.nat(20),
  n: fc.nat(9),
  twice: fc.boolean(),
});
export type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

export const cases = fc.record({
  template: fc.array(stepShape, { minLength: 1, maxLength: 8 }).map(build),
  actions: fc.array(action, { maxLength: 30 }),
  live: oneOf(undefined, 0, 1, 5),
  holder: oneOf('held' as const, 'substitute' as const, 'nobody' as const),
});

const pickOf = <T>(list: T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
const valuesFor = (step: Step | undefined, n: number): Values =>
  Object.fromEntries(Object.keys(step?.evidence ?? {}).map((id) => [id, n]));

/** Turns a random action into some command on whatever there is. */
export function commandOf(run: RunState, template: Template, { what, pick, days, n }: Action, now: number): RunCommand {
  const items = Object.values(run.items);
  const item = pickOf(items, pick);
  const id = item?.id ?? 's0';
  const step = pickOf(Object.keys(template.steps), pick) ?? 's0';
  const reason = '说明';
  const commands: RunCommand[] = [
    { type: 'SubmitItem', item: id, values: valuesFor(template.steps[item?.step ?? ''], n) },
    { type: 'SubmitItem', item: id, values: { unknown: n } },
    { type: 'AcceptItem', item: id },
    { type: 'ReturnItem', item: id, comment: reason, minimumDays: days },
    { type: 'ReturnItem', item: id, comment: reason, dependents: items.map((each) => each.id).slice(0, days) },
    { type: 'WithdrawItem', item: id },
    { type: 'WaiveItem', item: id, reason },
    { type: 'ExtendItem', item: id, due: now + days * 1440, reason },
    { type: 'MoveDeadline', step, due: now + days * 1440, authority: { by: 'telephone', who: '办公室' } },
    {
      type: 'MoveDeadline',
      step,
      due: now + days * 1440,
      authority:
        n % 2 ? { by: 'document', document: `${n}号` } : { by: 'telephone', who: '办公室', document: `${n}号` },
    },
    { type: 'HoldRun', reason },
    { type: 'ResumeRun' },
    { type: 'DelegateItem', item: id, to: 'post' },
    { type: 'AddRegisterEntry', register: 'leaders', entry: `l${n}`, label: { zh: '甲' } },
    { type: 'AddRegisterEntry', register: 'leaders', label: { zh: '乙' } },
    { type: 'WithdrawRegisterEntry', register: 'leaders', entry: `l${n}`, reason },
    { type: 'CompleteRegister', register: 'leaders' },
    { type: 'TriggerStep', step, label: { zh: '新文件' } },
    { type: 'UrgeItem', item: id },
    { type: 'CorrectItem', item: id, values: valuesFor(template.steps[item?.step ?? ''], n), reason, approver: 'li' },
    { type: 'ReopenItem', item: id, reason },
    { type: 'CancelItem', item: id, reason },
    { type: 'CancelPhase', phase: pickOf(Object.keys(template.phases), pick) ?? 'main', reason },
    { type: 'ReportCascade', step, live: n, reached: Math.min(n, days) },
    { type: 'RecomputeDeadlines' },
    { type: 'AdvanceTime' },
  ];
  return commands[what % commands.length] ?? { type: 'AdvanceTime' };
}

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
