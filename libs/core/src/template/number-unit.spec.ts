import { describe, expect, it } from '@jest/globals';
import { describeEvidence } from '../compare/index.js';
import { type Evidence, evidenceSchema } from './document.js';
import { numberUnit } from './number-unit.js';

const counting = (unit: unknown): Evidence =>
  evidenceSchema.parse({ type: 'number', title: { zh: '人数', en: 'Present' }, min: 3, unit });

describe('what a number counts', () => {
  it('is written in both languages, or in Chinese alone as templates once were', () => {
    expect(numberUnit('人')).toEqual({ zh: '人' });
    expect(numberUnit('')).toBeUndefined();
    expect(numberUnit({ zh: '人', en: 'people' })).toEqual({ zh: '人', en: 'people' });
  });

  it('stays as it was written, so that a template keeps its hash', () => {
    expect(counting('人')).toMatchObject({ unit: '人' });
  });

  it('is said in the language of the page', () => {
    expect(describeEvidence(counting({ zh: '人', en: 'people' }), 'zh')).toContain('至少3人');
    expect(describeEvidence(counting({ zh: '人', en: 'people' }), 'en')).toContain('at least 3 people');
    expect(describeEvidence(counting('人'), 'zh')).toContain('至少3人');
  });
});
