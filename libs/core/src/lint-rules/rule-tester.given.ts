/** Examples for one rule: what it must let pass, and what it must name. For specs only. */
import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import type { Policy, TemplateInput } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import type { LintOptions } from './lint-template.js';
import { lintContext } from './lint-template.js';
import type { LintRule } from './lint-rule.js';

type Edit = (template: TemplateInput) => void;
interface Example {
  name: string;
  edit?: Edit;
  options?: Partial<LintOptions>;
}

const text = (zh: string) => ({ zh, en: zh });

/** A small sound template: three steps in a row over two phases, one category. */
export function sampleTemplate(edit: Edit = () => {}): TemplateInput {
  const template: TemplateInput = {
    format: 'gangmu-template/1',
    id: 'sample',
    title: text('示例'),
    noun: text('主题教育'),
    window: { start: '2026-03-02', end: '2026-08-31' },
    categories: { village: { title: text('村') }, organ: { title: text('机关') } },
    roles: { secretary: { title: text('书记') }, office: { title: text('办公室') } },
    registers: { leaders: { title: text('班子成员') } },
    phases: { study: { title: text('学习') }, rectify: { title: text('整改'), opening: { afterPhases: ['study'] } } },
    steps: {
      kickoff: {
        phase: 'study',
        kind: 'meeting',
        title: text('动员会'),
        lead: 'secretary',
        evidence: { date: { type: 'date', title: text('日期') }, heads: { type: 'head-count', title: text('人数') } },
        deadlines: { main: { anchor: { from: 'date', date: '2026-03-20' } } },
      },
      reading: {
        phase: 'study',
        kind: 'study',
        title: text('读书班'),
        lead: 'office',
        minimumDays: 3,
        evidence: { days: { type: 'number', title: text('学习天数'), min: 1 } },
        deadlines: { main: { anchor: { from: 'step-ended', step: 'kickoff' }, offset: 20, unit: 'working-days' } },
      },
      plan: {
        phase: 'rectify',
        kind: 'task',
        title: text('整改'),
        lead: 'office',
        evidence: { measures: { type: 'number', title: text('措施数') } },
        deadlines: { main: { anchor: { from: 'campaign-end' }, offset: -3 } },
      },
    },
    edges: { a: { from: 'kickoff', to: 'reading' } },
  };
  edit(template);
  return template;
}

const run = (rule: LintRule, example: Example) => {
  const parsed = parseTemplate(sampleTemplate(example.edit));
  if (!parsed.ok) throw new Error(`the example is no template: ${JSON.stringify(parsed.findings)}`);
  return [...rule.check(lintContext(parsed.template, { calendar: cn, ...example.options }))];
};

/** Declares one test per example. `expect` holds `code path` of each finding; `fixed` says the fixes must mend it. */
export function testRule(
  rule: LintRule,
  examples: { valid: Example[]; invalid: (Example & { finds: string[]; fixed?: boolean })[] },
): void {
  describe(rule.id, () => {
    for (const example of [{ name: 'the sample' }, ...examples.valid])
      it(`lets pass ${example.name}`, () => expect(run(rule, example)).toEqual([]));
    for (const example of examples.invalid)
      it(`finds ${example.name}`, () => {
        const findings = run(rule, example);
        expect(findings.map((one) => `${one.code} ${one.path}`)).toEqual(example.finds);
        for (const finding of findings) expect(rule.codes).toContain(finding.code);
        if (!example.fixed) return;
        const edits = findings.flatMap((one) => one.fix?.edits ?? []);
        expect(edits.length).toBeGreaterThan(0);
        const mended: Example = {
          ...example,
          edit: (t) => (example.edit?.(t), edits.forEach((edit) => apply(t, edit))),
        };
        expect(run(rule, mended)).toEqual([]);
      });
  });
}

function apply(template: object, edit: { op: 'set' | 'remove'; path: string; value?: unknown }): void {
  const keys = edit.path.split('/').slice(1);
  const last = keys.pop() ?? '';
  let node = template as Record<string, unknown>;
  for (const key of keys) node = node[key] as Record<string, unknown>;
  if (edit.op === 'remove') delete node[last];
  else node[last] = edit.value;
}

/** The step of the sample with this id. */
export const stepOf = (template: TemplateInput, id: string) => {
  const step = template.steps[id];
  if (!step) throw new Error(`no step ${id}`);
  return step;
};

/** Sets the one policy `p`, for villages. */
export const setPolicy = (template: TemplateInput, rule: Policy['rule']): void => {
  template.policies = {
    p: { title: { zh: '减负' }, reason: { zh: '为基层减负' }, categories: ['village'], rule },
  };
};
