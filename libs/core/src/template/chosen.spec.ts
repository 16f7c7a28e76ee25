import { describe, expect, it } from '@jest/globals';
import { templateOf } from '../run/run.given.js';
import { stepFor, templateFor } from './chosen.js';

const template = templateOf({
  steps: {
    study: {
      guidance: { zh: '集中学习' },
      alternatives: {
        door: { title: { zh: '送学上门' }, guidance: { zh: '逐户走到' } },
        joint: { title: { zh: '联合' } },
      },
      chosen: { village: 'door', town: 'joint', office: 'gone' },
    },
    other: {},
  },
});
const study = template.steps['study'];
if (!study) throw new Error('no step');

describe('the equivalent chosen for a category', () => {
  it('gives the step its title and its guidance', () => {
    expect(stepFor(study, 'village')).toMatchObject({ title: { zh: '送学上门' }, guidance: { zh: '逐户走到' } });
    expect(stepFor(study, 'town')).toMatchObject({ title: { zh: '联合' }, guidance: { zh: '集中学习' } });
  });

  it('changes nothing where none was chosen, or one that is no longer there', () => {
    for (const category of ['school', 'office', 'toString']) expect(stepFor(study, category)).toBe(study);
    expect(templateFor(template, 'school')).toBe(template);
    expect(templateFor(template, 'village').steps['other']).toBe(template.steps['other']);
  });
});
