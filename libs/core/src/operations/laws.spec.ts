/** The laws of the reducer, over random sequences of every operation. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stepKinds } from '../step-kinds/step-kinds.js';
import type { Template } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { applyEdits } from './apply-edits.js';
import { newEvidence } from './default-evidence.js';
import { fragmentOf } from './fragment.js';
import { historyOf, recordOperation, redo, undo } from './history.js';
import type { OperationName } from './operations.js';
import { applyOperation, operations } from './operations.js';
import { richSample } from './rich-sample.given.js';
import { equal as sameValue } from '../adaptation/shape.js';

const other = richSample();
type Pick = (from: readonly string[]) => string;
const ids = (map: object | undefined): string[] => Object.keys(map ?? {});

/** For each operation parameters that may or may not fit: what is picked may be gone, taken, or locked in a circle. */
const makers: { [Name in OperationName]: (template: Template, pick: Pick, n: number) => object } = {
  'set-field': (t, pick, n) => {
    const step = pick(ids(t.steps));
    const some: [string, unknown][] = [
      ['title', { zh: `名称${n}` }],
      ['estimatedMinutes', n - 2],
      ['closes', { anchor: { from: 'campaign-end' }, offset: n }],
      ['when', { in: [{ var: 'unit.category' }, ids(t.categories)] }],
      ['tags', ['a', `b${n}`]],
      ['occurrences', n % 2 ? { mode: 'once' } : { mode: 'each', register: pick(ids(t.registers)) }],
      ['join', n % 2 ? 'any' : { atLeast: n }],
      ['colour', 'red'],
    ];
    const [field, value] = some[n % some.length] ?? ['title', 3];
    return { path: `/steps/${step}/${field}`, value };
  },
  'clear-field': (t, pick, n) => ({
    path: `/steps/${pick(ids(t.steps))}/${['guidance', 'title', 'when', 'ladder', 'evidence'][n % 5] ?? ''}`,
  }),
  'add-phase': (t, pick, n) => ({ id: `p${n}`, title: { zh: `板块${n}` }, before: pick(ids(t.phases)) }),
  'remove-phase': (t, pick, n) => ({
    id: pick(ids(t.phases)),
    ...(n % 2 ? { moveTo: pick(ids(t.phases)) } : { steps: n % 3 ? 'remove' : 'refuse' }),
  }),
  'move-phase': (t, pick, n) => ({ id: pick(ids(t.phases)), before: n % 3 ? pick(ids(t.phases)) : null }),
  'add-step': (t, pick, n) => ({
    id: `s${n}`,
    phase: pick(ids(t.phases)),
    kind: stepKinds[n % stepKinds.length]?.id,
    ...(n % 2 ? { before: pick(ids(t.steps)) } : { at: { x: n, y: n } }),
  }),
  'remove-steps': (t, pick, n) => ({
    ids: [pick(ids(t.steps)), pick(ids(t.steps))],
    references: n % 2 ? 'remove' : 'refuse',
  }),
  'move-steps': (t, pick, n) => ({
    ids: [pick(ids(t.steps)), pick(ids(t.steps))],
    phase: pick(ids(t.phases)),
    before: n % 2 ? pick(ids(t.steps)) : null,
  }),
  'duplicate-steps': (t, pick, n) => ({ ids: { [pick(ids(t.steps))]: `c${n}`, [pick(ids(t.steps))]: `d${n}` } }),
  'set-kind': (t, pick, n) => ({ step: pick(ids(t.steps)), kind: stepKinds[n % stepKinds.length]?.id }),
  'add-local-step': (t, pick, n) => ({
    id: `l${n}`,
    hangsAt: n % 2 ? { at: 'phase', phase: pick(ids(t.phases)) } : { at: 'step', step: pick(ids(t.steps)) },
    kind: n % 3 ? 'study' : 'task',
  }),
  'choose-alternative': (t, pick, n) => {
    const step = pick(ids(t.steps));
    const offered = ids(t.steps[step]?.alternatives);
    return { step, category: pick(ids(t.categories)), alternative: n % 3 && offered.length > 0 ? pick(offered) : null };
  },
  connect: (t, pick, n) => ({ from: pick(ids(t.steps)), to: pick(ids(t.steps)), kind: n % 2 ? 'needs' : 'order' }),
  disconnect: (t, pick) => ({ ids: [pick(ids(t.edges))] }),
  'set-edge': (t, pick, n) => ({ id: pick(ids(t.edges)), ...(n % 2 ? { kind: 'needs' } : { to: pick(ids(t.steps)) }) }),
  'add-evidence': (t, pick, n) => ({ step: pick(ids(t.steps)), id: `e${n}`, type: pick(ids(newEvidence)) }),
  'remove-evidence': (t, pick) => {
    const step = pick(ids(t.steps));
    return { step, id: pick(ids(t.steps[step]?.evidence)) };
  },
  'move-evidence': (t, pick) => {
    const step = pick(ids(t.steps));
    const evidence = ids(t.steps[step]?.evidence);
    return { step, id: pick(evidence), before: pick(evidence) };
  },
  'add-deadline': (t, pick, n) => ({ step: pick(ids(t.steps)), id: `b${n}` }),
  'remove-deadline': (t, pick) => {
    const step = pick(ids(t.steps));
    return { step, id: pick(ids(t.steps[step]?.deadlines)) };
  },
  'add-rung': (t, pick, n) => ({ id: `r${n}`, ...(n % 2 ? { step: pick(ids(t.steps)) } : {}) }),
  'remove-rung': (t, pick) => ({ id: pick(ids(t.ladder)) }),
  'add-review': (t, pick, n) => ({
    step: pick(ids(t.steps)),
    id: `v${n}`,
    by: n % 2 ? { who: 'superior' } : { who: 'role', role: pick(ids(t.roles)) },
  }),
  'remove-review': (t, pick) => {
    const step = pick(ids(t.steps));
    return { step, id: pick(ids(t.steps[step]?.reviews)) };
  },
  'add-role': (t, pick, n) => ({ id: `o${n}`, title: { zh: `角色${n}` }, substitute: pick(ids(t.roles)) }),
  'remove-role': (t, pick, n) => ({ id: pick(ids(t.roles)), ...(n % 2 ? { replaceBy: pick(ids(t.roles)) } : {}) }),
  'add-category': (_t, _pick, n) => ({ id: `k${n}`, title: { zh: `类别${n}` } }),
  'remove-category': (t, pick) => ({ id: pick(ids(t.categories)) }),
  'add-register': (_t, _pick, n) => ({ id: `g${n}`, title: { zh: `名册${n}` } }),
  'remove-register': (t, pick) => ({ id: pick(ids(t.registers)) }),
  'add-policy': (_t, _pick, n) => ({
    id: `y${n}`,
    policy: { title: { zh: `政策${n}` }, reason: { zh: '减负' }, rule: { type: 'max-items', max: n + 1 } },
  }),
  'remove-policy': (t, pick) => ({ id: pick(ids(t.policies)) }),
  place: (t, pick, n) => ({ positions: { [pick(ids(t.steps))]: { x: n, y: n } } }),
  tidy: (t, pick, n) => (n % 2 ? { positions: { [pick(ids(t.steps))]: { x: n, y: 0 } } } : {}),
  paste: (t, pick, n) => ({
    fragment: fragmentOf(n % 2 ? t : other, [pick(ids(t.steps)), pick(ids(t.steps))]),
    ...(n % 3 ? { phase: pick(ids(t.phases)) } : {}),
  }),
  'apply-fix': (t, pick) => ({ edits: [{ op: 'set', path: `/steps/${pick(ids(t.steps))}/sensitive`, value: true }] }),
  batch: (t, pick, n) => ({
    operations: [
      { op: 'add-step', id: `s${n}`, phase: pick(ids(t.phases)), kind: 'task' },
      { op: 'connect', from: pick(ids(t.steps)), to: `s${n}` },
    ],
  }),
};

const names = operations.map(({ name }) => name);
const choice = fc.record({ name: fc.constantFrom(...names), a: fc.nat(), n: fc.nat({ max: 9 }) });
const made = (template: Template, { name, a, n }: { name: OperationName; a: number; n: number }) => {
  let next = a;
  // What there is nothing of is picked as something that is not there.
  const pick: Pick = (from) => {
    next = (next * 7 + 13) % 1_000_003;
    return from[next % Math.max(1, from.length)] ?? 'nowhere';
  };
  return { op: name, ...makers[name](template, pick, n) };
};

describe('the reducer', () => {
  it('goes back exactly, shares what is untouched, and makes nothing the format refuses', () => {
    const done = new Map<string, number>();
    // With a category that nothing speaks of: others can hardly ever be removed.
    const rich = richSample();
    const sampled: Template = { ...rich, categories: { ...rich.categories, spare: { title: { zh: '备用' } } } };
    const frozen = JSON.stringify(sampled);
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 6 }), (choices) => {
        let template = sampled;
        const start = template;
        const inverses: Parameters<typeof applyEdits>[1][] = [];
        for (const one of choices) {
          const operation = made(template, one);
          const before = template;
          const applied = applyOperation(before, operation);
          expect(sameValue(applyOperation(before, operation), applied)).toBe(true);
          if (!applied.ok) continue;
          done.set(one.name, (done.get(one.name) ?? 0) + 1);
          const { edits, inverse } = applied.value;
          template = applied.value.template;
          const back = applyEdits(template, inverse);
          expect(back.ok && sameValue(back.value.template, before)).toBe(true);
          const again = applyEdits(before, edits);
          expect(again.ok && sameValue(again.value.template, template)).toBe(true);
          if (edits.length === 0) expect(template).toBe(before);
          const touched = new Set(edits.map(({ path }) => path.split('/').slice(1, 3).join('/')));
          for (const id of ids(template.steps))
            if (before.steps[id] && !touched.has(`steps/${id}`))
              if (template.steps[id] !== before.steps[id]) throw new Error(`${id} is another object`);
          inverses.unshift(inverse);
        }
        expect(sameValue(parseTemplate(template), { ok: true, template })).toBe(true);
        for (const inverse of inverses) {
          const back = applyEdits(template, inverse);
          if (!back.ok) throw new Error(JSON.stringify(back.refusal));
          template = back.value.template;
        }
        expect(sameValue(template, start)).toBe(true);
        expect(JSON.stringify(start)).toBe(frozen);
      }),
      { numRuns: 800 },
    );
    // Every operation was really carried out now and then.
    expect(names.filter((name) => !done.has(name))).toEqual([]);
  }, 120_000);

  it('undoes and redoes to the very same templates', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 8 }), fc.nat({ max: 5000 }), (choices, pause) => {
        const start = other;
        let history = historyOf(start);
        const seen = [start];
        for (const [i, one] of choices.entries()) {
          const result = recordOperation(history, made(history.present, one) as never, i * pause);
          if (result.ok) history = result.value;
          if (history.present !== seen.at(-1)) seen.push(history.present);
        }
        const end = history.present;
        while (history.past.length > 0) {
          history = undo(history);
          expect(seen.includes(history.present)).toBe(true);
        }
        expect(history.present === start).toBe(true);
        while (history.future.length > 0) history = redo(history);
        expect(history.present === end).toBe(true);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
