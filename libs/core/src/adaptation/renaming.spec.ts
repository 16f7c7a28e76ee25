/** One's own under another id, beside what the level above brought under the same. */
import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import { sampleTemplate, stepOf } from '../lint-rules/rule-tester.given.js';
import type { Template, TemplateInput } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { hasWords } from '../words/words.js';
import { differenceOf } from './difference.js';
import { mergeAdaptation } from './merge.js';
import type { Decision } from './model.js';
import { mayBeRenamed } from './renaming.js';

const text = (zh: string) => ({ zh, en: zh });
type Edit = (template: TemplateInput) => void;

const plan = (edit: Edit = () => {}): Template => {
  const parsed = parseTemplate(
    sampleTemplate((t) => {
      Object.assign(stepOf(t, 'plan'), { mandate: 'free' });
      Object.assign(t.phases['study'] ?? {}, { extension: { max: 4 } });
      edit(t);
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
};
const step = (zh: string, more: object = {}): TemplateInput['steps'][string] => ({
  phase: 'study',
  kind: 'study',
  title: text(zh),
  lead: 'office',
  mandate: 'free',
  evidence: { days: { type: 'number', title: text('次数') } },
  deadlines: { main: { anchor: { from: 'date', date: '2026-05-20' } } },
  ...more,
});

const base = plan();
const newBase = plan((t) => void (t.steps['school'] = step('党校培训')));
const hangsAt = { at: 'phase', phase: 'study' };
const mine = plan((t) => {
  t.steps['school'] = step('夜校', { hangsAt });
  t.steps['review'] = step('回头看', {
    hangsAt,
    when: { '>': [{ var: 'item.school.days' }, 2] },
    deadlines: { main: { anchor: { from: 'step-ended', step: 'school' }, offset: 5 } },
  });
  t.edges = { ...t.edges, mine: { from: 'school', to: 'review' } };
  t.layout = { ...t.layout, school: { x: 40, y: 60 } };
});
const input = { base, newBase, mine: differenceOf(base, mine), calendar: cn };
const open = mergeAdaptation(input);
const rename = (as?: string): Decision => ({
  conflict: open.conflicts[0]?.key ?? '',
  choice: 'rename',
  ...(as === undefined ? {} : { as }),
});

describe('the same id on both sides', () => {
  it('is asked about', () => {
    expect(open.conflicts.map(({ class: name, path }) => [name, path])).toEqual([['same-id', '/steps/school']]);
  });

  it('keeps both under different ids, and what is local names the new one', () => {
    const { result, conflicts, decisions, taken } = mergeAdaptation({ ...input, decisions: [rename('night-school')] });
    expect(conflicts).toEqual([]);
    expect(decisions).toEqual([rename('night-school')]);
    expect(Object.keys(taken)).toEqual(['/steps/school']);
    expect(result.steps['school']?.title).toEqual(text('党校培训'));
    expect(result.steps['night-school']).toEqual(mine.steps['school']);
    expect(result.edges['mine']).toMatchObject({ from: 'night-school', to: 'review' });
    expect(result.steps['review']).toMatchObject({
      when: { '>': [{ var: 'item.night-school.days' }, 2] },
      deadlines: { main: { anchor: { from: 'step-ended', step: 'night-school' } } },
    });
    expect(result.layout).toMatchObject({ 'night-school': { x: 40, y: 60 } });
    expect(result.layout?.['school']).toBeUndefined();
  });

  it('finds a free id, records it, and gives the same when asked again', () => {
    const first = mergeAdaptation({ ...input, decisions: [rename()] });
    expect(first.decisions).toEqual([rename('school-2')]);
    const again = mergeAdaptation({ ...input, decisions: first.decisions });
    expect([again.difference, again.decisions]).toEqual([first.difference, first.decisions]);
    expect(mergeAdaptation(input).conflicts).toEqual(open.conflicts);
  });

  it('stays open where the new id is taken or is none', () => {
    for (const as of ['review', 'reading', 'study', 'school', '12', '']) {
      const { conflicts, decisions, result } = mergeAdaptation({ ...input, decisions: [rename(as)] });
      expect([as, conflicts[0]?.findings.map(({ code }) => code), decisions]).toEqual([as, ['conflict.id-taken'], []]);
      expect(result.steps['school']?.title).toEqual(text('党校培训'));
    }
    for (const lang of ['zh', 'en'] as const) expect(hasWords(lang, 'conflict.id-taken')).toBe(true);
  });

  it('is answered so for whole elements only', () => {
    expect(['/steps/a', '/roles/w', '/steps/a/evidence/b', '/categories/village'].map(mayBeRenamed)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
