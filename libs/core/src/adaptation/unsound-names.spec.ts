import { describe, expect, it } from '@jest/globals';
import { sampleTemplate, stepOf } from '../lint-rules/rule-tester.given.js';
import { parseTemplate } from '../template/parse.js';
import { applyDifference } from './apply.js';
import { lockedTemplate } from './locked-template.given.js';

const NAMES = Object.getOwnPropertyNames(Object.prototype);

describe('names that every object answers to', () => {
  it.each(NAMES)('%s is the id of nothing', (name) => {
    const template = sampleTemplate();
    Object.defineProperty(template.steps, name, { value: stepOf(template, 'plan'), enumerable: true });
    expect(parseTemplate(template).ok).toBe(false);
    const base = lockedTemplate();
    const applied = applyDifference(base, { [`/steps/${name}`]: { op: 'add', value: base.steps['spare'] } });
    expect([applied.template, applied.findings.map(({ code }) => code)]).toEqual([base, ['adaptation.unknown-place']]);
  });
});
