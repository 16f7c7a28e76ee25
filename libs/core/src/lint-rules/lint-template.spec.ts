import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cn } from '../calendar/cn.js';
import { parseTemplate, parseTemplateText } from '../template/parse.js';
import { hasWords, say } from '../words/words.js';
import { lintRules } from './index.js';
import { lintTemplate } from './lint-template.js';
import { sampleTemplate, stepOf } from './rule-tester.given.js';

const check = (input: unknown) => {
  const parsed = parseTemplate(input);
  return parsed.ok ? lintTemplate(parsed.template, { calendar: cn }) : parsed.findings;
};

describe('the list of rules', () => {
  it('has one file and one spec for each, named after it', () => {
    const files = readdirSync(new URL('.', import.meta.url));
    for (const { id } of lintRules) {
      expect(files).toContain(`${id}.ts`);
      expect(files).toContain(`${id}.spec.ts`);
    }
    expect(new Set(lintRules.map((rule) => rule.id)).size).toBe(lintRules.length);
  });

  const reader = readFileSync(new URL('../template/parse.ts', import.meta.url), 'utf8');
  const readerCodes = [...new Set([...reader.matchAll(/'(template\.[a-z-]+)'/g)].map((match) => match[1] ?? ''))];
  it.each([...readerCodes, ...lintRules.flatMap((rule) => rule.codes)])(
    'has words and advice for %s in both languages',
    (code) => {
      for (const lang of ['zh', 'en'] as const) {
        expect(hasWords(lang, code)).toBe(true);
        expect(hasWords(lang, `${code}.suggestion`)).toBe(true);
      }
      expect(readerCodes.length).toBeGreaterThan(10);
    },
  );
});

describe('the linter', () => {
  it('finds nothing in the sound sample', () => expect(check(sampleTemplate())).toEqual([]));

  it('answers anything with findings, never with an exception', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => Array.isArray(check(value))));
  });

  it('answers a sample with anything anywhere, and twice the same', () => {
    const paths: string[][] = [];
    const walk = (value: unknown, path: string[]): void => {
      paths.push(path);
      if (typeof value === 'object' && value !== null)
        for (const [key, child] of Object.entries(value)) walk(child, [...path, key]);
    };
    const sample = sampleTemplate();
    walk(sample, []);
    const leaf = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(
        'kickoff',
        'reading',
        'plan',
        'toString',
        '9999-12-31',
        '0001-01-01',
        '2026-02-30',
        1e308,
        -1000,
        1000,
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...paths.slice(1)), leaf), { maxLength: 4 }), (changes) => {
        const template = structuredClone(sample) as Record<string, unknown>;
        for (const [path, value] of changes) {
          let node: unknown = template;
          for (const key of path.slice(0, -1))
            node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
          if (typeof node === 'object' && node !== null) (node as Record<string, unknown>)[path.at(-1) ?? ''] = value;
        }
        expect(check(template)).toEqual(check(template));
      }),
      { numRuns: 300 },
    );
  });

  it('stays quick on a template of five hundred steps in a row', () => {
    const large = sampleTemplate((t) => {
      const kickoff = stepOf(t, 'kickoff');
      for (let n = 0; n < 500; n += 1) {
        t.steps[`s${n}`] = { ...kickoff, title: { zh: `第${n}步`, en: `step ${n}` } };
        t.edges = { ...t.edges, [`e${n}`]: { from: n === 0 ? 'kickoff' : `s${n - 1}`, to: `s${n}` } };
      }
    });
    expect(check(large).some((finding) => finding.severity === 'error')).toBe(false);
  });
});

describe('reading a template', () => {
  it('refuses what is too large, too deep or hostile, before the schema looks', () => {
    const codes = (text: string) => {
      const parsed = parseTemplateText(text);
      return parsed.ok ? [] : parsed.findings.map((one) => `${one.code} ${one.path}`);
    };
    expect(codes('{')).toEqual(['template.no-json ']);
    expect(codes(' '.repeat(5_000_001))).toEqual(['template.too-long ']);
    expect(codes('['.repeat(100_000) + ']'.repeat(100_000))[0]).toMatch(/^template\.too-deep/);
    // GBK read as UTF-8: “标题” would come out as other signs.
    expect(codes('{"title":{"zh":"\ufffd\ufffd\ufffd\ufffd"}}')).toEqual(['template.encoding ']);
    expect(codes('{"steps":{"__proto__":{"a":1}}}')).toEqual(['template.forbidden-key /steps']);
    expect(codes(`[${'0,'.repeat(300_001)}0]`)).toEqual(['template.too-many-values ']);
  });

  it('says in both languages what a text should look like', () => {
    const [found] = check(sampleTemplate((t) => Object.assign(t.window, { end: '2026-13-40' })));
    const said = (lang: 'zh' | 'en') => say(lang, found?.code ?? '', found?.params);
    expect(said('zh')).toBe('内容不合格式：应为实有的日期');
    expect(said('en')).toBe('Not in the right form: it should be a date there is');
  });

  it('names the place of what is missing, unknown, of the wrong type or out of range', () => {
    const broken = sampleTemplate((t) => {
      Object.assign(t.steps['plan'] ?? {}, { titel: 'x', estimatedMinutes: -1, sensitive: 'yes' });
      Object.assign(t.steps['kickoff'] ?? {}, { title: undefined, when: { and: [{ '<': [1] }] } });
      Object.assign(t.steps, { '12': t.steps['plan'] });
      t.timeZone = 'Mars/Olympus';
    });
    const found = check(broken).map((one) => `${one.code} ${one.path}`);
    for (const expected of [
      'template.missing /steps/kickoff/title',
      'template.too-small /steps/plan/estimatedMinutes',
      'template.wrong-type /steps/plan/sensitive',
      'template.unknown-field /steps/plan/titel',
      'template.invalid-id /steps/12',
    ])
      expect(found).toContain(expected);
    expect(found.some((one) => one.includes('/steps/kickoff/when'))).toBe(true);
    expect(check({ ...sampleTemplate(), timeZone: 'Mars/Olympus' }).map((one) => one.path)).toEqual(['/timeZone']);
  });
});
