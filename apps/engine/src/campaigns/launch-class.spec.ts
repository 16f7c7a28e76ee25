import { type RoleHolders, templateSchema, type UnitFacts, weekendsOnly } from '@gangmu/core';
import { describe, expect, it } from '@jest/globals';
import { classKey, factsText, launchClass, type LaunchPlan, type LaunchUnit } from './launch-class.js';

const report = (lead: string, more: object = {}) => ({
  phase: 'work',
  kind: 'report',
  title: { zh: '报送' },
  lead,
  evidence: { people: { type: 'number', title: { zh: '人数' } } },
  deadlines: { due: { anchor: { from: 'date', date: '2026-04-10' } } },
  ...more,
});
const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'classes',
  title: { zh: '分类启动' },
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: {
    secretary: { title: { zh: '支部书记' } },
    organisation: { title: { zh: '组织委员' }, substitute: 'secretary' },
  },
  phases: { work: { title: { zh: '推进' } } },
  steps: {
    plan: report('organisation'),
    villages: report('secretary', { when: { '==': [{ var: 'unit.category' }, 'village'] } }),
  },
  ladder: { ahead: { offset: -2, effect: 'remind', to: 'unit' } },
});
const plan: LaunchPlan = {
  campaign: 'c1',
  hash: 'h1',
  template,
  calendar: weekendsOnly,
  start: Date.parse('2026-03-02T00:00+08:00') / 60_000,
  end: Date.parse('2026-05-01T00:00+08:00') / 60_000,
  actor: { person: 'chen', role: 'designer' },
  at: Date.parse('2026-03-02T08:00+08:00'),
};
const posted = (...duties: string[]) => ({ all: duties.length === 0, duties, superior: true });
const unit = (id: string, facts: Partial<UnitFacts> = {}, holders: Partial<RoleHolders> = {}): LaunchUnit => ({
  id,
  facts: { category: 'village', level: 3, size: 20, groups: [], ...facts },
  holders: { file: posted(), review: posted(), inspected: false, ...holders },
});

interface Launched {
  marks: { run: string; unit: string; facts: string };
  events: { seq: number; type: string; body: string }[];
  items: { id: string; body: { holdings: { who?: string }[] } }[];
  deadlines: { rung: string }[];
}
const launched = (of: LaunchPlan, one: LaunchUnit): Launched => {
  const prepared = launchClass(of, one);
  if (!prepared.ok) throw new Error(prepared.refusal.code);
  return JSON.parse(prepared.value) as Launched;
};

describe('units that begin alike', () => {
  it('are told apart by what conditions read and by who stands for which role, and by nothing else', () => {
    const key = (one: LaunchUnit): string => classKey(template, one);
    expect(key(unit('a', { size: 3, level: 2, groups: ['g1'] }))).toBe(key(unit('b')));
    expect(key(unit('a', { category: 'community' }))).not.toBe(key(unit('b')));
    expect(key(unit('a', {}, { file: posted('支部书记') }))).not.toBe(key(unit('b')));
    // Named otherwise, but the same role.
    expect(key(unit('a', {}, { file: posted('支部书记') }))).toBe(key(unit('b', {}, { file: posted('secretary') })));
    // A duty that this template knows nothing of is none.
    expect(key(unit('a', {}, { file: posted('支部书记', '保密员') }))).toBe(
      key(unit('b', {}, { file: posted('secretary') })),
    );
  });
});

describe('a class decided on its first unit', () => {
  it('holds marks where each unit has something of its own, and nothing of the unit it was decided on', () => {
    const { marks, events } = launched(plan, unit('unit-one', { size: 4711 }));
    const text = JSON.stringify(events);
    for (const own of ['unit-one', '4711']) expect(text).not.toContain(own);
    const [first] = events;
    expect(first).toMatchObject({ seq: 1, type: 'RunStarted' });
    const facts = factsText(unit('unit-one', { size: 4711 }).facts);
    const stamped = first!.body
      .replaceAll(marks.facts, facts)
      .replaceAll(marks.run, 'run-1')
      .replaceAll(marks.unit, 'unit-one');
    expect(JSON.parse(stamped)).toMatchObject({ event: { run: 'run-1', unit: 'unit-one', facts: { size: 4711 } } });
  });

  it('opens what applies, held by whoever stands for the role, with its rungs', () => {
    const village = launched(plan, unit('v', {}, { file: posted('支部书记') }));
    const opened = village.items.map(({ id, body }) => [id, body.holdings[0]?.who]);
    expect(opened.toSorted()).toEqual([
      ['plan', 'secretary'],
      ['villages', undefined],
    ]);
    const nobody = launched(plan, unit('c', { category: 'community' }, { file: { ...posted('保密员') } }));
    expect(nobody.items.map(({ id, body }) => [id, body.holdings[0]?.who])).toEqual([['plan', 'superior']]);
    expect(village.deadlines.filter(({ rung }) => rung === 'ahead')).toHaveLength(2);
  });

  it('is the same for every unit of the class, but for what is random', () => {
    const shape = ({ marks, ...rest }: Launched): string =>
      JSON.stringify(rest)
        .replaceAll(marks.run, 'RUN')
        .replaceAll(marks.unit, 'UNIT')
        .replaceAll(JSON.stringify(marks.facts).slice(1, -1), 'FACTS');
    expect(shape(launched(plan, unit('a', { size: 1 })))).toBe(shape(launched(plan, unit('b', { size: 2, level: 5 }))));
  });

  it('is refused, not broken, where the campaign could not begin', () => {
    expect(launchClass({ ...plan, end: plan.start - 1 }, unit('a'))).toMatchObject({ ok: false });
  });
});
