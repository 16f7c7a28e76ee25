import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chances, countyTemplate, edited, variedTemplate } from '../adaptation/adaptation.given.js';
import { cn } from '../calendar/cn.js';
import { parseTemplate } from '../template/parse.js';
import type { Template } from '../template/document.js';
import { lintSession, shared } from './lint-session.js';
import { lintTemplate } from './lint-template.js';

const county = countyTemplate();

describe('linting while editing', () => {
  /** The linter is given what the reader let pass; parsed anew, nothing of it was ever seen by the caches. */
  const agrees = (start: Template, rounds: readonly number[][]): void => {
    const lint = lintSession({ calendar: cn });
    let template = start;
    for (const choices of rounds) {
      const parsed = parseTemplate(edited(template, choices));
      if (!parsed.ok) continue;
      template = parsed.template;
      expect(lint(template)).toEqual(lintTemplate(structuredClone(template), { calendar: cn }));
    }
  };

  it('finds what the linter finds, whatever was edited before', () => {
    const rounds = fc.array(chances(3), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rounds, (choices) => agrees(county, choices)),
      { numRuns: 12 },
    );
    const small = variedTemplate();
    fc.assert(
      fc.property(rounds, (choices) => agrees(small, choices)),
      { numRuns: 300 },
    );
  });

  it('takes from before every part that has not changed, and nothing else', () => {
    fc.assert(
      fc.property(chances(3), (choices) => {
        const next = edited(county, choices);
        const same = shared(county, next);
        expect(same).toEqual(next);
        expect(JSON.stringify(same)).toBe(JSON.stringify(next));
      }),
      { numRuns: 30 },
    );
    expect(shared(county, structuredClone(county))).toBe(county);
  });
});
