/** Edits that levels make of a locked template – allowed and not. For specs only. */
import fc from 'fast-check';
import type { Condition, Evidence, Step, Template } from '../template/document.js';
import { inCategories, localStep, number, text } from './locked-template.given.js';
import type { Grant } from './model.js';
import { keysOf } from './shape.js';

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
