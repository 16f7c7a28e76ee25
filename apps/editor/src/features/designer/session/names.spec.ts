import { describe, expect, it } from '@jest/globals';
import { newId, renamed } from './names.js';

const kind = { zh: '会议', en: 'Meeting' };

describe('typed titles', () => {
  it('keep the other language, unless it is still that of the kind', () => {
    expect(renamed({ zh: '动员会', en: 'Kick-off' }, '动员大会', 'zh', [kind])).toEqual({
      zh: '动员大会',
      en: 'Kick-off',
    });
    expect(renamed(kind, '动员会', 'zh', [kind])).toEqual({ zh: '动员会' });
  });

  it('never leave Chinese empty', () => {
    expect(renamed(kind, 'Kick-off', 'en', [kind])).toEqual({ zh: 'Kick-off', en: 'Kick-off' });
    expect(renamed({ zh: '动员会' }, 'Kick-off', 'en', [kind])).toEqual({ zh: '动员会', en: 'Kick-off' });
  });
});

describe('new ids', () => {
  it('begin with what they are, and are never those that are taken', () => {
    const given = new Set<string>();
    for (let count = 0; count < 50; count += 1) given.add(newId((id) => given.has(id), 'meeting'));
    expect(given.size).toBe(50);
    for (const id of given) expect(id).toMatch(/^meeting-[a-z2-9]{8}$/);
  });
});
