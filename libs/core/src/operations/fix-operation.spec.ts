import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
import { lintTemplate } from '../lint-rules/lint-template.js';
import { fixOperation } from './fix-operation.js';
import { sample } from './operation-tester.given.js';
import { applyOperation } from './operations.js';

describe('quick fixes as operations', () => {
  it('mend what the linter found, one after the other, until only a person can go on', () => {
    let template = sample((t) => {
      t.edges = { ...t.edges, b: { from: 'reading', to: 'gone' } };
      stepOf(t, 'plan').kind = 'approval';
      stepOf(t, 'plan').supporting = ['ghost', 'office'];
      stepOf(t, 'plan').deadlines = { main: { anchor: { from: 'campaign-end' }, offset: 9 } };
      stepOf(t, 'reading').evidence = { days: { type: 'number', title: { zh: '天', en: 'Days' }, min: 9, max: 1 } };
      stepOf(t, 'kickoff').params = { speed: 3 };
    });
    const broken = lintTemplate(template, { calendar: cn }).filter(({ severity }) => severity === 'error');
    expect(broken.length).toBeGreaterThanOrEqual(6);
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const finding = lintTemplate(template, { calendar: cn }).find((one) => fixOperation(one) !== null);
      const operation = finding && fixOperation(finding);
      if (!operation) break;
      const applied = applyOperation(template, operation);
      if (!applied.ok) throw new Error(`${finding.code}: ${JSON.stringify(applied.refusal)}`);
      expect(applied.value.edits.length).toBeGreaterThan(0);
      template = applied.value.template;
    }
    expect(lintTemplate(template, { calendar: cn }).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  it('is none where a person has to think', () =>
    expect(fixOperation({ code: 'weekly-burden', severity: 'warning', path: '', params: {} })).toBeNull());
});
