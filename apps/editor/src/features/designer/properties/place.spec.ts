import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits } from '@gangmu/core';
import { below, freshId, inOrder, keysOf, moveEdits, valueAt, within } from './place.js';
import { templateOf } from './template.given.js';

describe('places', () => {
  it('finds what stands there, and nothing beside it', () => {
    const template = templateOf();
    expect(valueAt(template, '/steps/kickoff/title/zh')).toBe('动员会');
    expect(valueAt(template, '/steps/nobody/title')).toBeUndefined();
    expect(valueAt(template, '/steps/constructor')).toBeUndefined();
    expect(keysOf(below('/steps', 'a/b~c'))).toEqual(['steps', 'a/b~c']);
  });

  it('knows what lies within what', () => {
    expect(within('/steps/a', '/steps/a/title')).toBe(true);
    expect(within('/steps/a', '/steps/a')).toBe(true);
    expect(within('/steps/a', '/steps/ab')).toBe(false);
  });

  it('makes ids that the format takes', () => {
    const taken = {};
    for (let i = 0; i < 200; i += 1) expect(freshId('ev', taken)).toMatch(/^ev-[a-z0-9]{6}$/);
  });

  it('moves an element by one place and leaves the order of all others', () => {
    const template = templateOf();
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{3,6}$/), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 }),
        fc.nat(7),
        fc.constantFrom(-1, 1),
        (ids, orders, which, by) => {
          const evidence = Object.fromEntries(
            ids.map((id, i) => [id, { type: 'date', title: { zh: id }, required: true, order: orders[i] ?? 0 }]),
          );
          const held = applyEdits(template, [{ op: 'set', path: '/steps/kickoff/evidence', value: evidence }]);
          if (!held.ok) throw new Error(held.refusal.code);
          const map = held.value.template.steps['kickoff']?.evidence ?? {};
          const before = inOrder(map);
          const id = before[which % before.length] ?? '';
          const moved = applyEdits(held.value.template, moveEdits('/steps/kickoff/evidence', map, id, by));
          if (!moved.ok) throw new Error(moved.refusal.code);
          const after = inOrder(moved.value.template.steps['kickoff']?.evidence ?? {});
          expect(after.filter((each) => each !== id)).toEqual(before.filter((each) => each !== id));
          const target = Math.min(Math.max(before.indexOf(id) + by, 0), before.length - 1);
          expect(after.indexOf(id)).toBe(target);
        },
      ),
    );
  });
});
