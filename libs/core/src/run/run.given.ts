/**
 * Builders for specs: a small template, a context, and a run that is driven by commands. They throw where something
 * is missing or refused, so that a scenario never goes on from a state it did not reach.
 */
import { weekendsOnly } from '../calendar/calendar.js';
import { minuteAt } from '../calendar/time-zone.js';
import { MS_PER_MINUTE, type Instant } from '../instants.js';
import { type Template, type TemplateInput, templateSchema } from '../template/document.js';
import { decideAndEvolve } from './decide.js';
import { fold } from './evolve.js';
import type { Actor, CommandOf, Item, RunCommand, RunContext, RunEvent, RunState, UnitFacts } from './model.js';

export const zone = 'Asia/Shanghai';
/** The instant of a local date and time, `2026-03-02 09:00`. */
export const instant = (text: string): Instant =>
  minuteAt(text.slice(0, 10), text.slice(11) || '00:00', zone) * MS_PER_MINUTE;
/** The minute of a local date and time. */
export const minute = (text: string): number => instant(text) / MS_PER_MINUTE;

type StepInput = Partial<TemplateInput['steps'][string]>;
export interface TemplateParts extends Partial<Omit<TemplateInput, 'steps' | 'edges'>> {
  steps: Record<string, StepInput>;
  /** `a>b` is an order edge, `a=>b` a needs edge. */
  edges?: string[];
}

/** A template with one phase `main` and the role `lead`, unless told otherwise. */
export function templateOf({ steps, edges = [], ...rest }: TemplateParts): Template {
  return templateSchema.parse({
    format: 'gangmu-template/1',
    id: 'sample',
    title: { zh: '样例' },
    noun: { zh: '专项行动' },
    window: { start: '2026-03-02', end: '2026-06-30' },
    roles: { lead: { title: { zh: '牵头' } }, ...rest.roles },
    phases: { main: { title: { zh: '主体' } } },
    ...rest,
    steps: Object.fromEntries(
      Object.entries(steps).map(([id, step]) => [
        id,
        { phase: 'main', kind: 'task', title: { zh: id }, lead: 'lead', ...step },
      ]),
    ),
    edges: Object.fromEntries(
      edges.map((text, index) => {
        const [from = '', to = ''] = text.split(/=?>/);
        return [`e${index}`, { from, to, kind: text.includes('=>') ? 'needs' : 'order' }];
      }),
    ),
  });
}

export const facts: UnitFacts = { category: 'village', level: 3, size: 30, groups: [] };
export const operator: Actor = { person: 'wang', role: 'operator', unit: 'u1' };
export const reviewer: Actor = { person: 'li', role: 'reviewer', unit: 'town' };
export const inspector: Actor = { person: 'zhao', role: 'inspector', unit: 'group' };
export const designer: Actor = { person: 'chen', role: 'designer', unit: 'county' };
export const machine: Actor = { person: 'machine', role: 'machine' };

const actorOf: Partial<Record<RunCommand['type'], Actor>> = {
  AcceptItem: reviewer,
  ReturnItem: reviewer,
  WaiveItem: reviewer,
  ExtendItem: reviewer,
  ReopenItem: reviewer,
  UrgeItem: reviewer,
  MoveDeadline: designer,
  RecomputeDeadlines: designer,
  HoldRun: designer,
  ResumeRun: designer,
  TriggerStep: designer,
  CancelItem: designer,
  CancelPhase: designer,
  CancelRun: designer,
  CloseRun: machine,
  AdvanceTime: machine,
  ReportCascade: machine,
  StartRun: machine,
  HandOverWork: machine,
  TakeOverWork: machine,
};
/** Who usually gives a command: of the unit itself, somebody who belongs to it. */
export const usualActor = (type: RunCommand['type'], unit = 'u1'): Actor => actorOf[type] ?? { ...operator, unit };

/** A run under test: give it commands, look at its state and events. */
export class Scenario {
  run: RunState | null = null;
  readonly events: RunEvent[] = [];
  private ids = 0;
  at: Instant;

  constructor(
    readonly template: Template,
    readonly options: Partial<Pick<RunContext, 'unit' | 'calendar' | 'formerCalendar' | 'holderOf'>> = {},
    at = '2026-03-02 08:00',
  ) {
    this.at = instant(at);
  }

  context(actor: Actor): RunContext {
    return {
      actor,
      at: this.at,
      newId: () => `id${++this.ids}`,
      template: this.template,
      calendar: weekendsOnly,
      unit: facts,
      holderOf: () => 'held',
      ...this.options,
    };
  }

  /** Decides a command and keeps its events; answers with the new ones. Throws when it is refused. */
  when(command: RunCommand, actor: Actor = usualActor(command.type, this.run?.unit)): RunEvent[] {
    const result = decideAndEvolve(this.run, command, this.context(actor));
    if (!result.ok) throw new Error(`${command.type} refused: ${JSON.stringify(result.refusal)}`);
    this.run = result.value.run;
    this.events.push(...result.value.events);
    return result.value.events;
  }

  /** The code with which a command is refused. Throws when it is not. */
  refused(command: RunCommand, actor: Actor = usualActor(command.type, this.run?.unit)): string {
    const result = decideAndEvolve(this.run, command, this.context(actor));
    if (result.ok) throw new Error(`${command.type} was not refused`);
    return result.refusal.code;
  }

  start(more: Partial<CommandOf<'StartRun'>> = {}): this {
    this.when({
      type: 'StartRun',
      run: 'r1',
      campaign: 'c1',
      unit: 'u1',
      template: 'hash',
      start: minute('2026-03-02'),
      end: minute('2026-06-30 23:59'),
      ...more,
    });
    return this;
  }

  /** Moves the clock on and lets time do its work. */
  until(at: string): this {
    this.at = instant(at);
    this.when({ type: 'AdvanceTime' });
    return this;
  }

  submit(item: string, values: CommandOf<'SubmitItem'>['values'] = {}): this {
    this.when({ type: 'SubmitItem', item, values });
    return this;
  }

  get state(): RunState {
    if (!this.run) throw new Error('the run has not started');
    return this.run;
  }
  item(id: string): Item {
    const item = this.state.items[id];
    if (!item) throw new Error(`no item ${id}; there are ${Object.keys(this.state.items).join(', ')}`);
    return item;
  }
  outcome(step: string): string | undefined {
    return this.state.steps[step]?.outcome;
  }
  /** Items that are with the unit or a reviewer. */
  get open(): string[] {
    return Object.values(this.state.items)
      .filter(({ status }) => ['open', 'returned', 'submitted'].includes(status))
      .map(({ id }) => id);
  }
  /** Folding everything recorded gives the state; throws otherwise. */
  refold(): RunState | null {
    return fold(this.events);
  }
}
