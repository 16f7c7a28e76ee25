import { describe, expect, it } from '@jest/globals';
import type { Template } from '../template/document.js';
import { hasWords, say } from '../words/words.js';
import { localStep, lockedTemplate, put } from './refines.given.js';
import { tightenings } from './tightenings.js';

const base = lockedTemplate();
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
