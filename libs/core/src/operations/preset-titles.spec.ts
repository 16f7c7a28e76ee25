import { describe, expect, it } from '@jest/globals';
import { stepKinds } from '../step-kinds/step-kinds.js';
import { presetTitles, retitled } from './preset-titles.js';

describe('a text typed in one language', () => {
  it('keeps the other one', () => {
    expect(retitled({ zh: '动员会', en: 'Kick-off' }, '动员大会', 'zh')).toEqual({ zh: '动员大会', en: 'Kick-off' });
    expect(retitled({ zh: '动员会' }, 'Kick-off', 'en')).toEqual({ zh: '动员会', en: 'Kick-off' });
  });

  it.each([...Object.values(presetTitles), ...stepKinds.map(({ title }) => title)])(
    'takes the place of both where nobody had named it yet: $zh',
    (preset) => {
      expect(retitled(preset, '动员会', 'zh')).toEqual({ zh: '动员会' });
      expect(retitled(preset, 'Kick-off', 'en')).toEqual({ zh: 'Kick-off', en: 'Kick-off' });
    },
  );

  it('never leaves Chinese empty', () => {
    expect(retitled(undefined, '办公室', 'zh')).toEqual({ zh: '办公室' });
    expect(retitled(undefined, 'Office', 'en')).toEqual({ zh: 'Office', en: 'Office' });
  });
});
