import { describe, expect, it } from '@jest/globals';
import { sample } from '../operations/operation-tester.given.js';
import { applyOperation, type Operation } from '../operations/operations.js';
import { openPoints } from '../template/extension-points.js';
import type { Template } from '../template/document.js';
import { asRoot } from './as-root.js';

const done = (template: Template, ...operations: Operation[]): Template => {
  const applied = applyOperation(template, { op: 'batch', operations });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
  return applied.value.template;
};

describe('a template that a level made of another, begun as one’s own', () => {
  const above = sample((t) => Object.assign(t.phases['study'] ?? {}, { extension: { max: 1 } }));
  const adapted = done(
    above,
    { op: 'add-local-step', id: 'own', hangsAt: { at: 'phase', phase: 'study' }, kind: 'task', title: { zh: '自选' } },
    { op: 'set-field', path: '/steps/kickoff/notes', value: { n: { zh: '找王主任' } } },
    { op: 'set-field', path: '/phases/study/notes', value: { n: { zh: '在二楼' } } },
  );
  const begun = asRoot(adapted);

  it('keeps what is done and leaves out what a level below said: where it hung, its notes', () => {
    expect([openPoints(adapted).length, openPoints(begun).length]).toEqual([0, 1]);
    expect(begun.steps['own']).toMatchObject({ title: { zh: '自选' }, phase: 'study' });
    expect(JSON.stringify(begun)).not.toMatch(/hangsAt|王主任|二楼/);
  });

  it('numbers what shares a number in the order in which it stands, and nothing else', () => {
    expect(['kickoff', 'reading', 'own', 'plan'].map((id) => begun.steps[id]?.order)).toEqual([1, 2, 3, 0]);
    expect(asRoot(begun)).toEqual(begun);
  });
});
