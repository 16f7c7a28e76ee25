/** Generated templates and behaviours, for the laws of the run. */
import fc from 'fast-check';
import type { Step, Template, TemplateInput } from '../template/document.js';
import { templateGraph } from '../template/graph.js';
import type { RunCommand, RunState, Values } from './model.js';
import { templateOf } from './run.given.js';

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
/** The same number for everything a step asks. */
export const valuesFor = (step: Step | undefined, n: number): Values =>
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
