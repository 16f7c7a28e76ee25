import { describe, expect, it } from '@jest/globals';
import { sampleTemplate } from '../lint-rules/rule-tester.given.js';
import type { Template } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { hasWords, say } from '../words/words.js';
import { countyTemplate } from './adaptation.given.js';
import { lockAt } from './lock.js';
import type { Grant } from './model.js';
import { placeName } from './place-name.js';

const sample = (edit: Parameters<typeof sampleTemplate>[0]): Template => {
  const parsed = parseTemplate(sampleTemplate(edit));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
};
const text = (zh: string) => ({ zh, en: zh });

/** One step of each mandate. */
const each = sample((t) => {
  Object.assign(t, { authority: { document: '1号', clause: '二' } });
  Object.assign(t.steps['kickoff'] ?? {}, { fieldMandates: { guidance: 'free', deadlines: 'tighten' } });
  Object.assign(t.steps['reading'] ?? {}, {
    mandate: 'tighten',
    when: { '==': [{ var: 'unit.category' }, 'village'] },
    authority: { document: '2号' },
    evidence: {
      days: { type: 'number', title: text('学习天数'), min: 1 },
      notes: { type: 'number', title: text('心得'), mandate: 'free', required: false },
    },
  });
  Object.assign(t.steps['plan'] ?? {}, { mandate: 'free' });
  t.steps['visit'] = { ...t.steps['kickoff'], phase: 'study', kind: 'task', title: text('走访'), lead: 'office' };
  Object.assign(t.steps['visit'] ?? {}, {
    mandate: 'alternative',
    fieldMandates: undefined,
    alternatives: { joint: { title: text('联合'), categories: ['village'] } },
  });
});

const says = (path: string, template = each, options = {}): string => {
  const { may, only, mandate } = lockAt(template, path, options);
  const allowed = [may.set && 'set', may.remove && 'remove', may.add && 'add', only].filter(Boolean);
  return [mandate, ...allowed].join(' ');
};

describe('lockAt', () => {
  it.each([
    ['/title', 'fixed'],
    ['/window/start', 'fixed'],
    ['/steps/kickoff', 'fixed'],
    ['/steps/kickoff/title', 'fixed'],
    ['/steps/kickoff/title/zh', 'fixed'],
    ['/steps/kickoff/guidance', 'free set remove add'],
    ['/steps/kickoff/deadlines', 'tighten add'],
    ['/steps/kickoff/deadlines/main', 'tighten'],
    ['/steps/kickoff/deadlines/own', 'free set remove add'],
    ['/steps/kickoff/evidence', 'fixed'],
    ['/steps/kickoff/evidence/own', 'fixed'],
    ['/steps/kickoff/post', 'free set remove add'],
    ['/steps/kickoff/notes', 'fixed set add'],
    ['/steps/kickoff/notes/own', 'free set remove add'],
    ['/steps/kickoff/mandate', 'fixed set remove stricter'],
    ['/steps/kickoff/extension', 'fixed set remove narrow'],
    ['/roles/office/post', 'free set remove add'],
    ['/roles/office/title', 'fixed'],
    ['/roles/own', 'free set remove add'],
    ['/policies', 'fixed add'],
    ['/categories/own', 'fixed'],
    ['/layout/kickoff', 'free set remove add'],
    ['/steps/visit/chosen', 'alternative set remove choose'],
    ['/steps/visit/deadlines', 'alternative'],
    ['/steps/kickoff/chosen', 'fixed'],
    ['/steps/reading/evidence', 'tighten add'],
    ['/steps/reading/evidence/days', 'tighten'],
    ['/steps/reading/evidence/days/min', 'tighten set raise'],
    ['/steps/reading/evidence/days/max', 'tighten'],
    ['/steps/reading/evidence/days/required', 'tighten set require'],
    ['/steps/reading/evidence/notes', 'free set remove add'],
    ['/steps/reading/reviews', 'tighten add'],
    ['/steps/reading/when', 'tighten set remove widen'],
    ['/steps/reading/guidance', 'tighten'],
    ['/steps/plan', 'free set remove add'],
    ['/steps/plan/evidence/measures', 'free set remove add'],
    ['/steps', 'fixed add'],
    ['/steps/own/title', 'free set remove add'],
    ['/phases/own', 'fixed'],
    ['/phases/study/title', 'fixed'],
    ['/edges/a', 'tighten'],
    ['/edges', 'fixed add'],
  ])('%s: %s', (path, expected) => expect(says(path)).toBe(expected));

  it('keeps what something locked counts on', () => {
    const template = sample((t) => {
      Object.assign(t.steps['kickoff'] ?? {}, { mandate: 'free' });
      Object.assign(t.phases['study'] ?? {}, { mandate: 'free' });
      Object.assign(t.steps['plan'] ?? {}, { mandate: 'free', fieldMandates: { title: 'fixed' } });
    });
    expect(says('/steps/kickoff', template)).toBe('free set add');
    expect(lockAt(template, '/steps/kickoff').why.code).toBe('lock.referred');
    expect(says('/steps/kickoff/title', template)).toBe('free set remove add');
    expect(lockAt(template, '/phases/study').may.remove).toBe(false);
    expect(lockAt(template, '/steps/plan').why.code).toBe('lock.free-in-part');
    expect(says('/steps/plan/title', template)).toBe('fixed');
  });

  it('opens what was granted, for whom and when it was granted', () => {
    const grant: Grant = {
      id: 'g',
      path: '/steps/kickoff',
      allows: 'change',
      units: ['town'],
      from: '2026-03-01',
      to: '2026-03-31',
      reason: '路远',
      grantedBy: 'county',
    };
    const at = (path: string, more = {}) => says(path, each, { grants: [grant], ...more });
    expect(at('/steps/kickoff/title')).toBe('free set remove add');
    expect(at('/steps/kickoff')).toBe('free set add');
    expect(at('/steps/kickoff/evidence/date')).toBe('free set remove add');
    expect(at('/steps/reading/title')).toBe('tighten');
    expect(at('/steps/kickoff/title', { units: ['branch', 'town'], on: '2026-03-31' })).toBe('free set remove add');
    expect(at('/steps/kickoff/title', { units: ['other'] })).toBe('fixed');
    expect(at('/steps/kickoff/title', { on: '2026-04-01' })).toBe('fixed');
    grant.allows = 'remove';
    expect(at('/steps/kickoff')).toBe('free set remove add');
  });

  it('says who set it, why and on what authority', () => {
    const { why, setAt } = lockAt(each, '/steps/reading/evidence/days/min', {
      setBy: () => ({ zh: '县委', en: 'the county' }),
    });
    expect(setAt).toBe('/steps/reading');
    expect(say('zh', why.code, why.params)).toBe(
      '“读书班”的佐证材料“学习天数”的最低要求由县委规定（依据：2号），只能提高。',
    );
    const locked = lockAt(each, '/steps/kickoff/title').why;
    expect(say('zh', locked.code, locked.params)).toBe('“动员会”的名称是上级的规定动作（依据：1号 二），不能修改。');
  });

  it('has words for every place of the county template', () => {
    const county = countyTemplate();
    const walk = (node: unknown, path: string): void => {
      const { why } = lockAt(county, path);
      for (const lang of ['zh', 'en'] as const) {
        expect(hasWords(lang, why.code)).toBe(true);
        expect(say(lang, why.code, why.params)).not.toMatch(/[{}/]|undefined/);
      }
      if (path !== '' && path !== '/$schema')
        expect([path, placeName(county, path).zh]).not.toEqual([path, expect.stringContaining('内容')]);
      if (typeof node === 'object' && node !== null && !Array.isArray(node))
        for (const [key, child] of Object.entries(node)) walk(child, `${path}/${key}`);
    };
    walk({ ...county, layout: {} }, '');
  });
});
