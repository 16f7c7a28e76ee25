/** Templates with every kind of lock, and edits that levels make – allowed and not. For specs only. */
import fc from 'fast-check';
import type { Condition, Evidence, Step, Template, TemplateInput } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import type { Grant } from './model.js';
import { keysOf } from './shape.js';

const text = (zh: string) => ({ zh, en: zh });
const inCategories = (...ids: string[]): Condition => ({ in: [{ var: 'unit.category' }, ids] });
const number = (more: object = {}) => ({ type: 'number' as const, title: text('数'), ...more });

/** Fixed, alternative, tighten and free steps that wait for, read and count from each other; extension points. */
export function lockedTemplate(edit: (t: TemplateInput) => void = () => {}): Template {
  const input: TemplateInput = {
    format: 'gangmu-template/1',
    id: 'locks',
    title: text('方案'),
    noun: text('专项行动'),
    authority: { document: '1号' },
    window: { start: '2026-03-02', end: '2026-12-31' },
    categories: { village: { title: text('村') }, town: { title: text('镇') }, office: { title: text('机关') } },
    roles: { office: { title: text('办公室') } },
    registers: { leaders: { title: text('班子成员') } },
    phases: {
      one: { title: text('一'), extension: { kinds: ['study', 'meeting'], max: 2 } },
      two: { title: text('二'), opening: { afterSteps: ['optional'] } },
      three: { title: text('三'), mandate: 'free' },
    },
    steps: {
      fixed: {
        phase: 'one',
        kind: 'meeting',
        title: text('规定'),
        lead: 'office',
        fieldMandates: { guidance: 'free' },
        evidence: { heads: { type: 'head-count', title: text('人数') } },
        deadlines: { main: { anchor: { from: 'date', date: '2026-04-01' } } },
        extension: { max: 1, followersWait: true },
      },
      choice: {
        phase: 'one',
        kind: 'study',
        title: text('等效'),
        lead: 'office',
        mandate: 'alternative',
        alternatives: { joint: { title: text('联合'), categories: ['village'] }, door: { title: text('上门') } },
      },
      strict: {
        phase: 'two',
        kind: 'task',
        title: text('从严'),
        lead: 'office',
        mandate: 'tighten',
        when: { or: [inCategories('village'), { '>': [{ var: 'item.optional.n' }, 3] }] },
        evidence: {
          n: number({ min: 1, required: false }),
          extra: number({ mandate: 'free' }),
          table: {
            type: 'table',
            title: text('表'),
            columns: { day: { title: text('日期'), type: 'date' } },
            rules: [{ of: 'distinct-days', column: 'day', min: 3 }],
          },
        },
        reviews: { superior: { by: { who: 'superior' } } },
        deadlines: { main: { anchor: { from: 'step-ended', step: 'optional' }, offset: 10 } },
      },
      optional: {
        phase: 'one',
        kind: 'task',
        title: text('自选'),
        lead: 'office',
        mandate: 'free',
        evidence: { n: number(), m: number() },
      },
      // Skipped, it would skip what needs it; nothing names it but a free step.
      behind: {
        phase: 'one',
        kind: 'task',
        title: text('后面'),
        lead: 'office',
        mandate: 'free',
        when: inCategories('village', 'town'),
      },
      bridge: {
        phase: 'three',
        kind: 'task',
        title: text('桥'),
        lead: 'office',
        mandate: 'free',
        fieldMandates: { title: 'tighten' },
      },
      needing: { phase: 'three', kind: 'report', title: text('需要'), lead: 'office', join: 'any' },
      spare: {
        phase: 'three',
        kind: 'task',
        title: text('备用'),
        lead: 'office',
        mandate: 'free',
        extension: { max: 1 },
      },
    },
    edges: {
      a: { from: 'behind', to: 'bridge', kind: 'needs' },
      b: { from: 'bridge', to: 'needing', kind: 'needs' },
      c: { from: 'optional', to: 'spare' },
      d: { from: 'fixed', to: 'strict' },
    },
  };
  edit(input);
  const parsed = parseTemplate(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
}

/** The same, with nothing for the linter to find. */
export const soundTemplate = (): Template =>
  lockedTemplate(({ steps }) => {
    const date = { from: 'date' as const, date: '2026-06-01' };
    Object.assign(steps['optional'] ?? {}, { deadlines: { main: { anchor: date } } });
  });

type Make = (template: Template, pick: <T>(of: readonly T[]) => T) => [path: string, value: unknown] | null;

const STEPS = ['fixed', 'choice', 'strict', 'optional', 'behind', 'bridge', 'needing', 'spare', 'own1', 'own2', 'own3'];
const conditions: (Condition | undefined)[] = [
  undefined,
  true,
  false,
  inCategories('village'),
  inCategories('village', 'town'),
  { or: [inCategories('village', 'town'), { '>': [{ var: 'item.optional.n' }, 3] }] },
  { or: [inCategories('town'), inCategories('village'), { '>': [{ var: 'item.optional.n' }, 2] }] },
  { '>': [{ var: 'item.optional.n' }, 3] },
  { '>': [{ var: 'item.behind.n' }, 3] },
];
const bound = {
  anchor: { from: 'date', date: '2026-05-01' },
  offset: 0,
  unit: 'calendar-days',
  roll: 'none',
  at: '18:00',
};
/** A step that a level adds. */
export const localStep = (phase: string, kind: string, hangsAt: Step['hangsAt'], mandate: Step['mandate']): Step => ({
  phase,
  kind,
  title: text('本级'),
  order: 0,
  mandate,
  lead: 'office',
  supporting: [],
  join: 'all',
  occurrences: { mode: 'once' },
  evidence: {},
  reviews: {},
  opening: {},
  deadlines: {},
  sensitive: false,
  estimatedMinutes: 30,
  minimumDays: 0,
  params: {},
  tags: [],
  mechanisms: [],
  ...(hangsAt ? { hangsAt } : {}),
  ...(mandate === 'fixed' ? { extension: { max: 2, followersWait: false } } : {}),
});

/** Kinds of edits; each says where and what, or null where it has nothing to do. */
const makes: Make[] = [
  (_, pick) => [`/steps/${pick(STEPS)}/title`, text(pick(['甲', '乙']))],
  (_, pick) => [`/steps/${pick(STEPS)}/guidance`, pick([undefined, text('提示')])],
  (_, pick) => [`/steps/${pick(STEPS)}/post`, pick([undefined, text('副书记'), text('委员')])],
  (_, pick) => [`/steps/${pick(STEPS)}/notes/${pick(['n1', 'n2'])}`, pick([undefined, text('说明'), text('另一说明')])],
  (_, pick) => [`/steps/${pick(STEPS)}/mandate`, pick(['fixed', 'alternative', 'tighten', 'free'])],
  (_, pick) => [
    `/steps/${pick(STEPS)}/fieldMandates`,
    pick([
      undefined,
      { guidance: 'free' },
      { title: 'tighten' },
      { deadlines: 'tighten' },
      { join: 'free' },
      { when: 'free' },
    ]),
  ],
  (_, pick) => [`/steps/${pick(STEPS)}/when`, pick(conditions)],
  (_, pick) => [`/steps/${pick(STEPS)}/when`, pick(conditions)],
  (_, pick) => [`/steps/${pick(STEPS)}/join`, pick(['all', 'any', { atLeast: 2 }])],
  (_, pick) => [`/steps/${pick(STEPS)}/occurrences`, pick([{ mode: 'once' }, { mode: 'each', register: 'leaders' }])],
  (_, pick) => [`/steps/${pick(STEPS)}/kind`, pick(['task', 'study', 'meeting'])],
  (_, pick) => [`/steps/${pick(STEPS)}/phase`, pick(['one', 'two', 'three'])],
  (_, pick) => [
    `/steps/${pick(STEPS)}/chosen/${pick(['village', 'town'])}`,
    pick([undefined, 'joint', 'door', 'none']),
  ],
  (_, pick) => [
    `/steps/${pick(STEPS)}/alternatives/${pick(['joint', 'third'])}`,
    pick([undefined, { title: text('第三'), categories: [] }]),
  ],
  (_, pick) => [
    `/steps/${pick(STEPS)}/deadlines/${pick(['main', 'own'])}`,
    pick([
      undefined,
      bound,
      { ...bound, offset: 3 },
      { ...bound, anchor: { from: 'step-ended', step: 'optional' }, offset: 10 },
      { ...bound, anchor: { from: 'phase-opening', phase: 'one' }, offset: 60 },
      { ...bound, anchor: { from: 'campaign-end' }, offset: -5 },
    ]),
  ],
  (_, pick) => [
    `/steps/${pick(STEPS)}/reviews/${pick(['superior', 'own'])}`,
    pick([
      undefined,
      { by: { who: 'inspection-group' }, order: 1, limitDays: 3 },
      { by: { who: 'superior' }, order: 1, limitDays: 3 },
      { by: { who: 'role', role: 'office' }, order: 1, limitDays: 3 },
    ]),
  ],
  (_, pick) => [
    `/steps/${pick(STEPS)}/evidence/${pick(['n', 'm', 'own'])}`,
    pick<Evidence | undefined>([
      undefined,
      { ...number({ integer: true }), required: true, order: 0 } as Evidence,
      { type: 'date', title: text('日期'), required: true, order: 0 },
    ]),
  ],
  (_, pick) => [`/steps/strict/evidence/n/min`, pick([undefined, 0, 1, 2, 5])],
  (_, pick) => [`/steps/${pick(['strict', 'optional'])}/evidence/n/required`, pick([true, false])],
  (_, pick) => [
    `/steps/${pick(['strict', 'optional'])}/evidence/n/mandate`,
    pick([undefined, 'fixed', 'free', 'tighten']),
  ],
  (_, pick) => [
    `/steps/strict/evidence/table/rules`,
    pick([
      [],
      [{ of: 'distinct-days', column: 'day', min: 3 }],
      [{ of: 'distinct-days', column: 'day', min: 4 }],
      [
        { of: 'distinct-days', column: 'day', min: 3 },
        { of: 'count', min: 2 },
      ],
    ]),
  ],
  (_, pick) => [`/steps/${pick(STEPS)}`, undefined],
  (_, pick) => [
    `/steps/${pick(['own1', 'own2', 'own3', 'optional', 'spare'])}`,
    localStep(
      pick(['one', 'three']),
      pick(['study', 'task', 'meeting']),
      pick<Step['hangsAt']>([
        undefined,
        { at: 'phase', phase: 'one' },
        { at: 'step', step: 'fixed' },
        { at: 'step', step: 'own1' },
        { at: 'step', step: 'spare' },
      ]),
      pick(['free', 'fixed']),
    ),
  ],
  (_, pick) => [
    `/steps/${pick(['own1', 'own2', 'own3'])}`,
    localStep(
      'one',
      'study',
      pick<Step['hangsAt']>([
        { at: 'phase', phase: 'one' },
        { at: 'step', step: 'fixed' },
        { at: 'step', step: 'own1' },
      ]),
      pick(['free', 'fixed']),
    ),
  ],
  (_, pick) => [
    `/steps/${pick(STEPS)}/hangsAt`,
    pick<Step['hangsAt']>([undefined, { at: 'phase', phase: 'one' }, { at: 'step', step: 'fixed' }]),
  ],
  (_, pick) => [
    `/steps/${pick(['fixed', 'spare', 'own1', 'own2'])}/extension`,
    pick([
      undefined,
      { max: 0, followersWait: false },
      { max: 1, followersWait: true },
      { max: 2, followersWait: false },
      { max: 1, kinds: ['study'], followersWait: false },
    ]),
  ],
  (_, pick) => [
    `/phases/${pick(['one', 'three'])}/extension`,
    pick([
      undefined,
      { max: 1, followersWait: false },
      { kinds: ['study'], max: 2, followersWait: false },
      { max: 9, followersWait: false },
    ]),
  ],
  (_, pick) => [
    `/phases/${pick(['one', 'two', 'three', 'four'])}`,
    pick([undefined, { title: text('四'), order: 0, mandate: 'free' }]),
  ],
  (_, pick) => [`/phases/${pick(['one', 'three'])}/mandate`, pick(['fixed', 'tighten', 'free'])],
  (_, pick) => [
    `/edges/${pick(['a', 'b', 'c', 'd', 'e', 'f'])}`,
    pick([undefined, { from: pick(STEPS), to: pick(STEPS), kind: pick(['order', 'needs']) }]),
  ],
  (_, pick) => [
    `/edges/${pick(['a', 'b', 'e', 'f'])}`,
    {
      from: pick(['behind', 'spare', 'own1', 'optional']),
      to: pick(['bridge', 'behind', 'own2', 'spare']),
      kind: pick(['order', 'needs']),
    },
  ],
  (_, pick) => [`/edges/${pick(['a', 'b', 'c', 'e'])}`, undefined],
  (_, pick) => [
    `/roles/${pick(['office', 'mine'])}`,
    pick([undefined, { title: text('本级'), substitute: 'superior' }]),
  ],
  () => ['/roles/office/post', text('主任')],
  (_, pick) => [
    `/policies/${pick(['p', 'q'])}`,
    pick([
      undefined,
      { title: text('不加码'), reason: text('减负'), categories: [], rule: { type: 'max-local-steps', max: 1 } },
    ]),
  ],
  () => ['/window/end', '2026-11-30'],
  (_, pick) => ['/phases/two/opening/afterSteps', pick([[], ['optional'], ['fixed']])],
];

/** Puts a value at a place (undefined: takes it away); null where what it lies in is not there. */
export function put(template: Template, path: string, value: unknown): Template | null {
  const place = (node: unknown, keys: string[]): unknown => {
    const [key = '', ...rest] = keys;
    if (typeof node !== 'object' || node === null) return null;
    const next: Record<string, unknown> = { ...(node as Record<string, unknown>) };
    if (rest.length > 0) {
      const inner = place(next[key] ?? (['notes', 'chosen', 'alternatives'].includes(key) ? {} : null), rest);
      if (inner === null) return null;
      next[key] = inner;
      // An empty map of notes is no map of notes.
      if (['notes', 'chosen', 'alternatives'].includes(key) && Object.keys(inner as object).length === 0)
        delete next[key];
    } else if (value === undefined) delete next[key];
    else next[key] = value;
    return next;
  };
  return place(template, keysOf(path)) as Template | null;
}

export interface Choice {
  make: number;
  picks: number[];
}
export const choice: fc.Arbitrary<Choice> = fc.record({
  make: fc.nat(makes.length - 1),
  picks: fc.array(fc.nat(997), { minLength: 6, maxLength: 6 }),
});

/** One edit of somebody; null where it says nothing. */
export function edit(template: Template, { make, picks }: Choice): Template | null {
  let used = 0;
  const pick = <T>(of: readonly T[]): T =>
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- the compiler asks for it
    of[(picks[used++ % picks.length] ?? 0) % of.length] as T;
  const made = makes[make]?.(template, pick);
  return made ? put(template, made[0], made[1]) : null;
}

/** The template after those of the edits that are admitted one after the other. */
export function after(template: Template, choices: readonly Choice[], admits: (next: Template) => boolean): Template {
  let now = template;
  for (const one of choices) {
    const next = edit(now, one);
    if (next && admits(next)) now = next;
  }
  return now;
}

export const grantsOf: fc.Arbitrary<Grant[]> = fc.array(
  fc.record({
    id: fc.constant('g'),
    path: fc.constantFrom(
      '/steps/fixed',
      '/steps/strict/when',
      '/steps/strict/deadlines/main',
      '/steps/needing',
      '/steps/own1',
      '/phases/one/extension',
      '/steps/fixed/extension',
      '/phases/two/opening',
      '/edges/d',
      '/phases/four',
    ),
    allows: fc.constantFrom('change' as const, 'remove' as const),
    units: fc.constant(['town']),
    reason: fc.constant('路远'),
    grantedBy: fc.constant('county'),
  }),
  { maxLength: 3 },
);
