import { describe, expect, it } from '@jest/globals';
import { applyOperation, type Operation, type Template } from '@gangmu/core';
import { drawPlan } from '../export/plan-drawing.js';
import { templateOf } from '../properties/template.given.js';
import { byPhase, comparing } from './comparing.js';

const after = (template: Template, ...operations: Operation[]): Template => {
  let current = template;
  for (const operation of operations) {
    const applied = applyOperation(current, operation);
    if (!applied.ok) throw new Error(applied.refusal.code);
    current = applied.value.template;
  }
  return current;
};

describe('two states beside each other', () => {
  const before = templateOf();
  const now = after(
    before,
    { op: 'remove-steps', ids: ['survey'] },
    { op: 'add-step', id: 'visit', phase: 'study', kind: 'task', title: { zh: '走访' } },
    { op: 'set-field', path: '/steps/class/title', value: { zh: '专题读书班' } },
    { op: 'move-steps', ids: ['kickoff'], phase: 'study' },
  );
  const made = comparing(before, now);

  it('marks what became of each step', () =>
    expect(Object.fromEntries(made.marks)).toEqual({
      survey: 'removed',
      visit: 'added',
      class: 'changed',
      kickoff: 'moved',
    }));
  it('draws what is gone where it stood', () => {
    const { svg } = drawPlan(made.both, { language: 'zh', marks: made.marks });
    for (const words of ['摸底', '－ 删除', '走访', '＋ 新增', '专题读书班', '△ 修改', '→ 移动'])
      expect(svg).toContain(words);
  });
  it('puts sentences under their phases, by weight', () => {
    const groups = byPhase(before, now, made, ['date', 'person', 'other']);
    expect(groups.flatMap(({ sentences }) => sentences)).toHaveLength(made.sentences.length);
    expect(groups.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['start', 'study']));
    expect(byPhase(before, now, made, ['person'])).toEqual([]);
  });
  it('says nothing where both are the same', () => expect(comparing(before, before).sentences).toEqual([]));
});
