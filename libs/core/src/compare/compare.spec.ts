import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chances, countyTemplate, edited } from '../adaptation/adaptation.given.js';
import { differenceOf } from '../adaptation/difference.js';
import { sample } from '../operations/operation-tester.given.js';
import { applyOperation, type Operation } from '../operations/operations.js';
import { richSample } from '../operations/rich-sample.given.js';
import type { Template } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { hasWords, type Language, say } from '../words/words.js';
import { compare, type Sentence } from './compare.js';

const after = (template: Template, ...operations: Operation[]): Template => {
  let next = template;
  for (const operation of operations) {
    const applied = applyOperation(next, operation);
    if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
    next = applied.value.template;
  }
  return next;
};
const said = (sentences: readonly Sentence[], lang: Language): string[] =>
  sentences.map(({ code, params }) => say(lang, code, params));

const county = countyTemplate();

describe('templates compared in sentences', () => {
  const cases: [name: string, operations: Operation[], zh: string[], en: string[]][] = [
    [
      'a deadline',
      [{ op: 'set-field', path: '/steps/kickoff/deadlines/main/anchor/date', value: '2026-03-10' }],
      ['“动员会”的截止时间：3月20日 → 3月10日'],
      ['Deadline of "动员会": 20 Mar → 10 Mar'],
    ],
    [
      'one more bound',
      [{ op: 'add-deadline', step: 'plan', id: 'early', bound: { anchor: { from: 'date', date: '2026-06-01' } } }],
      ['“整改”的截止时间：活动结束前3天 → 活动结束前3天；6月1日（取最早）'],
      [
        'Deadline of "整改": 3 days before the end of the campaign → 3 days before the end of the campaign; 1 Jun (whichever is first)',
      ],
    ],
    [
      'who leads and who supports',
      [
        { op: 'set-field', path: '/steps/plan/lead', value: 'secretary' },
        { op: 'set-field', path: '/steps/plan/supporting', value: ['office'] },
      ],
      ['“整改”的牵头：办公室 → 书记', '“整改”的配合：增加办公室'],
      ['Lead role of "整改": 办公室 → 书记', 'Supporting roles of "整改": 办公室 added'],
    ],
    [
      'a new step and its dependency',
      [
        { op: 'add-step', id: 'talk', phase: 'study', kind: 'meeting', title: { zh: '座谈会', en: 'Talk' } },
        { op: 'connect', id: 'b', from: 'reading', to: 'talk', kind: 'needs' },
      ],
      ['新增任务“座谈会”：会议，书记牵头', '新增前后关系：“座谈会”排在“读书班”之后，前者跳过则后者也跳过'],
      ['New step "Talk": Meeting, led by 书记', 'New dependency: "Talk" after "读书班", and skipped with it'],
    ],
    [
      'a step that is gone',
      [{ op: 'remove-steps', ids: ['plan'] }],
      ['删除任务“整改”（原为：工作任务，办公室牵头，截止时间：活动结束前3天）'],
      ['No longer there: step "整改" (Task, led by 办公室, due 3 days before the end of the campaign)'],
    ],
    [
      'evidence',
      [
        { op: 'add-evidence', step: 'kickoff', id: 'photo', type: 'photo' },
        { op: 'remove-evidence', step: 'kickoff', id: 'heads' },
        { op: 'set-field', path: '/steps/reading/evidence/days/min', value: 3 },
      ],
      [
        '“动员会”取消佐证材料（原为：人数（人数））',
        '“动员会”新增佐证材料：照片（照片，1张）',
        '“读书班”的佐证材料“学习天数”：学习天数（数字，至少1） → 学习天数（数字，至少3）',
      ],
      [
        '"动员会": evidence taken away (人数 (head-count))',
        '"动员会": new evidence: Photo (photo; 1 photo)',
        'Evidence "学习天数" of "读书班": 学习天数 (number; at least 1) → 学习天数 (number; at least 3)',
      ],
    ],
    [
      'places',
      [{ op: 'move-steps', ids: ['kickoff'], phase: 'rectify', before: 'plan' }],
      ['任务“动员会”从板块“学习”移到板块“整改”'],
      ['"动员会" moved from the phase "学习" to "整改"'],
    ],
    [
      'the order',
      [{ op: 'move-steps', ids: ['reading'], phase: 'study', before: 'kickoff' }],
      ['“读书班”的次序有调整'],
      [],
    ],
    [
      'a rhythm, whichever of its fields',
      [
        {
          op: 'set-field',
          path: '/steps/plan/occurrences',
          value: { mode: 'every', period: 'month', start: { from: 'campaign-start' }, end: { from: 'campaign-end' } },
        },
      ],
      ['“整改”的开展次数：一次 → 每月一次，自活动启动至活动结束'],
      ['Occurrences of "整改": once → every month, from the start of the campaign to the end of the campaign'],
    ],
    [
      'a name',
      [{ op: 'set-field', path: '/steps/plan/title', value: { zh: '集中整改', en: '整改' } }],
      ['任务“整改”改名为“集中整改”'],
      [],
    ],
    [
      'a translation',
      [{ op: 'set-field', path: '/steps/plan/title', value: { zh: '整改', en: 'Rectify' } }],
      ['“整改”的名称的英文："整改" → "Rectify"'],
      [],
    ],
  ];
  it.each(cases)('%s', (_name, operations, zh, en) => {
    const before = sample();
    const sentences = compare(before, after(before, ...operations));
    expect(said(sentences, 'zh')).toEqual(zh);
    if (en.length > 0) expect(said(sentences, 'en')).toEqual(en);
  });

  it('shows long texts where they differ, and in English the Chinese where only that changed', () => {
    const long = (end: string) => ({ zh: '开短会讲短话'.repeat(60) + end, en: 'Keep it short' });
    const before = after(sample(), { op: 'set-field', path: '/steps/plan/guidance', value: long('一') });
    const [sentence] = compare(
      before,
      after(before, { op: 'set-field', path: '/steps/plan/guidance', value: long('二') }),
    );
    const [inChinese = '', inEnglish = ''] = (['zh', 'en'] as const).map(
      (lang) => said(sentence ? [sentence] : [], lang)[0],
    );
    expect(inChinese).toMatch(/^“整改”的工作提示：….{20}一” → ….{20}二”$/);
    expect(inEnglish).toMatch(/^Guidance of "整改": ….{20}一” → ….{20}二”$/);
  });

  it('says nothing of where cards stand', () => {
    expect(compare(county, after(county, { op: 'place', positions: { plan: { x: 1, y: 1 } } }))).toEqual([]);
  });

  /** What belongs to the data itself: names in quotation marks, document numbers, types of files. */
  const data = /“[^”]*”|"[^"]*"|[A-Z]+\d*|pdf|docx|xlsx|jpg|png/g;

  /** Some edits one after the other, leaving out those the format would refuse. */
  const soundly = (template: Template, choices: readonly number[]): Template => {
    let next = template;
    for (const choice of choices) {
      const tried = edited(next, [choice]);
      if (parseTemplate(tried).ok) next = tried;
    }
    return next;
  };
  const everyDifferenceIsSaid = (template: Template, runs: number): void =>
    fc.assert(
      fc.property(chances(3), (choices) => {
        const next = soundly(template, choices);
        const difference = Object.keys(differenceOf(template, next)).filter((path) => !path.startsWith('/layout'));
        const sentences = compare(template, next);
        expect(sentences.length > 0).toBe(difference.length > 0);
        for (const { code, params } of sentences) {
          for (const lang of ['zh', 'en'] as const) {
            expect(hasWords(lang, code)).toBe(true);
            expect(say(lang, code, params)).not.toMatch(/undefined|\[object|[{}]|\/steps|NaN/);
          }
          // Nothing English on a Chinese screen, but for what the template itself says.
          if (code !== 'compare.english') expect(say('zh', code, params).replace(data, '')).not.toMatch(/[a-z]{3}/);
        }
      }),
      { numRuns: runs },
    );
  it('has a sentence for every difference, and none where there is none', () => {
    everyDifferenceIsSaid(richSample(), 800);
  }, 60_000);
  it('has them for the county template too', () => everyDifferenceIsSaid(county, 20), 60_000);
});
