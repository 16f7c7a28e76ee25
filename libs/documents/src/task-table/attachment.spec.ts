import { describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { type Calendar, calendarFrom, cn, parseTemplate } from '@gangmu/core';
import { countyTemplate } from '../county.given.js';
import { exportAttachment } from './export-attachment.js';

const template = countyTemplate();
const partsOf = async (options: { lang: 'zh' | 'en'; number?: number; calendar?: Calendar }, of = template) => {
  const files = unzipSync(await exportAttachment(of, { calendar: cn, ...options }));
  return (name: string): string => strFromU8(files[name] ?? new Uint8Array());
};
const twips = (mm: number): number => Math.floor((mm / 25.4) * 1440);

describe('the attachment (GB/T 9704)', () => {
  it('prints the days of the calendar it is given, not those of the shipped one', async () => {
    const parsed = parseTemplate({
      format: 'gangmu-template/1',
      id: 'short',
      noun: { zh: '专项行动' },
      title: { zh: '短方案' },
      window: { start: '2026-03-02', end: '2026-06-30' },
      roles: { lead: { title: { zh: '牵头' } } },
      phases: { p: { title: { zh: '一' } } },
      steps: {
        s: {
          phase: 'p',
          kind: 'task',
          title: { zh: '报送' },
          lead: 'lead',
          deadlines: { due: { anchor: { from: 'campaign-start' }, offset: 5, unit: 'working-days' } },
        },
      },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    const own = calendarFrom({
      id: 'own',
      version: '1',
      years: { '2026': { holidays: ['2026-03-04'], makeUpWorkdays: [] } },
    });
    const days = async (calendar: Calendar): Promise<string | undefined> =>
      /3月\d+日前/.exec((await partsOf({ lang: 'zh', calendar }, parsed.template))('word/document.xml'))?.[0];
    expect([await days(cn), await days(own)]).toEqual(['3月9日前', '3月10日前']);
  });

  it('has label, title and text in their types and sizes', async () => {
    const text = (await partsOf({ lang: 'zh', number: 2 }))('word/document.xml');
    expect(text).toMatch(
      /w:eastAsia="黑体"[^>]*\/>(?:<w:sz w:val="32"\/>|<w:szCs w:val="32"\/>)+<\/w:rPr><w:t[^>]*>附件2</,
    );
    expect(text).toMatch(
      /w:eastAsia="方正小标宋简体"[^>]*\/>(?:<w:sz w:val="44"\/>|<w:szCs w:val="44"\/>)+<\/w:rPr><w:t[^>]*>[^<]*任务分解表</,
    );
    for (const { title } of [...Object.values(template.steps), ...Object.values(template.phases)])
      expect(text).toContain(title.zh);
  });

  it('is A4 with its margins, across where columns need it, headings on every page', async () => {
    const wide = (await partsOf({ lang: 'zh' }))('word/document.xml');
    expect(wide).toContain('w:orient="landscape"');
    expect(wide).toContain(`w:w="${twips(297)}" w:h="${twips(210)}"`);
    expect(wide.split('<w:tblHeader').length - 1).toBe(1);
    const plain = Object.entries(template.steps).map(([id, step]): [string, typeof step] => [
      id,
      { ...step, supporting: [] },
    ]);
    const narrow = (await partsOf({ lang: 'zh' }, { ...template, steps: Object.fromEntries(plain) }))(
      'word/document.xml',
    );
    expect(narrow).toContain('w:orient="portrait"');
    for (const [side, mm] of [
      ['top', 37],
      ['bottom', 35],
      ['left', 28],
      ['right', 26],
    ] as const)
      expect(narrow).toContain(`w:${side}="${twips(mm)}"`);
  });

  it('prints days, not the rules they come from', async () => {
    const text = (await partsOf({ lang: 'zh' }))('word/document.xml');
    expect(text).toContain('3月16日前');
    expect(text).not.toContain('活动启动后');
    expect(text).toContain('每月');
    expect((await partsOf({ lang: 'en' }))('word/document.xml')).toContain('by 16 Mar');
  });

  it('numbers tasks under their heading, and says evidence briefly', async () => {
    const text = (await partsOf({ lang: 'zh' }))('word/document.xml');
    expect(text).toContain('>（一）<');
    expect(text).not.toContain('一（一）');
    expect(text).toContain('方案审定日期；实施方案<');
    expect(text).not.toContain('docx');
  });

  it('sets quotation marks as Chinese ones in Chinese only', async () => {
    expect((await partsOf({ lang: 'zh' }))('word/document.xml')).toContain('w:hint="eastAsia"');
    expect((await partsOf({ lang: 'en' }))('word/document.xml')).not.toContain('w:hint');
  });

  it('numbers pages — 1 — on the outer side', async () => {
    const part = await partsOf({ lang: 'zh' });
    const footers = [1, 2].map((n) => part(`word/footer${n}.xml`));
    for (const footer of footers) expect(footer).toMatch(/—.*PAGE.*—/s);
    expect(footers.map((footer) => /w:jc w:val="(\w+)"/.exec(footer)?.[1]).toSorted()).toEqual(['left', 'right']);
    expect(part('word/settings.xml')).toContain('evenAndOddHeaders');
  });

  it('speaks English, and prints no character that Word could not open', async () => {
    const odd = { ...template, title: { zh: '甲\u0000乙<&>', en: 'A\u0001<B>' } };
    const text = (await partsOf({ lang: 'en' }, odd))('word/document.xml');
    expect(text).toContain('A&lt;B&gt;: allocation of tasks');
    expect(text).toContain('Attachment');
    expect(text).not.toContain('任务分解表');
  });
});
