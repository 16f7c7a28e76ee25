import { describe, expect, it } from '@jest/globals';
import type { Template } from '../template/document.js';
import { hasWords, say } from '../words/words.js';
import { localStep, lockedTemplate } from './locked-template.given.js';
import { put } from './refines.given.js';
import { tightenings } from './tightenings.js';

const base = lockedTemplate((t) => {
  t.steps['closing'] = {
    phase: 'one',
    kind: 'task',
    title: { zh: '会关闭' },
    lead: 'office',
    mandate: 'free',
    closes: { anchor: { from: 'date', date: '2026-05-01' } },
  };
});
const rung = { offset: 1, unit: 'working-days', at: '09:00', effect: 'urge', to: 'unit', on: true };
const made = (edits: Record<string, unknown>): Template =>
  Object.entries(edits).reduce<Template>((template, [path, value]) => {
    const next = put(template, path, value);
    if (!next) throw new Error(`no place ${path}`);
    return next;
  }, base);
const day = {
  anchor: { from: 'date', date: '2026-05-01' },
  offset: 0,
  unit: 'calendar-days',
  roll: 'none',
  at: '18:00',
};
const rule = { of: 'distinct-days', column: 'day', min: 3 };
const inCategories = (...ids: string[]) => ({ in: [{ var: 'unit.category' }, ids] });

describe('tightenings', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, []],
    ['notes, posts and a choice', { '/steps/fixed/post': { zh: '书记' }, '/steps/choice/chosen/town': 'door' }, []],
    [
      'a local step',
      { '/steps/own': localStep('one', 'study', { at: 'phase', phase: 'one' }, 'free') },
      ['在“一”增加任务“本级”，每次约 30 分钟。'],
    ],
    ['a further deadline', { '/steps/strict/deadlines/own': day }, ['“从严”增加截止时间：']],
    ['a higher minimum', { '/steps/strict/evidence/n/min': 5 }, ['“从严”的佐证材料“数”的最低要求由 1 提高到 5。']],
    ['asking for what was optional', { '/steps/strict/evidence/n/required': true }, ['“从严”的佐证材料“数”改为必填。']],
    [
      'a further reviewer',
      { '/steps/strict/reviews/own': { by: { who: 'inspection-group' }, order: 2, limitDays: 3 } },
      ['“从严”增加审核：'],
    ],
    [
      'further evidence',
      { '/steps/strict/evidence/own': { type: 'date', title: { zh: '日期' }, required: true, order: 0 } },
      ['“从严”增加佐证材料“日期”。'],
    ],
    [
      'rules over a table',
      { '/steps/strict/evidence/table/rules': [{ ...rule, min: 4 }] },
      ['“从严”的“表”增加或提高了合计要求。'],
    ],
    [
      'a closing time moved earlier',
      { '/steps/closing/closes': { ...day, anchor: { from: 'date', date: '2026-04-01' } } },
      ['“会关闭”的关闭时间改为：'],
    ],
    ['a tighter ladder', { '/steps/strict/ladder': { own: rung } }, ['“从严”的提醒督办增加：逾期1个工作日']],
    ['a tighter ladder for all', { '/ladder/own': rung }, ['全部任务的提醒督办增加：']],
    ['a further supporting role', { '/steps/strict/supporting': ['office'] }, ['“从严”增加配合：']],
    ['a lowered maximum', { '/steps/strict/evidence/n/max': 9 }, ['限定为 9。']],
    [
      'a policy of its own',
      {
        '/policies/own': {
          title: { zh: '少而精' },
          reason: { zh: '减负' },
          categories: [],
          rule: { type: 'max-items', max: 9 },
        },
      },
      ['增加规定“少而精”：任务总数不超过 9 项。'],
    ],
    ['more units', { '/steps/strict/when': inCategories('village', 'town', 'office') }, ['“从严”扩大到更多单位。']],
    [
      'an earlier deadline where that was free',
      { '/steps/optional/deadlines/own': day, '/steps/optional/estimatedMinutes': 90 },
      ['“自选”增加截止时间：', '“自选”预计用时由 30 分钟增至 90 分钟。'],
    ],
    ['what is left out', { '/steps/optional/evidence/m': undefined, '/steps/spare': undefined }, []],
  ])('lists %s', (_name, edits, expected) => {
    const lines = tightenings(base, made(edits));
    const said = lines.map(({ code, params }) => say('zh', code, params));
    expect(said).toHaveLength(expected.length);
    for (const [i, sentence] of said.entries()) expect(sentence).toContain(expected[i]);
    for (const { code, params } of lines)
      for (const lang of ['zh', 'en'] as const) {
        expect(hasWords(lang, code)).toBe(true);
        expect(say(lang, code, params)).not.toMatch(/[{}]|undefined|null/);
      }
  });
});
