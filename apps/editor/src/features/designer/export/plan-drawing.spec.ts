import { describe, expect, it } from '@jest/globals';
import { templateOf } from '../properties/template.given.js';
import { sheetsOf } from './files.js';
import { drawPlan } from './plan-drawing.js';

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text ?? '');

describe('the picture of a plan', () => {
  it('has every phase and step by name, in the language asked for', () => {
    const zh = texts(drawPlan(templateOf(), { language: 'zh', due: new Map([['class', '2026-08-31']]) }).svg);
    for (const name of ['学习教育', '动员部署', '学习研讨', '动员会', '摸底', '读书班', '书记', '8月31日前'])
      expect(zh).toContain(name);
    const en = texts(drawPlan(templateOf(), { language: 'en' }).svg).join(' ');
    expect(en).toContain('Kick-off');
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  it('says what became of a step by words, not by colour alone', () => {
    const { svg } = drawPlan(templateOf(), { language: 'zh', marks: new Map([['survey', 'removed']]) });
    expect(texts(svg)).toContain('－ 删除');
    expect(svg).toContain('line-through');
    expect(svg).toContain('stroke-dasharray');
  });

  it('writes no text of people as markup', () => {
    const nasty = '<script>"&\u0001';
    const template = templateOf({ title: { zh: nasty } });
    const { svg } = drawPlan(template, { language: 'zh' });
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0001');
    expect(svg).toContain('&lt;script&gt;');
  });

  it('goes on one sheet while it can be read, else on one for each phase', () => {
    expect(sheetsOf(templateOf(), 'zh')).toHaveLength(1);
    const steps = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `s-${i}`,
        { phase: i % 2 ? 'start' : 'study', kind: 'task', title: { zh: `任务 ${i}` }, lead: 'office', order: i },
      ]),
    );
    const sheets = sheetsOf(templateOf({ steps, edges: {} }), 'zh');
    expect(sheets).toHaveLength(2);
    expect(texts(sheets[0]?.svg ?? '')).toContain('任务 1');
    expect(texts(sheets[0]?.svg ?? '')).not.toContain('任务 2');
  });
});
