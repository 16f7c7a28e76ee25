/** The shipped township taking over whatever the county makes of its plan. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cn } from '../calendar/cn.js';
import { parseTemplate } from '../template/parse.js';
import { adaptTemplate, parseAdaptationText } from './adaptation-file.js';
import { chances, countyTemplate, edited } from './adaptation.given.js';
import { mergeAdaptation } from './merge.js';
import { mergeChecks } from './merge-checks.js';
import { touches } from './place.js';
import { refines } from './refines.js';
import { valueAt } from './shape.js';

const base = countyTemplate();
const file = new URL('../../../../workflows/county-campaign/township-adaptation.json', import.meta.url);
const read = parseAdaptationText(readFileSync(file, 'utf8'));
const adapted = read.ok ? adaptTemplate(base, read.adaptation) : read;
if (!adapted.ok) throw new Error(JSON.stringify(adapted.findings));
const mine = adapted.difference;
const checks = mergeChecks({ calendar: cn });

describe('the township takes over', () => {
  it('with a sound result, and nothing of its own lost, whatever the county changed', () => {
    fc.assert(
      fc.property(chances(5), (choices) => {
        const newBase = edited(base, choices);
        if (!parseTemplate(newBase).ok) return;
        const { result, conflicts } = mergeAdaptation({ base, newBase, mine, calendar: cn, checks });
        expect(refines(newBase, result).filter(({ severity }) => severity === 'error')).toEqual([]);
        const known = new Set(checks.rules(newBase).map(({ code, path }) => code + path));
        expect(checks.rules(result).filter(({ code, path }) => !known.has(code + path))).toEqual([]);
        const asked = conflicts.flatMap((one) => [one.path, ...(one.with ?? [])]);
        for (const [path, change] of Object.entries(mine)) {
          if (asked.some((place) => touches(place, path))) continue;
          const value = change.op === 'set' || change.op === 'add' ? change.value : undefined;
          const stands = { path, value: valueAt(result, path) };
          if (value === undefined) expect(stands).toEqual({ path, value });
          else expect(stands).toMatchObject({ path, value });
        }
      }),
      { numRuns: 25 },
    );
  });
});
