import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countyTemplate } from '../adaptation/adaptation.given.js';
import { addDays } from '../calendar/plain-date.js';
import { stepOf } from '../lint-rules/rule-tester.given.js';
import { sample } from '../operations/operation-tester.given.js';
import { applyOperation } from '../operations/operations.js';
import { richSample } from '../operations/rich-sample.given.js';
import type { Template } from '../template/document.js';
import { hasWords, say } from '../words/words.js';
import { columnOf } from './columns.js';
import { chineseNumber, taskNumber } from './numbering.js';
import { presetTitles } from '../operations/preset-titles.js';
import { readDate, readDeadline } from './read-date.js';
import { type EditedRow, readTsv, rowsFrom } from './read-table.js';
import { tableOperations } from './table-operations.js';
import { tableRows, tableSections } from './table-rows.js';

const window = { start: '2026-03-02', end: '2026-08-31' };
const zh = { lang: 'zh' as const };

describe('dates as people type them', () => {
  it.each([
    ['3月20日前', '2026-03-20'],
    ['3月20日', '2026-03-20'],
    ['2026-03-20', '2026-03-20'],
    ['2026/3/20', '2026-03-20'],
    ['3.20', '2026-03-20'],
    ['3/20', '2026-03-20'],
    ['２０２６年３月２０日之前', '2026-03-20'],
    ['20260320', '2026-03-20'],
    ['2026-03-20 00:00:00', '2026-03-20'],
    ['46101', '2026-03-20'],
    ['3月底前', '2026-03-31'],
    ['6月中旬', '2026-06-20'],
    ['20 Mar', '2026-03-20'],
    ['by March 20, 2026', '2026-03-20'],
    ['1月5日', '2026-01-05'],
  ])('%s', (text, date) => expect(readDate(text, window)).toBe(date));
  it.each(['尽快', '2月30日', '13.1', '2026-13-01', '', '3月', '3', '99999', '1.2.3.4'])('not %s', (text) =>
    expect(readDate(text, window)).toBeNull(),
  );
  it('takes the year in which a day falls into the window', () =>
    expect(readDate('1月5日', { start: '2025-09-01', end: '2026-02-28' })).toBe('2026-01-05'));
  it('reads times of day and days counted from the campaign', () => {
    expect(readDeadline('3月20日12:00前', window)).toMatchObject({ anchor: { date: '2026-03-20' }, at: '12:00' });
    expect(readDeadline('启动后14天', window)).toMatchObject({ anchor: { from: 'campaign-start' }, offset: 14 });
    expect(readDeadline('活动结束前3个工作日', window)).toMatchObject({ offset: -3, unit: 'working-days' });
    expect(readDeadline('3 days before the end of the campaign', window)).toMatchObject({ offset: -3 });
    expect(readDeadline('看情况', window)).toBeNull();
  });
});

describe('numbers of an official table', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [105, '一百零五'],
    [110, '一百一十'],
  ])('%i', (n, words) => expect(chineseNumber(n)).toBe(words));
  it('number tasks within phases', () => {
    expect(taskNumber(1, 2, 'zh')).toBe('一（二）');
    expect(taskNumber(1, 2, 'en')).toBe('1.2');
  });
});

describe('the table of a template', () => {
  it('has one row per step, in the order of the plan', () => {
    expect(tableSections(sample(), zh).map(({ number, title, rows }) => [number, title, rows.length])).toEqual([
      ['一', '学习', 2],
      ['二', '整改', 1],
    ]);
    expect(tableRows(sample(), zh)[0]?.cells).toEqual({
      number: '一（一）',
      phase: '学习',
      task: '动员会',
      kind: '会议',
      lead: '书记',
      supporting: '',
      post: '',
      deadline: '3月20日',
      evidence: '日期（日期）；人数（人数）',
      mandate: '规定动作',
    });
  });

  it('says which cells may be edited under the level above', () => {
    const above = sample((t) => {
      stepOf(t, 'reading').mandate = 'tighten';
      stepOf(t, 'plan').mandate = 'free';
    });
    const [kickoff, reading, plan] = tableRows(above, { ...zh, above });
    expect([kickoff?.editable.task, kickoff?.editable.post, kickoff?.editable.deadline]).toEqual([false, true, false]);
    expect([reading?.editable.task, reading?.editable.deadline]).toEqual([false, true]);
    expect([plan?.editable.task, plan?.editable.deadline, plan?.editable.evidence]).toEqual([true, true, false]);
  });

  it.each([
    ['the small sample', sample()],
    ['the rich sample', richSample()],
    ['the county template', countyTemplate()],
  ])('comes back without edits as no operations: %s', (_name, template) => {
    for (const lang of ['zh', 'en'] as const) {
      const rows = tableRows(template, { lang });
      expect(tableOperations(template, rows, { lang, whole: true })).toEqual({ operations: [], findings: [] });
      // Without ids, as a foreign file would have it, and in another order.
      const foreign = rows.map(({ cells }) => ({ cells })).toReversed();
      expect(tableOperations(template, foreign, { lang, whole: true })).toEqual({ operations: [], findings: [] });
    }
  });
});

const edit = (template: Template, rows: EditedRow[], options: object = {}) => {
  const edits = tableOperations(template, rows, { ...zh, ...options });
  const applied = applyOperation(template, { op: 'batch', operations: edits.operations });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
  for (const { code, params } of edits.findings)
    for (const lang of ['zh', 'en'] as const) {
      expect(hasWords(lang, code)).toBe(true);
      expect(say(lang, code, params)).not.toMatch(/[{}]|undefined/);
    }
  return { ...edits, after: applied.value.template, codes: edits.findings.map((one) => one.code) };
};

describe('an edited table', () => {
  it('becomes operations, cell by cell', () => {
    const { operations, after, codes } = edit(sample(), [
      {
        id: 'kickoff',
        cells: { task: '启动会', lead: '办公室', supporting: '书记', post: '组织委员', deadline: '3月18日前' },
      },
      { id: 'reading', cells: { phase: '整改', mandate: '自选动作' } },
    ]);
    expect(codes).toEqual([]);
    expect(operations.map(({ op }) => op)).toEqual([
      'set-field',
      'set-field',
      'set-field',
      'set-field',
      'set-field',
      'move-steps',
      'set-field',
    ]);
    expect(after.steps['kickoff']).toMatchObject({
      title: { zh: '启动会', en: '动员会' },
      lead: 'office',
      supporting: ['secretary'],
      post: { zh: '组织委员' },
      deadlines: { main: { anchor: { from: 'date', date: '2026-03-18' } } },
    });
    expect(after.steps['reading']).toMatchObject({ phase: 'rectify', mandate: 'free' });
  });

  it('names what cannot be read, and does the rest', () => {
    const { codes, after } = edit(sample(), [
      {
        id: 'kickoff',
        cells: { lead: '宣传科', deadline: '尽快', task: '', kind: '唱歌', phase: '后记', mandate: '随便' },
      },
      { id: 'plan', cells: { lead: '书记、办公室', evidence: '没有', post: '主任' } },
      { id: 'plan', cells: { post: '副主任' } },
      { cells: { lead: '书记' } },
      { cells: { task: '新任务', phase: '后记' } },
    ]);
    expect(codes.toSorted()).toEqual([
      'table.no-task',
      'table.no-title',
      'table.not-in-table',
      'table.row-twice',
      'table.several-leads',
      'table.unknown-kind',
      'table.unknown-mandate',
      'table.unknown-phase',
      'table.unknown-phase',
      'table.unknown-role',
      'table.unreadable-date',
    ]);
    expect(after.steps['plan']?.post).toEqual({ zh: '主任' });
  });

  it('takes no day for what is asked in every period, but days before the end of each', () => {
    const [start, end] = [{ from: 'campaign-start' as const }, { from: 'campaign-end' as const }];
    const template = sample((t) => {
      stepOf(t, 'reading').occurrences = { mode: 'every', period: 'month', start, end };
    });
    const say = (id: string, deadline: string) => edit(template, [{ id, cells: { deadline } }]);
    for (const text of ['3月20日', '活动启动后14天', '说不清']) {
      const { after, codes } = say('reading', text);
      expect([text, codes, after]).toEqual([text, ['table.recurring-deadline'], template]);
    }
    for (const [text, offset, unit] of [
      ['每期期末', 0, 'calendar-days'],
      ['每期期末前3天', -3, 'calendar-days'],
      ['2 working days before the end of each period', -2, 'working-days'],
    ] as const) {
      const { after, codes } = say('reading', text);
      expect([text, codes]).toEqual([text, []]);
      expect(Object.values(after.steps['reading']?.deadlines ?? {})[0]).toMatchObject({
        anchor: { from: 'period-end' },
        offset,
        unit,
      });
    }
    expect(say('plan', '每期期末').codes).toEqual(['table.unreadable-date']);
  });

  it('takes new rows as new tasks, in the phase of the row above', () => {
    const { after, codes } = edit(sample(), [
      { id: 'plan', cells: {} },
      { cells: { task: '回头看', kind: '会议', lead: '办公室', deadline: '8月1日' }, line: 5 },
    ]);
    expect(codes).toEqual([]);
    expect(after.steps['task-5']).toMatchObject({
      phase: 'rectify',
      kind: 'meeting',
      title: { zh: '回头看' },
      lead: 'office',
      deadlines: { due: { anchor: { date: '2026-08-01' } } },
    });
  });

  it('takes a row put in and numbered like the one it pushed down for what it is: a new task before that one', () => {
    const template = sample((t) => {
      Object.assign(t.phases['study'] ?? {}, { extension: { max: 3 } });
      for (const [order, id] of ['kickoff', 'reading', 'plan'].entries()) stepOf(t, id).order = order;
    });
    for (const above of [undefined, template]) {
      const rows = tableRows(template, { ...zh, above });
      const at = rows.findIndex(({ id }) => id === 'reading');
      const put = { cells: { number: rows[at]?.cells.number ?? '', task: '专题辅导', deadline: '3月19日' }, line: 9 };
      const pushed = rows.slice(at).map((row) => ({ ...row, cells: { ...row.cells, number: '九（九）' } }));
      const { after, codes } = edit(template, [...rows.slice(0, at), put, ...pushed], { above, whole: true });
      expect(codes).toEqual([]);
      const now = tableRows(after, zh);
      expect(now.map(({ cells }) => cells.task)).toEqual(
        rows.map(({ cells }) => cells.task).toSpliced(at, 0, '专题辅导'),
      );
      expect(after.steps['reading']).toEqual(template.steps['reading']);
    }
  });

  it('knows tasks of a table without ids by their titles first, and by a number only where nobody else is called so', () => {
    const rows = tableRows(sample(), zh).map(({ cells }) => ({ cells }));
    const [first, second, ...rest] = rows;
    const put = { cells: { number: second?.cells.number ?? '', task: '专题辅导' }, line: 9 };
    const { after, codes } = edit(
      sample(),
      [first, put, second, ...rest].filter((row) => row !== undefined),
    );
    expect([codes, Object.keys(after.steps).length]).toEqual([[], rows.length + 1]);
    const renamed = edit(sample(), [{ cells: { number: second?.cells.number ?? '', task: '改了名' } }]);
    expect(renamed.operations).toMatchObject([{ op: 'set-field', path: '/steps/reading/title' }]);
  });

  it('names what nobody had named yet in both languages', () => {
    const fresh = sample((t) => Object.assign(t.steps['reading'] ?? {}, { title: presetTitles.task }));
    expect(edit(fresh, [{ id: 'reading', cells: { task: '第三板块任务' } }]).after.steps['reading']?.title).toEqual({
      zh: '第三板块任务',
    });
  });

  it('puts new rows into the phase one stands in; when adapting, where there is room, and says where there is none', () => {
    const put = (task: string, line: number): EditedRow => ({ cells: { task }, line });
    const inPlan = edit(sample(), [put('甲项', 7), put('乙项', 8)], { phase: 'rectify' });
    expect(['task-7', 'task-8'].map((id) => inPlan.after.steps[id]?.phase)).toEqual(['rectify', 'rectify']);

    const above = sample((t) => Object.assign(t.phases['rectify'] ?? {}, { extension: { max: 1 } }));
    const below = edit(above, [put('甲项', 7), put('乙项', 8)], { above, phase: 'study' });
    expect(below.after.steps['own-7']).toMatchObject({ hangsAt: { at: 'phase', phase: 'rectify' } });
    expect(below.findings).toMatchObject([{ code: 'table.no-room-at-all', params: { task: '乙项', line: 8 } }]);
    const named = edit(above, [{ cells: { task: '甲项', phase: above.phases['study']?.title.zh ?? '' }, line: 7 }], {
      above,
    });
    expect(named.findings).toMatchObject([
      { code: 'table.no-room', params: { task: '甲项', line: 7, open: { zh: above.phases['rectify']?.title.zh } } },
    ]);
  });

  it('takes what a new row says is handed in, and names what it made of it and what it did not', () => {
    const { after, findings } = edit(sample(), [
      {
        cells: {
          task: '专题会',
          kind: '会 议',
          evidence: '会议记录；人数（人数，到会率不低于80%）；按要求',
          phase: '学习',
        },
        line: 7,
      },
      { cells: { task: '文艺汇演', kind: '活动', evidence: '', phase: '学习' }, line: 8 },
    ]);
    expect(Object.values(after.steps['task-7']?.evidence ?? {}).map(({ title, type }) => [title.zh, type])).toEqual([
      ['开展日期', 'date'],
      ['参加人数', 'head-count'],
      ['会议记录', 'file'],
      ['人数', 'head-count'],
    ]);
    expect(findings.map(({ code, params, severity }) => [code, params['line'], severity])).toEqual([
      ['table.evidence-taken', 7, 'info'],
      ['table.evidence-unread', 7, 'warning'],
      ['table.kind-taken-as-task', 8, 'warning'],
    ]);
    // A new row that came out of a table brings back what stood there.
    const rows = tableRows(after, zh).filter(({ id }) => id === 'task-7');
    const again = edit(
      sample(),
      rows.map(({ cells }) => ({ cells, line: 7 })),
    );
    expect(again.findings).toEqual([]);
    expect(tableRows(again.after, zh).find(({ id }) => id === 'task-7')?.cells).toEqual(rows[0]?.cells);
  });

  it('takes nothing away that is missing, and says so', () => {
    const { operations, codes } = edit(sample(), [{ id: 'plan', cells: {} }], { whole: true });
    expect(operations).toEqual([]);
    expect(codes).toEqual(['table.rows-missing']);
  });

  it('does what the level above leaves open, and no more', () => {
    const above = sample((t) => {
      stepOf(t, 'reading').mandate = 'tighten';
      t.phases['study'] = { title: { zh: '学习' }, extension: { max: 1 } };
    });
    const { after, codes } = edit(
      above,
      [
        { id: 'kickoff', cells: { task: '改名', deadline: '3月1日', post: '组织委员' } },
        { id: 'reading', cells: { deadline: '4月1日' } },
        { cells: { task: '本级学习', phase: '学习' }, line: 4 },
        { cells: { task: '又一项', phase: '学习' }, line: 5 },
      ],
      { above },
    );
    expect(codes).toEqual(['table.locked', 'table.locked', 'table.no-room-at-all']);
    expect(after.steps['kickoff']).toMatchObject({ title: { zh: '动员会' }, post: { zh: '组织委员' } });
    expect(Object.keys(after.steps['reading']?.deadlines ?? {})).toEqual(['main', 'own']);
    // One's own deadline beside the one from above can be changed again.
    expect(tableRows(after, { ...zh, above }).find(({ id }) => id === 'reading')?.editable.deadline).toBe(true);
    expect(after.steps['own-4']).toMatchObject({ hangsAt: { at: 'phase', phase: 'study' } });
  });

  it('reads every day however it is typed', () => {
    const typed = (date: string, style: number): string => {
      const [year = '', month = '', day = ''] = date.split('-').map((part) => String(Number(part)));
      return (
        [date, `${year}/${month}/${day}`, `${month}月${day}日前`, `${month}.${day}`, `${year}年${month}月${day}日`][
          style
        ] ?? ''
      );
    };
    fc.assert(
      fc.property(fc.nat({ max: 182 }), fc.nat({ max: 4 }), (days, style) => {
        const date = addDays(window.start, days);
        const { after } = edit(sample(), [{ id: 'plan', cells: { deadline: typed(date, style) } }]);
        expect(after.steps['plan']?.deadlines['main']?.anchor).toEqual({ from: 'date', date });
      }),
      { numRuns: 300 },
    );
  });
});

describe('what comes from a spreadsheet', () => {
  it('reads tab-separated text with quotation marks', () =>
    expect(readTsv('a\t"b\nc ""d"""\r\n\te\n')).toEqual([
      ['a', 'b\nc "d"'],
      ['', 'e'],
    ]));
  it('finds the headings, whatever offices call them', () => {
    expect(columnOf('牵头 科室')?.id).toBe('lead');
    const { rows, findings } = rowsFrom(
      readTsv(
        '任务分解表\n序号\t工作任务\t牵头科室\t完成时限\t备注\n一、学习\t\t\t\t\n1\t动员会\t办公室\t3.18\t无\n\n',
      ),
    );
    expect(rows).toEqual([
      { line: 4, cells: { number: '1', task: '动员会', lead: '办公室', deadline: '3.18', phase: '学习' } },
    ]);
    expect(findings.map(({ code }) => code)).toEqual(['table.unknown-column']);
  });
  it('says when there are none', () => {
    expect(rowsFrom([['随便', '写的']]).findings.map(({ code }) => code)).toEqual(['table.no-headings']);
    expect(rowsFrom([['动员会', '办公室']], ['task', 'lead']).rows).toEqual([
      { line: 1, cells: { task: '动员会', lead: '办公室' } },
    ]);
  });
});
