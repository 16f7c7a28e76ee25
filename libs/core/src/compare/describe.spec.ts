import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sample } from '../operations/operation-tester.given.js';
import { type Bound, boundSchema, evidenceSchema, rungSchema, type Template } from '../template/document.js';
import { parseTemplateText } from '../template/parse.js';
import { describeBound, describeDeadlines } from './describe-bound.js';
import { describeCondition } from './describe-condition.js';
import { describeEvidence } from './describe-evidence.js';
import { describePolicy } from './describe-policy.js';
import { describeRung } from './describe-rung.js';
import { valueWords } from './value-words.js';
import {
  describeAlternative,
  describeCascade,
  describeExtension,
  describeJoin,
  describeOccurrences,
  describeOpening,
  describeReview,
} from './describe-step-parts.js';

const template = sample();
const bound = (given: object): Bound => boundSchema.parse(given);

describe('bounds in words', () => {
  it.each([
    [{ anchor: { from: 'date', date: '2026-03-20' } }, '3月20日', '20 Mar'],
    [{ anchor: { from: 'date', date: '2027-01-05' }, at: '12:00' }, '2027年1月5日 12:00', '5 Jan 2027 at 12:00'],
    [
      { anchor: { from: 'campaign-start' }, offset: 14, roll: 'previous-working-day' },
      '活动启动后14天，遇休息日提前',
      '14 days after the start of the campaign, on a rest day the working day before',
    ],
    [
      { anchor: { from: 'step-ended', step: 'kickoff' }, offset: 1, unit: 'working-days' },
      '任务“动员会”完成后1个工作日',
      '1 working day after the end of "动员会"',
    ],
    [{ anchor: { from: 'campaign-end' }, offset: -3 }, '活动结束前3天', '3 days before the end of the campaign'],
    [
      { anchor: { from: 'phase-opening', phase: 'none' } },
      '板块（已不存在）开始当天',
      'on the opening of the phase (no longer there)',
    ],
    [{ anchor: { from: 'period-end' } }, '每期期末', 'on the end of each period'],
  ])('%j', (given, zh, en) => {
    expect(describeBound(bound(given), template, 'zh')).toBe(zh);
    expect(describeBound(bound(given), template, 'en')).toBe(en);
  });
  it('says that the earliest of several applies', () => {
    const bounds = {
      a: bound({ anchor: { from: 'date', date: '2026-03-20' } }),
      b: bound({ anchor: { from: 'campaign-start' }, offset: 5 }),
    };
    expect(describeDeadlines(bounds, template, 'zh')).toBe('3月20日；活动启动后5天（取最早）');
    expect(describeDeadlines({}, template, 'zh')).toBe('');
  });
});

describe('conditions in words', () => {
  it.each([
    [
      { in: [{ var: 'unit.category' }, ['village', 'organ']] },
      '单位类别是村或机关',
      `the unit's category is 村 or 机关`,
    ],
    [
      {
        and: [
          { '>=': [{ var: 'unit.size' }, 50] },
          { or: [{ '!=': [{ var: 'unit.rank' }, 'county'] }, { in: ['hill', { var: 'unit.groups' }] }] },
        ],
      },
      '党员人数不少于50，且（领导班子级别不是“county”，或所在分组包括“hill”）',
      `the number of members is at least 50, and (the leadership's rank is not "county", or the unit's groups include "hill")`,
    ],
    [
      { '!': { '>': [{ var: 'item.reading.days' }, 2] } },
      '不属于（任务“读书班”的“学习天数”大于2）',
      'not ("学习天数" of "读书班" is more than 2)',
    ],
    [{ and: [] }, '始终适用', 'always'],
    [false, '都不适用', 'never'],
  ])('%j', (condition, zh, en) => {
    expect(describeCondition(condition as never, template, 'zh')).toBe(zh);
    expect(describeCondition(condition as never, template, 'en')).toBe(en);
  });
});

describe('evidence and rungs in words', () => {
  it.each([
    [{ type: 'number', title: { zh: '天数' }, min: 1, unit: '天' }, '天数（数字，至少1天）'],
    [
      { type: 'head-count', title: { zh: '人数' }, minPresentPercent: 80, required: false },
      '人数（人数，到会率不低于80%，选填）',
    ],
    [
      { type: 'file', title: { zh: '方案' }, allowed: ['pdf', 'docx'], max: 1, role: 'plan' },
      '方案（文件，1份，pdf、docx，方案）',
    ],
    [
      {
        type: 'table',
        title: { zh: '组织生活' },
        columns: {
          day: { title: { zh: '日期' }, type: 'date' },
          sort: {
            title: { zh: '类型' },
            type: 'choice',
            options: [{ value: 'l', label: { zh: '党课' } }],
            required: false,
          },
        },
        rules: [
          { of: 'distinct-days', column: 'day', min: 2 },
          { of: 'count', filter: { column: 'sort', only: ['l'] }, min: 1 },
        ],
      },
      '组织生活（表格，1–200行，列：日期、类型（选填），“日期”不同日子数至少2，“类型”为“党课”的行中，行数至少1）',
    ],
  ])('%j', (given, zh) => expect(describeEvidence(evidenceSchema.parse(given), 'zh')).toBe(zh));

  it.each([
    [{ offset: -3, effect: 'remind', to: 'unit' }, '到期前3个工作日提醒本单位', 'remind'],
    [
      {
        offset: 3,
        unit: 'calendar-days',
        effect: 'escalate',
        to: 'superior',
        repeat: { every: 2, times: 3 },
        on: false,
      },
      '逾期3天上报上级单位，之后每2天一次，最多3次（未启用）',
      'off',
    ],
    [
      { offset: 0, effect: 'tell', to: 'inspection-group', at: '17:00' },
      '到期当天 17:00告知督导组',
      'on the day at 17:00 tell',
    ],
  ])('%j', (given, zh, en) => {
    expect(describeRung(rungSchema.parse(given), template, 'zh')).toBe(zh);
    expect(describeRung(rungSchema.parse(given), template, 'en')).toContain(en);
  });
});

/** Everything the describers say of a template. */
function* saidOf(of: Template, lang: 'zh' | 'en'): Generator<string> {
  for (const phase of Object.values(of.phases)) {
    yield describeOpening(phase.opening, of, lang);
    if (phase.extension) yield describeExtension(phase.extension, lang);
  }
  for (const step of Object.values(of.steps)) {
    yield describeDeadlines(step.deadlines, of, lang);
    yield describeOccurrences(step.occurrences, of, lang);
    yield describeJoin(step.join, lang);
    if (step.when !== undefined) yield describeCondition(step.when, of, lang);
    if (step.cascade) yield describeCascade(step.cascade, of, lang);
    if (step.extension) yield describeExtension(step.extension, lang);
    for (const evidence of Object.values(step.evidence)) yield describeEvidence(evidence, lang);
    for (const review of Object.values(step.reviews)) yield describeReview(review, of, lang);
    for (const alternative of Object.values(step.alternatives ?? {})) yield describeAlternative(alternative, of, lang);
  }
  for (const rung of Object.values(of.ladder)) yield describeRung(rung, of, lang);
  for (const policy of Object.values(of.policies)) yield describePolicy(policy, of, lang);
}

describe('the county template in words', () => {
  const url = new URL('../../../../workflows/county-campaign/template.json', import.meta.url);
  const parsed = parseTemplateText(readFileSync(url, 'utf8'));
  if (!parsed.ok) throw new Error('the county template is not readable');
  const known = /pdf|docx|xlsx|jpg|png|county-office|self-check|[A-Z]|“[^”]*”/g;

  it('has nothing English in Chinese', () => {
    const foreign = [...saidOf(parsed.template, 'zh')].filter((words) => /[a-z]/i.test(words.replace(known, '')));
    expect(foreign).toEqual([]);
  });
  it('has nothing Chinese in English, but for units of measure', () => {
    const units = /(\d|in) ?\p{Script=Han}+/gu;
    const foreign = [...saidOf(parsed.template, 'en')].filter((words) =>
      /\p{Script=Han}/u.test(words.replace(units, '')),
    );
    expect(foreign).toEqual([]);
  });

  it('says numbers, yes or no and texts wherever they stand, and no code it has no words for', () => {
    const minimum = ['steps', 'plan', 'evidence', 'weeks', 'minRows'];
    expect(valueWords(8, minimum, template, 'zh')).toBe('8');
    expect(valueWords(false, ['steps', 'plan', 'evidence', 'weeks', 'required'], template, 'zh')).toBe('否');
    expect(valueWords('sign-in', ['steps', 'plan', 'evidence', 'weeks', 'role'], template, 'zh')).toBe('');
  });
});
