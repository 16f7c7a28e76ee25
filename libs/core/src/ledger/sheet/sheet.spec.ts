import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldProblem } from '../evolve-problem.js';
import type { Problem, ProblemEvent } from '../model.js';
import { problemAspects, problemChannels, problemClasses, problemSources, problemThemes } from '../vocabulary.js';
import { planSheet } from './plan-sheet.js';
import { readSheet } from './read-sheet.js';
import { HIDDEN, sheetColumnOf, sheetColumns } from './sheet-columns.js';
import type { SheetContext, SheetPlan } from './sheet-plan.js';
import { sheetBlock } from './sheet-rows.js';
import { listedWord, readDay, readListed } from './sheet-values.js';

const timeZone = 'Asia/Shanghai';
const UNITS: Record<string, string> = { u1: '东一村', u2: '东二村', town: '东镇' };
const unitLabel = (id: string): string => UNITS[id] ?? '';
let ids = 0;
const contextOf = (problems: readonly Problem[], more: Partial<SheetContext> = {}): SheetContext => ({
  person: 'p',
  name: '填报员',
  at: Date.UTC(2026, 3, 10),
  today: '2026-04-10',
  newId: () => `n${(ids += 1)}`,
  lang: 'zh',
  timeZone,
  campaign: 'c',
  window: { start: '2026-03-01', end: '2026-12-31' },
  reason: '台账',
  known: new Map(problems.map((now) => [now.id, { now, exported: now, writable: true }])),
  unitsBy: (text) => Object.keys(UNITS).filter((id) => UNITS[id] === text),
  isUnit: (unit, text) => UNITS[unit] === text,
  mayWrite: (unit) => unit !== 'u2',
  taken: () => false,
  ...more,
});

type Cells = string[][];
const headings = (lang: 'zh' | 'en' = 'zh'): string[] => [
  ...Object.values(HIDDEN),
  ...sheetColumns.map(({ title }) => title[lang] ?? ''),
];
const written = (problems: readonly Problem[], lang: 'zh' | 'en' = 'zh'): Cells => [
  ['', '', '', '东镇问题整改台账'],
  headings(lang),
  ...problems.flatMap((problem, n) =>
    sheetBlock(problem, n + 1, { lang, timeZone, unitLabel }).rows.map((row) => [
      row.problem,
      String(row.version),
      row.measure ?? '',
      ...sheetColumns.map(({ id }) => row.cells[id] ?? ''),
    ]),
  ),
];
const planOf = (cells: Cells, context: SheetContext): SheetPlan =>
  planSheet(readSheet(cells.map((line, index) => ({ row: index + 1, cells: line }))), context);
const at = (heading: string): number => headings().indexOf(heading);
const edited = (cells: Cells, row: number, heading: string, text: string): Cells =>
  cells.map((line, index) => (index === row ? line.with(at(heading), text) : line));

const problem = foldProblem([
  {
    type: 'ProblemRecorded',
    problem: {
      id: 'one',
      campaign: 'c',
      unit: 'u1',
      title: '窗口午间无人',
      source: 'public',
      channel: 'hotline',
      aspect: 'style',
      theme: 'special-2',
      class: 'by-deadline',
      leader: { person: 'boss', name: '王某' },
      foundOn: '2026-03-05',
      due: '2026-06-30',
    },
  },
  {
    type: 'MeasureAdded',
    measure: { id: 'm1', text: '轮班', person: { name: '李某' }, unit: 'u1', due: '2026-05-31' },
  },
  { type: 'MeasureAdded', measure: { id: 'm2', text: '公示', person: { name: '张某' }, unit: 'town', due: null } },
  { type: 'ProgressReported', measure: 'm1', note: '已排班', at: Date.UTC(2026, 2, 10), by: 'p' },
] as ProblemEvent[])!;

describe('a ledger written and read again', () => {
  const text = fc
    .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
    .filter((s) => s.trim() === s && /\p{L}/u.test(s) && !/\p{Cc}/u.test(s));
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-07-${String(n).padStart(2, '0')}`);
  const problems = fc.array(
    fc.record({
      title: text,
      detail: fc.option(text, { nil: undefined }),
      source: fc.constantFrom(...problemSources),
      channel: fc.constantFrom(...problemChannels),
      aspect: fc.constantFrom(...problemAspects),
      theme: fc.option(fc.constantFrom(...problemThemes), { nil: undefined }),
      class: fc.constantFrom(...problemClasses),
      name: text,
      due: day,
      measures: fc.array(
        fc.record({ text, name: text, due: fc.option(day), done: fc.boolean(), note: fc.option(text) }),
        { maxLength: 4 },
      ),
    }),
    { maxLength: 6 },
  );
  const made = (given: typeof problems extends fc.Arbitrary<infer T> ? T : never): Problem[] =>
    given.map(({ name, measures, detail, theme, ...fields }, n) => {
      const events: ProblemEvent[] = [
        {
          type: 'ProblemRecorded',
          problem: {
            id: `p${n}`,
            campaign: 'c',
            unit: 'u1',
            foundOn: '2026-03-05',
            leader: { name },
            ...fields,
            ...(detail === undefined ? {} : { detail }),
            ...(theme === undefined ? {} : { theme }),
          },
        },
        ...measures.flatMap(({ done, note, due, ...measure }, m): ProblemEvent[] => [
          {
            type: 'MeasureAdded',
            measure: { id: `${n}-${m}`, text: measure.text, person: { name: measure.name }, unit: 'town', due },
          },
          ...(note === null
            ? []
            : [{ type: 'ProgressReported' as const, measure: `${n}-${m}`, note, at: 5e11, by: 'p' }]),
          ...(done ? [{ type: 'MeasureCompleted' as const, measure: `${n}-${m}`, on: '2026-04-01' }] : []),
        ]),
      ];
      return foldProblem(events)!;
    });

  it('asks for nothing, in either language, merged, sorted or with repeated cells', () => {
    fc.assert(
      fc.property(problems, fc.constantFrom('zh' as const, 'en' as const), fc.boolean(), (given, lang, backwards) => {
        const there = made(given);
        const all = written(there, lang);
        const rows = all.slice(2);
        const cells = [...all.slice(0, 2), ...(backwards ? rows.toReversed() : rows)];
        const plan = planOf(cells, contextOf(there));
        expect(plan.wrong).toEqual([]);
        expect(plan.written).toEqual([]);
        expect(plan.problems).toEqual({ create: 0, change: 0, same: there.length });
      }),
      { numRuns: 60 },
    );
  });

  it('enters the same problems anew where the hidden columns are gone', () => {
    const cells = written([problem]).map((line) => line.slice(3));
    const plan = planOf(cells, contextOf([]));
    expect(plan.wrong).toEqual([]);
    const [{ after } = {}] = plan.written;
    expect(after).toMatchObject({ unit: 'u1', title: '窗口午间无人', theme: 'special-2', due: '2026-06-30' });
    expect(Object.values(after?.measures ?? {})).toMatchObject([
      { text: '轮班', unit: 'u1', due: '2026-05-31' },
      { text: '公示', unit: 'town', due: null },
    ]);
  });
});

describe('changes in an exported ledger', () => {
  const cells = written([problem]);
  it('become commands of the ledger, with what they change', () => {
    let changed = edited(cells, 2, '整改时限', '2026年7月底前');
    changed = edited(changed, 3, '责任人', '赵某');
    changed = edited(changed, 3, '进展', '已起草公示');
    changed = edited(changed, 2, '完成日期', '2026-04-10');
    const added = [
      '',
      '',
      '',
      ...sheetColumns.map(({ id }) => (id === 'measure' ? '回访群众' : id === 'measureDue' ? '46173' : '')),
    ];
    const plan = planOf([...changed, added], contextOf([problem]));
    expect(plan.wrong).toEqual([]);
    expect(plan.written[0]?.events.map(({ type }) => type)).toEqual([
      'ProblemRevised',
      'MeasureCompleted',
      'MeasureRevised',
      'ProgressReported',
      'MeasureAdded',
    ]);
    expect(plan.changes).toMatchObject([
      { row: 3, table: 'problems', kind: 'change', fields: { 整改时限: { from: '2026-06-30', to: '2026-07-31' } } },
      { row: 3, table: 'measures', fields: { 完成日期: { to: '2026-04-10' } } },
      { row: 4, table: 'measures', fields: { 责任人: { from: '张某', to: '赵某' }, 进展: { to: '已起草公示' } } },
      { row: 5, table: 'measures', kind: 'create', key: '回访群众' },
    ]);
    expect(Object.values(plan.written[0]?.after.measures ?? {}).at(-1)).toMatchObject({
      due: '2026-05-31',
      unit: 'u1',
    });
  });

  it('leave alone what others changed since, and say where both changed the same', () => {
    const later: Problem = { ...problem, due: '2026-08-31', version: problem.version + 1 };
    const context = contextOf([], { known: new Map([['one', { now: later, exported: problem, writable: true }]]) });
    const plan = planOf(edited(cells, 2, '责任领导', '刘某'), context);
    expect(plan.wrong).toEqual([]);
    expect(plan.written[0]?.after).toMatchObject({ due: '2026-08-31', leader: { name: '刘某' } });
    expect(planOf(edited(cells, 2, '整改时限', '2026-09-30'), context).wrong).toMatchObject([
      { row: 3, column: '整改时限', code: 'ledger-import.changed-meanwhile', params: { value: '2026-08-31' } },
    ]);
  });

  it.each([
    ['状态', '已销号', 'ledger-import.status-not-by-file'],
    ['问题', '', 'ledger-import.cannot-empty'],
    ['方面', '其他', 'ledger-import.word-unknown'],
    ['整改时限', '尽快', 'import.date-invalid'],
    ['整改时限', '2026-03-01', 'ledger.due-before-found'],
    ['整改时限', '#REF!', 'ledger-import.formula-error'],
    ['问题单位', '东镇', 'ledger-import.not-here'],
    ['责任单位', '西镇', 'ledger-import.unit-unknown'],
    ['完成日期', '2027-01-01', 'ledger-import.done-in-future'],
    ['完成时限', '2026-02-01', 'ledger.due-before-found'],
  ])('are refused at their cell: %s %s', (heading, text, code) => {
    const { wrong } = planOf(edited(cells, 2, heading, text), contextOf([problem]));
    expect(wrong[0]).toMatchObject({ row: 3, column: heading, code });
  });

  it('are refused for a problem beyond reach, an unknown version and a row copied with its hidden columns', () => {
    expect(planOf(cells, contextOf([])).wrong).toMatchObject([{ row: 3, code: 'ledger-import.problem-unknown' }]);
    const unknown = contextOf([], { known: new Map([['one', { now: problem, exported: undefined, writable: true }]]) });
    expect(planOf(cells, unknown).wrong).toMatchObject([{ code: 'ledger-import.version-unknown' }]);
    const foreign = contextOf([], { known: new Map([['one', { now: problem, exported: problem, writable: false }]]) });
    expect(planOf(cells, foreign).wrong).toEqual([]);
    expect(planOf(edited(cells, 2, '责任领导', '刘某'), foreign).wrong).toMatchObject([
      { code: 'ledger-import.out-of-reach' },
    ]);
    expect(planOf([...cells, cells[3] ?? []], contextOf([problem])).wrong).toMatchObject([
      { row: 5, code: 'ledger-import.measure-twice' },
    ]);
  });
});

describe('a ledger of somebody’s own', () => {
  const own = (...rows: Cells): Cells => [
    ['××局主题教育问题整改台账'],
    ['序号', '存在问题', '问题类型', '整改措施', '责任领导', '责任人', '责任单位', '完成时限', '整改情况'],
    ...rows,
  ];
  it('is read with merged cells, dates as people write them and one column of dates', () => {
    const plan = planOf(
      own(
        ['1', '学习不够系统', '理论学习', '制定计划', '王某', '李某', '东一村', '2026.3.20前', '已完成计划'],
        ['', '', '', '每周研学', '', '张某', '东镇', '2026年6月底', ''],
        ['2', '下沉不够', '工作作风', '每月走访', '王某', '', '', '46203', ''],
      ),
      contextOf([], { unit: 'u1' }),
    );
    expect(plan.wrong).toEqual([]);
    expect(plan.written.map(({ after }) => after)).toMatchObject([
      {
        title: '学习不够系统',
        class: 'by-deadline',
        source: 'other',
        due: '2026-06-30',
        foundOn: '2026-03-20',
        unit: 'u1',
      },
      { title: '下沉不够', due: '2026-06-30' },
    ]);
  });
  it('names what is missing or wrong by row and column', () => {
    const { wrong, written: any } = planOf(
      own(
        ['1', '学习不够系统', '', '制定计划', '', '李某', '东一村', '2026-06-30', ''],
        ['2', '作风不实', '工作作风', '走访', '王某', '李某', '东二村', '2026-06-30', ''],
        ['3', '走访不够', '工作作风', '走访', '王某', '李某', '某某村', '2026-06-30', ''],
      ),
      contextOf([]),
    );
    expect(wrong).toMatchObject([
      { row: 3, column: '责任领导', code: 'import.value-missing' },
      { row: 3, column: '问题类型', code: 'ledger-import.word-missing' },
      { row: 4, column: '责任单位', code: 'ledger-import.out-of-reach' },
      { row: 5, column: '责任单位', code: 'ledger-import.unit-unknown' },
    ]);
    expect(any).toEqual([]);
  });
  it('is not entered twice, and is refused where it is no ledger', () => {
    const row = ['1', '学习不够', '理论学习', '计划', '王某', '李某', '东一村', '2026-06-30', ''];
    expect(planOf(own(row), contextOf([], { taken: () => true })).wrong).toMatchObject([
      { row: 3, column: '存在问题', code: 'ledger-import.already-there' },
    ]);
    expect(
      planOf(
        [
          ['姓名', '电话'],
          ['甲', '1'],
        ],
        contextOf([]),
      ).wrong,
    ).toMatchObject([{ row: 0, code: 'ledger-import.no-ledger' }]);
  });
});

it('knows every word of the lists and every heading in both languages', () => {
  for (const aspect of problemAspects)
    for (const lang of ['zh', 'en'] as const)
      expect(readListed('aspect', listedWord('aspect', aspect, lang))).toBe(aspect);
  for (const { id, title } of sheetColumns)
    expect([sheetColumnOf(title.zh), sheetColumnOf(title.en ?? '')]).toEqual([id, id]);
});

it.each([
  ['2026.3.20前', '2026-03-20'],
  ['2026年3月20日之前', '2026-03-20'],
  ['2026年4月', '2026-04-30'],
  ['6月底前', '2026-06-30'],
  ['46101', '2026-03-20'],
  ['长期坚持', null],
  ['立行立改', null],
  ['', null],
  ['尽快', undefined],
  ['2026-02-30', undefined],
])('reads %s', (text, day) => {
  expect(readDay(text, { start: '2026-03-01', end: '2026-12-31' })).toBe(day);
});
