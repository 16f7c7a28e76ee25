import { describe, expect, it } from '@jest/globals';
import { applyOperation, sameValue, say, templateSchema, type Template } from '@gangmu/core';
import { marksAfter, ownChanges, revertOperation } from './own-changes.js';

const base = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'plain',
  title: { zh: '学习教育方案', en: 'Study programme' },
  noun: { zh: '学习教育', en: 'Study programme' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  categories: { village: { title: { zh: '村', en: 'Village' } } },
  roles: { office: { title: { zh: '承办人', en: 'Handler' } } },
  phases: { study: { title: { zh: '学习', en: 'Study' }, extension: { max: 2 } } },
  steps: {
    meeting: { phase: 'study', kind: 'meeting', title: { zh: '动员会', en: 'Kick-off' }, lead: 'office', order: 1 },
    bulletin: {
      phase: 'study',
      kind: 'task',
      title: { zh: '简报', en: 'Bulletin' },
      lead: 'office',
      order: 2,
      mandate: 'free',
    },
  },
  edges: { first: { from: 'meeting', to: 'bulletin', kind: 'order' } },
});
const after = (template: Template, ...operations: { op: string }[]): Template => {
  let next = template;
  for (const operation of operations) {
    const done = applyOperation(next, operation);
    if (!done.ok) throw new Error(done.refusal.code);
    next = done.value.template;
  }
  return next;
};
const local = {
  op: 'add-local-step',
  id: 'visits',
  kind: 'task',
  title: { zh: '走访' },
  hangsAt: { at: 'phase', phase: 'study' },
};
const edited = after(
  base,
  { op: 'set-field', path: '/steps/bulletin/title', value: { zh: '镇简报' } } as { op: string },
  { op: 'set-field', path: '/steps/bulletin/guidance', value: { zh: '每月一期' } } as { op: string },
  local,
  { op: 'connect', from: 'bulletin', to: 'visits' } as { op: string },
);

describe('own changes', () => {
  it('are none where nothing was changed, and cards may stand anywhere', () => {
    expect(ownChanges(base, base)).toEqual([]);
    expect(ownChanges(base, { ...base, layout: { meeting: { x: 1, y: 2 } } })).toEqual([]);
  });

  it('are one sentence each, and every changed place belongs to one of them', () => {
    const paths = ownChanges(base, edited).flatMap((change) => change.paths);
    expect(paths.filter((path) => !path.startsWith('/edges/')).toSorted()).toEqual([
      '/steps/bulletin/guidance',
      '/steps/bulletin/title',
      '/steps/visits',
    ]);
  });

  it('are taken back one by one until the level above stands there again', () => {
    let template = edited;
    for (let left = ownChanges(base, template); left.length > 0; left = ownChanges(base, template)) {
      const [change] = left;
      if (change !== undefined) template = after(template, revertOperation(base, template, change));
      expect(ownChanges(base, template).length).toBeLessThan(left.length);
    }
    expect(sameValue({ ...template, layout: {} }, { ...base, layout: {} })).toBe(true);
  });

  it('are also what stands on purpose as it does above, said and taken back like the others', () => {
    const kept = ['/steps/bulletin/lead', '/steps/bulletin/title'];
    const own = ownChanges(base, edited, kept);
    const purpose = own.filter(({ sentence }) => sentence.code === 'compare.kept');
    // What is another value is a change already.
    expect(purpose.map(({ paths }) => paths)).toEqual([['/steps/bulletin/lead']]);
    expect(say('zh', 'compare.kept', purpose[0]!.sentence.params)).toContain('有意保留：“简报”的牵头（承办人）');
    const taken = after(edited, revertOperation(base, edited, purpose[0]!));
    expect(taken).toBe(edited);
    const left = marksAfter(base, edited, kept, purpose[0]!);
    expect(ownChanges(base, taken, left).length).toBe(own.length - 1);
    const all = { paths: own.flatMap(({ paths }) => paths) };
    expect(
      ownChanges(base, after(edited, revertOperation(base, edited, all)), marksAfter(base, edited, kept, all)),
    ).toEqual([]);
  });

  it('bring back what was left out', () => {
    const without = after(base, { op: 'remove-steps', ids: ['bulletin'], references: 'remove' } as { op: string });
    let template = without;
    for (const change of ownChanges(base, without).toReversed())
      template = after(template, revertOperation(base, template, change));
    expect(template.steps['bulletin']).toEqual(base.steps['bulletin']);
  });
});
