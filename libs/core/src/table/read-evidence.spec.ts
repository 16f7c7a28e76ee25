import { describe, expect, it } from '@jest/globals';
import { countyTemplate } from '../adaptation/adaptation.given.js';
import { describeEvidence } from '../compare/describe-evidence.js';
import { richSample } from '../operations/rich-sample.given.js';
import { evidenceSchema } from '../template/document.js';
import { readEvidence } from './read-evidence.js';

const taken = (cell: string, lang: 'zh' | 'en' = 'zh') =>
  readEvidence(cell, lang).asked.map(({ evidence }) => describeEvidence(evidenceSchema.parse(evidence), lang));

describe('a cell of evidence', () => {
  it.each(['zh', 'en'] as const)('comes back as it was written, or is named as unread: %s', (lang) => {
    let whole = 0;
    for (const template of [countyTemplate(), richSample()])
      for (const { evidence } of Object.values(template.steps)) {
        for (const one of Object.values(evidence)) {
          const written = describeEvidence(one, lang);
          const { unread } = readEvidence(written, lang);
          if (unread.length > 0) {
            // Only figures over the rows of a table are not written back into one.
            expect([written, one.type]).toEqual([written, 'table']);
            continue;
          }
          expect(taken(written, lang)).toEqual([written]);
          whole += 1;
        }
      }
    expect(whole).toBeGreaterThan(50);
  });

  it.each([
    [
      '签到表、会议记录、照片3张',
      ['签到表（文件，1份，pdf、docx、xlsx、jpg、png，签到表）', /^会议记录（.*会议记录）$/, '照片（照片，3张）'],
    ],
    ['1.学习计划；2.学习总结报告（2份）', [/^学习计划（文件.*方案）$/, /^学习总结报告（文件，2份.*报告）$/]],
    ['签到表照片（选填）', ['签到表照片（照片，1张，签到表，选填）']],
    ['签到表及会议照片', [/^签到表（文件/, /^会议照片（照片/]],
    ['检视问题（文字，至少50字，至多800字）', []],
    ['检视问题（文字，50–800字，选填）', ['检视问题（文字，50–800字，选填）']],
    ['参会人数', ['参会人数（人数）']],
  ])('%s', (cell, wanted) => {
    const said = taken(cell);
    expect(said).toHaveLength(wanted.length || said.length);
    for (const [i, one] of wanted.entries())
      if (typeof one === 'string') expect(said[i]).toBe(one);
      else expect(said[i]).toMatch(one);
  });

  it('guesses at nothing', () =>
    expect(readEvidence('会议记录、按上级要求；见附件', 'zh')).toMatchObject({ unread: ['按上级要求', '见附件'] }));

  it('reads English words', () =>
    expect(taken('Sign-in sheet, minutes and photos', 'en').map((one) => one.split(' (')[0])).toEqual([
      'Sign-in sheet',
      'minutes',
      'photos',
    ]));
});
