/** Examples for one operation: what it does to the sample template, and what it refuses. For specs only. */
import { describe, expect, it } from '@jest/globals';
import { sampleTemplate } from '../lint-rules/rule-tester.given.js';
import type { Template, TemplateInput } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { valueAt } from '../pointer.js';
import { applyEdits } from './apply-edits.js';
import type { OperationRule } from './operation.js';
import { applyOperation, isOperation } from './operations.js';

/** A sound template, read: the linter's sample with a few more things to refer to. */
export function sample(edit: (template: TemplateInput) => void = () => {}): Template {
  const parsed = parseTemplate(sampleTemplate(edit));
  if (!parsed.ok) throw new Error(`the example is no template: ${JSON.stringify(parsed.findings)}`);
  return parsed.template;
}

interface Example {
  name: string;
  given?: (template: TemplateInput) => void;
  params: object;
}

/** Declares one test per example. `gives` holds places and what stands there afterwards (undefined: nothing). */
export function testOperation(
  rule: Pick<OperationRule, 'name'>,
  examples: {
    does: (Example & { gives: Record<string, unknown>; untouched?: string[] })[];
    refuses: (Example & { code: string })[];
  },
): void {
  describe(rule.name, () => {
    it('stands in the list', () => expect(isOperation(rule.name)).toBe(true));
    for (const { name, given, params, gives, untouched = [] } of examples.does)
      it(name, () => {
        const before = sample(given);
        const copy = structuredClone(before);
        const applied = applyOperation(before, { op: rule.name, ...params });
        if (!applied.ok) throw new Error(`refused: ${JSON.stringify(applied.refusal)}`);
        const { template, edits, inverse } = applied.value;
        for (const [path, value] of Object.entries(gives))
          expect({ [path]: valueAt(template, path) }).toEqual({ [path]: value });
        for (const path of untouched) expect(valueAt(template, path)).toBe(valueAt(before, path));
        expect(before).toEqual(copy);
        expect(parseTemplate(template)).toEqual({ ok: true, template });
        expect(applyEdits(template, inverse)).toMatchObject({ ok: true, value: { template: before } });
        expect(applyEdits(before, edits)).toEqual(applied);
      });
    for (const { name, given, params, code } of examples.refuses)
      it(`refuses ${name}`, () => {
        const before = sample(given);
        const applied = applyOperation(before, { op: rule.name, ...params });
        expect(applied.ok ? 'accepted' : applied.refusal.code).toBe(code);
      });
  });
}
