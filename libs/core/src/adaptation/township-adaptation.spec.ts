import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import { complies } from '../template/complies.js';
import { contentHash } from '../template/content-hash.js';
import { lintTemplate } from '../lint-rules/lint-template.js';
import { adaptTemplate, parseAdaptationText } from './adaptation-file.js';
import { countyTemplate } from './adaptation.given.js';
import { differenceOf } from './difference.js';
import { refines } from './refines.js';
import { tightenings } from './tightenings.js';

const county = countyTemplate();
const path = new URL('../../../../workflows/county-campaign/township-adaptation.json', import.meta.url);
const read = parseAdaptationText(readFileSync(path, 'utf8'));
if (!read.ok) throw new Error(JSON.stringify(read.findings));
const { adaptation } = read;

describe('the township’s adaptation of the county plan', () => {
  it('is made on the plan as it is shipped (else write its new hash into it)', () => {
    expect(adaptation.base).toBe(contentHash(county));
  });

  const adapted = adaptTemplate(county, adaptation);
  if (!adapted.ok) throw new Error(JSON.stringify(adapted.findings));
  const { template } = adapted;

  it('keeps to every lock, every rule and every policy', () => {
    expect(refines(county, template)).toEqual([]);
    expect(lintTemplate(template, { calendar: cn })).toEqual([]);
    const local = new Set(Object.keys(template.steps).filter((id) => !Object.hasOwn(county.steps, id)));
    for (const category of Object.keys(county.categories))
      expect(complies(county.policies, template, category, { calendar: cn, local })).toEqual([]);
  });

  it('shows each kind of change: posts, a note, more asked, an equivalent, a step less and a step more', () => {
    expect(Object.keys(differenceOf(county, template)).toSorted()).toEqual([
      '/roles/first-responsible/post',
      '/roles/office/post',
      '/steps/branch-life/chosen',
      '/steps/branch-meeting/notes',
      '/steps/joint-study',
      '/steps/plan/deadlines/township',
      '/steps/plan/post',
      '/steps/rules-issued/evidence/revised/min',
      '/steps/weekly-plan/evidence/weeks/minRows',
      '/steps/young-members',
    ]);
    expect(tightenings(county, template)).toHaveLength(4);
  });
});
