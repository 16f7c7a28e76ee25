import { setPolicy } from '../lint-rules/rule-tester.given.js';
import { describe, expect, it } from '@jest/globals';
import { say } from '../words/words.js';
import { pasteFindings } from './pasted.js';
import { paste } from './paste.js';
import { refines } from '../adaptation/refines.js';
import { duplicateSteps } from './duplicate-steps.js';
import { type Fragment, fragmentOf, readFragment } from './fragment.js';
import { sample, testOperation } from './operation-tester.given.js';
import { applyOperation } from './operations.js';

const own = fragmentOf(sample(), ['kickoff', 'reading']);
const foreign = fragmentOf(
  sample((t) => {
    t.roles = {
      guide: { title: { zh: '向导' } },
      secretary: { title: { zh: '书记' } },
      office: { title: { zh: '办' } },
    };
    t.registers = { groups: { title: { zh: '小组' } } };
    t.categories = { school: { title: { zh: '学校' } } };
    t.steps['visit'] = {
      phase: 'study',
      kind: 'task',
      title: { zh: '走访' },
      lead: 'guide',
      occurrences: { mode: 'each', register: 'groups' },
      when: { '==': [{ var: 'unit.category' }, 'school'] },
      deadlines: { main: { anchor: { from: 'step-ended', step: 'elsewhere' } } },
    };
  }),
  ['visit'],
);
if (JSON.stringify(readFragment(JSON.stringify(own))) !== JSON.stringify(own))
  throw new Error('a fragment is not read back');

it('says what is left out', () =>
  expect(pasteFindings(sample(), foreign, {}).map(({ code, path, params }) => [path, say('zh', code, params)])).toEqual(
    [['/steps/visit/deadlines', '“走访”的截止时间引用了这里没有的内容，粘贴时已略去。']],
  ));

describe('in an adaptation', () => {
  const above = (max: number, kinds?: string[]) =>
    sample((t) => {
      t.phases['study'] = { title: { zh: '学习' }, order: 1, extension: { max, ...(kinds ? { kinds } : {}) } };
      setPolicy(t, { type: 'max-local-steps', max: 0 });
    });
  const when = { in: [{ var: 'unit.category' }, ['organ']] };
  it.each([
    ['pasted', { op: paste.name, fragment: own, local: true }],
    ['copied', { op: duplicateSteps.name, ids: { kickoff: 'kickoff-2', reading: 'reading-2' }, local: true }],
  ] as const)('steps that are %s hang where their phase left room, for whom there is room', (_how, operation) => {
    const base = above(2);
    const done = applyOperation(base, operation);
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    const { template } = done.value;
    for (const id of ['kickoff-2', 'reading-2'])
      expect(template.steps[id]).toMatchObject({ hangsAt: { at: 'phase', phase: 'study' }, when });
    expect(refines(base, template, { grants: [] })).toEqual([]);
  });
  it('says where there is none', () => {
    for (const base of [sample(), above(1), above(5, ['report'])]) {
      const done = applyOperation(base, { op: 'paste', fragment: own, local: true });
      expect(done.ok ? null : say('zh', done.refusal.code, done.refusal.params)).toMatch(/^“学习”没有可以放“/);
    }
  });
  it('steps do without the categories of another template, and that is said', () => {
    const base = above(5);
    const among = (...ids: string[]) => ({
      in: [{ var: 'unit.category' as const }, ids] as [{ var: 'unit.category' }, string[]],
    });
    const fragment = {
      ...foreign,
      registers: { groups: { title: { zh: '小组' }, when: among('school') } },
      steps: {
        ...foreign.steps,
        both: {
          ...foreign.steps['visit'],
          when: among('school', 'organ'),
          alternatives: {
            one: { title: { zh: '一' }, categories: ['school'] },
            two: { title: { zh: '二' }, categories: ['organ', 'school'] },
          },
          chosen: { school: 'one', organ: 'two' },
        },
      },
    } as Fragment;
    const done = applyOperation(base, { op: 'paste', fragment, local: true });
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    const { template } = done.value;
    expect(refines(base, template, { grants: [] })).toEqual([]);
    expect(Object.keys(template.categories)).toEqual(Object.keys(base.categories));
    expect(template.registers['groups']?.when).toBeUndefined();
    expect(template.steps['both']).toMatchObject({
      alternatives: { two: { categories: ['organ'] } },
      chosen: { organ: 'two' },
    });
    expect(JSON.stringify(template.steps['both'])).not.toContain('school');
    const said = pasteFindings(base, fragment, { local: true }).map(({ path }) => path);
    expect(said).toEqual(expect.arrayContaining(['/steps/visit/when', '/steps/both/when', '/steps/both/alternatives']));
  });
  it('a condition keeps what reads steps that came along, under their new names', () => {
    const read = (id: string) => ({ '>': [{ var: `item.${id}.n` }, 3] });
    const { kickoff, reading } = own.steps;
    if (!kickoff || !reading) throw new Error('nothing copied');
    const steps = { kickoff, reading: { ...reading, when: { or: [read('elsewhere'), read('kickoff')] } } };
    const done = applyOperation(sample(), { op: 'paste', fragment: { ...own, steps } });
    expect(done.ok && done.value.template.steps['reading-2']?.when).toEqual(read('kickoff-2'));
  });
  it('a local step put into a template of one’s own hangs nowhere', () => {
    const base = above(5);
    const local = applyOperation(base, { op: 'paste', fragment: own, local: true });
    if (!local.ok) throw new Error(local.refusal.code);
    const fragment = fragmentOf(local.value.template, ['kickoff-2']);
    const done = applyOperation(base, { op: 'paste', fragment, local: false });
    expect(done.ok && Object.values(done.value.template.steps).some(({ hangsAt }) => hangsAt)).toBe(false);
    expect(pasteFindings(base, fragment, { local: false })).toEqual([]);
  });
});

testOperation(paste, {
  does: [
    {
      name: 'gives new ids where they are taken',
      params: { fragment: own },
      gives: {
        '/steps/kickoff-2/order': 1,
        '/steps/reading-2/deadlines/main/anchor/step': 'kickoff-2',
        '/edges/kickoff-2--reading-2/from': 'kickoff-2',
      },
      untouched: ['/steps/kickoff'],
    },
    {
      name: 'brings along what another template lacks',
      params: { fragment: foreign, phase: 'rectify', before: 'plan' },
      gives: {
        '/steps/visit/phase': 'rectify',
        '/steps/visit/order': -1,
        '/roles/guide/title/zh': '向导',
        '/registers/groups/title/zh': '小组',
        '/categories/school/title/zh': '学校',
        '/steps/visit/deadlines': {},
      },
    },
  ],
  refuses: [
    { name: 'what is no fragment', params: { fragment: { steps: {} } }, code: 'template.invalid-choice' },
    { name: 'a phase there is not', params: { fragment: own, phase: 'none' }, code: 'operations.missing' },
    {
      name: 'where there is no phase',
      given: (t) => {
        t.phases = {};
        t.steps = {};
        t.edges = {};
      },
      params: { fragment: own },
      code: 'operations.no-phase',
    },
  ],
});
