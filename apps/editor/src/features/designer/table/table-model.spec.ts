import { describe, expect, it } from '@jest/globals';
import { applyOperation, cn, compare, lintTemplate, parseTemplate, say, type Template } from '@gangmu/core';
import { together } from '../canvas/hands.js';
import { input, templateOf } from '../properties/template.given.js';
import { pastedRows, previewRows } from './edited-rows.js';
import { asTsv, filtered, moved, rangeOf, shownColumns, shownSections } from './table-model.js';

const template = templateOf();
const none = { base: null, grants: [], provenance: null };
const parts = (of: Template, base: Template | null = null) => ({
  template: of,
  above: { base, grants: [], provenance: null },
  findings: [],
  dates: {},
  lang: 'zh' as const,
});
const done = (of: Template, operation: Parameters<typeof applyOperation>[1]): Template => {
  const applied = applyOperation(of, operation);
  if (!applied.ok) throw new Error(applied.refusal.code);
  return applied.value.template;
};
/** The last step is free to change, all others are not. */
const freeClass = (): Template => done(template, { op: 'set-field', path: '/steps/class/mandate', value: 'free' });
const rowsOf = (of: Template) => shownSections(parts(of)).flatMap(({ rows }) => rows);

describe('the rows of the table', () => {
  it('stay the same objects where nothing on them changed', () => {
    const before = shownSections(parts(template));
    const after = shownSections(
      parts(done(template, { op: 'set-field', path: '/steps/survey/title', value: { zh: '摸底排查' } })),
      before,
    );
    const [kickoff, survey] = after[0]?.rows ?? [];
    expect(kickoff).toBe(before[0]?.rows[0]);
    expect(survey).not.toBe(before[0]?.rows[1]);
    expect(survey?.cells.task).toBe('摸底排查');
  });

  it('show what this level changed, with what the level above says', () => {
    const base = freeClass();
    const mine = done(base, { op: 'set-field', path: '/steps/class/title', value: { zh: '专题读书班' } });
    const sections = shownSections(parts(mine, base));
    const [row] = sections[1]?.rows ?? [];
    expect(row?.changed).toEqual({ task: '读书班' });
    expect(filtered(sections, 'changed').map(({ rows }) => rows.map(({ id }) => id))).toEqual([['class']]);
    expect(filtered(sections, 'open').flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(['class']);
  });

  it('name the planned day, but of what ends by itself', () => {
    const reached = { phase: 'study', kind: 'milestone', title: { zh: '学完', en: 'Done' }, lead: 'office' } as const;
    const withMilestone = templateOf({ steps: { ...input.steps, reached } });
    const dates = { kickoff: { due: '2026-03-16' }, reached: { due: '2026-03-02' } };
    const rows = shownSections({ ...parts(withMilestone), dates }).flatMap((section) => section.rows);
    const due = (id: string) => rows.find((row) => row.id === id)?.due;
    expect([due('kickoff'), due('reached')]).toEqual(['2026-03-16', null]);
  });

  it('count what was found in them', () => {
    const broken = templateOf({ window: { start: '2026-03-02', end: '2026-03-05' } });
    const findings = lintTemplate(broken, { calendar: cn });
    const sections = shownSections({ ...parts(broken), findings });
    expect(filtered(sections, 'problems').flatMap(({ rows }) => rows).length).toBeGreaterThan(0);
  });
});

describe('keys', () => {
  const rows = rowsOf(template);
  const from = { row: 'kickoff', column: 'task' } as const;
  it('go from cell to cell and stop at the edges', () => {
    expect(moved(rows, shownColumns, from, 'ArrowDown', false)).toEqual({ row: 'survey', column: 'task' });
    expect(moved(rows, shownColumns, from, 'ArrowUp', false)).toEqual(from);
    expect(moved(rows, shownColumns, from, 'ArrowRight', false)).toEqual({ row: 'kickoff', column: 'lead' });
    expect(moved(rows, shownColumns, from, 'End', true)).toEqual({ row: 'class', column: 'mandate' });
    expect(moved(rows, shownColumns, from, 'a', false)).toBeNull();
  });
  it('take a range, which is copied as spreadsheets do', () => {
    const range = rangeOf(rows, shownColumns, { row: 'survey', column: 'lead' }, from);
    expect(range).toEqual({ rows: ['kickoff', 'survey'], columns: ['task', 'lead'] });
    expect(asTsv(rows.slice(0, 2), range.columns)).toBe('动员会\t书记\n摸底\t综合联络');
  });
});

describe('what is pasted', () => {
  const at = { rows: rowsOf(template), row: 'kickoff', columns: shownColumns, column: 'task' as const };
  const words = (of: ReturnType<typeof previewRows>) =>
    compare(template, of.after).map(({ code, params }) => say('zh', code, params));

  it('goes into the cells from where one stands; lines beyond the end are new tasks', () => {
    const { rows, whole } = pastedRows('动员部署会\t综合联络\n摸底\t综合联络\n读书班\n回头看\t书记\n', at);
    expect(whole).toBe(false);
    const preview = previewRows(template, none, rows, { lang: 'zh' });
    expect(preview.findings).toEqual([]);
    expect(words(preview).join('\n')).toMatch(/动员会.*动员部署会/);
    const after = done(template, together(preview.operations));
    expect(after).toEqual(preview.after);
    expect(Object.values(after.steps).map(({ title }) => title.zh)).toContain('回头看');
  });

  it('is matched by headings where it has some', () => {
    const { rows } = pastedRows('任务\t牵头科室\t完成时限\n读书班\t书记\t6月30日前\n', at);
    const preview = previewRows(template, none, rows, { lang: 'zh' });
    expect(preview.after.steps['class']).toMatchObject({
      lead: 'secretary',
      deadlines: { due: { anchor: { from: 'date', date: '2026-06-30' } } },
    });
  });

  it('leaves out what the level above fixed, and does the rest', () => {
    const base = freeClass();
    const { rows } = pastedRows('任务\t牵头\t责任岗位\n动员会\t综合联络\t组织委员\n读书班\t书记\t\n', at);
    const preview = previewRows(base, { ...none, base }, rows, { lang: 'zh' });
    expect(preview.findings.map(({ code }) => code)).toEqual(['table.locked']);
    expect(preview.after.steps['kickoff']).toMatchObject({ lead: 'secretary', post: { zh: '组织委员' } });
    expect(preview.after.steps['class']?.lead).toBe('secretary');
  });

  it('makes of three hundred tasks only the one that was edited anew', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `step-${i}`,
        { phase: i % 2 ? 'start' : 'study', kind: 'task', title: { zh: `任务 ${i}` }, lead: 'office', order: i },
      ]),
    );
    const large = parseTemplate({ ...input, steps, edges: {} });
    if (!large.ok) throw new Error('no template');
    const before = shownSections(parts(large.template, large.template));
    expect(before.flatMap(({ rows }) => rows)).toHaveLength(300);
    // Each is the row it was, so that none is drawn again but the one that was edited.
    const title = { zh: '改过的任务' };
    const edited = { ...large.template, steps: { ...large.template.steps } };
    edited.steps['step-7'] = { ...edited.steps['step-7']!, title };
    const was = new Set(before.flatMap(({ rows }) => rows));
    const fresh = shownSections(parts(edited, large.template), before).flatMap(({ rows }) => rows);
    expect(fresh.filter((row) => !was.has(row)).map(({ id }) => id)).toEqual(['step-7']);
  });
});
