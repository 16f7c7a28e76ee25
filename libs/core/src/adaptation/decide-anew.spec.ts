import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import { sampleTemplate, stepOf } from '../lint-rules/rule-tester.given.js';
import type { TemplateInput } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { decideAnew } from './decide-anew.js';
import { differenceOf, keptOf } from './difference.js';
import { mergeAdaptation } from './merge.js';
import { mergeChecks } from './merge-checks.js';
import type { Decision } from './model.js';

const text = (zh: string) => ({ zh, en: zh });
type Edit = (template: TemplateInput) => void;
const plan = (...edits: Edit[]) => {
  const parsed = parseTemplate(
    sampleTemplate((t) => {
      Object.assign(stepOf(t, 'plan'), { mandate: 'free' });
      for (const edit of edits) edit(t);
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
};
const titled =
  (zh: string, step = 'plan'): Edit =>
  (t) => {
    stepOf(t, step).title = text(zh);
  };
const checks = mergeChecks({ calendar: cn });

/** The township's title against the county's, decided, taken over, and worked on since. */
const [base, newBase] = [plan(), plan(titled('整改落实'))];
const taken = (choice: Decision['choice']) => {
  const mine = differenceOf(base, plan(titled('整改销号')));
  const [question] = mergeAdaptation({ base, newBase, mine, calendar: cn }).conflicts;
  const decisions = [{ conflict: question?.key ?? '', choice }];
  const { answered, result } = mergeAdaptation({ base, newBase, mine, calendar: cn, decisions });
  const [earlier] = answered;
  if (earlier === undefined) throw new Error('nothing was decided');
  const since = { ...result, noun: text('专项行动') };
  return { earlier, draft: { base: newBase, template: since, kept: [] as string[] } };
};
const titleIn = ({ template }: { template: { steps: Record<string, { title: { zh: string } }> } }) =>
  template.steps['plan']?.title.zh;

describe('deciding a question again, once it is taken over', () => {
  it('puts the other answer in place, and leaves what was changed since', () => {
    const { earlier, draft } = taken('mine');
    const theirs = decideAnew(draft, earlier, { conflict: 'any', choice: 'theirs' }, checks);
    expect([titleIn(theirs), theirs.template.noun, theirs.findings]).toEqual(['整改落实', text('专项行动'), []]);
    expect(Object.keys(theirs.difference)).toEqual(['/noun']);
    const edited = decideAnew(draft, earlier, { conflict: 'any', choice: 'edit', value: text('整改到位') }, checks);
    expect(titleIn(edited)).toBe('整改到位');
    const mine = decideAnew({ ...draft, template: theirs.template }, earlier, { conflict: '', choice: 'mine' }, checks);
    expect(titleIn(mine)).toBe('整改销号');
  });

  it('keeps on purpose what the level above has come to say too, and gives it up for theirs', () => {
    const { earlier, draft } = taken('theirs');
    const above = { ...draft, base: plan(titled('整改销号')), template: plan(titled('整改销号')) };
    const mine = decideAnew(above, earlier, { conflict: '', choice: 'mine' }, checks);
    expect(keptOf(above.base, mine.difference)).toEqual(['/steps/plan/title']);
    const marked = { ...above, kept: ['/steps/plan/title'] };
    expect(decideAnew(marked, earlier, { conflict: '', choice: 'theirs' }, checks).difference).toEqual({});
  });

  it('changes nothing where a lock, the format or what is gone stands in the way', () => {
    const { earlier, draft } = taken('theirs');
    const refused = (decision: Partial<Decision>, at: Parameters<typeof decideAnew>[0] = draft) => {
      const anew = decideAnew(at, earlier, { conflict: '', choice: 'mine', ...decision }, checks);
      expect(anew.template).toBe(at.template);
      return anew.findings.map(({ code }) => code);
    };
    expect(refused({ choice: 'edit', value: 7 })).toEqual(['adaptation.unreadable-value']);
    const locked = plan(titled('整改落实'), (t) => Object.assign(stepOf(t, 'plan'), { mandate: 'fixed' }));
    expect(refused({}, { ...draft, base: locked, template: locked }).length).toBeGreaterThan(0);
    const { plan: _gone, ...steps } = newBase.steps;
    const without = { ...newBase, steps };
    expect(refused({}, { ...draft, base: without, template: without })).toContain('adaptation.not-there');
  });

  it('takes one’s own away again that was put beside theirs', () => {
    const role =
      (zh: string): Edit =>
      (t) => {
        t.roles = { ...t.roles, w: { title: text(zh) } };
      };
    const mine = differenceOf(base, plan(role('文宣组')));
    const input = { base, newBase: plan(role('宣传组')), mine, calendar: cn };
    const [question] = mergeAdaptation(input).conflicts;
    const decisions: Decision[] = [{ conflict: question?.key ?? '', choice: 'rename', as: 'w2' }];
    const { answered, result, difference } = mergeAdaptation({ ...input, decisions });
    expect([Object.keys(difference), result.roles['w2']?.title.zh]).toEqual([['/roles/w2'], '文宣组']);
    const draft = { base: input.newBase, template: result, kept: [] };
    const [given] = answered;
    if (!given) throw new Error('nothing was asked');
    const anew = decideAnew(draft, given, { conflict: '', choice: 'theirs' }, checks);
    expect([anew.difference, anew.findings]).toEqual([{}, []]);
  });
});
