import { describe, expect, it } from '@jest/globals';
import { sample } from '../operations/operation-tester.given.js';
import { applyOperation, type Operation } from '../operations/operations.js';
import type { Template } from '../template/document.js';
import { authorsOf } from './authors.js';

const after = (template: Template, ...operations: Operation[]): Template =>
  operations.reduce((next, operation) => {
    const applied = applyOperation(next, operation);
    if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
    return applied.value.template;
  }, template);
const titled = (path: string, zh: string): Operation => ({ op: 'set-field', path, value: { zh } });

describe('who changed what', () => {
  const before = sample();
  const [first = '', second = '', third = ''] = Object.keys(before.steps).map((id) => `/steps/${id}/title`);
  const byLi = after(before, titled(first, '李一'), titled(second, '李二'));
  const byWang = after(byLi, titled(second, '王二'));
  const left = [
    { template: byLi, by: 'li' },
    { template: byWang, by: 'wang' },
  ];

  it('names everybody who touched a place, the last one first', () => {
    const authors = authorsOf(before, left, [first, second, third]);
    expect(authors.get(first)).toEqual(['li']);
    expect(authors.get(second)).toEqual(['wang', 'li']);
    expect(authors.has(third)).toBe(false);
  });

  it('names somebody once, and of a whole step everybody who shaped it', () => {
    const again = after(byWang, titled(second, '李三'));
    const step = second.replace('/title', '');
    expect(authorsOf(before, [...left, { template: again, by: 'li' }], [step]).get(step)).toEqual(['li', 'wang']);
  });
});
