import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekendsOnly } from '../calendar/calendar.js';
import { lintTemplate } from '../lint-rules/lint-template.js';
import { sampleTemplate } from '../lint-rules/rule-tester.given.js';
import { templateSchema } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { chances, edited } from './adaptation.given.js';
import { mergeChecks } from './merge-checks.js';

const base = templateSchema.parse(sampleTemplate());
const options = { calendar: weekendsOnly };

describe('checks that remember', () => {
  it('find what the linter finds, whatever they have seen before', () => {
    const checks = mergeChecks(options);
    fc.assert(
      fc.property(chances(3), chances(3), (first, more) => {
        const between = edited(base, first);
        const template = edited(between, more);
        if (!parseTemplate(between).ok || !parseTemplate(template).ok) return;
        checks.rules(between, base);
        expect(checks.rules(template, between)).toEqual(
          lintTemplate(template, options).filter(({ severity }) => severity === 'error'),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('see a text that is blank', () => {
    const checks = mergeChecks(options);
    const step = base.steps['plan'];
    if (!step) throw new Error('no step plan');
    const titled = (zh: string) => ({ ...base, steps: { ...base.steps, plan: { ...step, title: { zh } } } });
    expect(checks.rules(titled('整改提高'), base)).toEqual([]);
    expect(checks.rules(titled('  '), base)).toMatchObject([{ code: 'missing-text' }]);
  });
});
