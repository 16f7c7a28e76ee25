import { describe, expect, it } from '@jest/globals';
import { newId } from './names.js';

describe('new ids', () => {
  it('begin with what they are, and are never those that are taken', () => {
    const given = new Set<string>();
    for (let count = 0; count < 50; count += 1) given.add(newId((id) => given.has(id), 'meeting'));
    expect(given.size).toBe(50);
    for (const id of given) expect(id).toMatch(/^meeting-[a-z2-9]{8}$/);
  });
});
