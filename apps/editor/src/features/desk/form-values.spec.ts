import { describe, expect, it } from '@jest/globals';
import { evidenceSchema, type Evidence } from '@gangmu/core';
import { toValues } from './form-values.js';

const evidence = (declaration: object): Evidence => evidenceSchema.parse({ title: { zh: '材料' }, ...declaration });

describe('form values', () => {
  const declared = {
    heads: evidence({ type: 'head-count' }),
    note: evidence({ type: 'text' }),
    sessions: evidence({
      type: 'table',
      columns: { day: { title: { zh: '日期' }, type: 'date' }, hours: { title: { zh: '学时' }, type: 'number' } },
    }),
  };

  it('leaves out what was left blank', () => {
    expect(
      toValues(declared, {
        heads: { due: 3, present: 2, onLeave: null },
        note: '  ',
        sessions: [{ day: '', hours: null }],
      }),
    ).toEqual({
      heads: { due: 3, present: 2 },
    });
    expect(toValues(declared, { heads: { due: null, present: null } })).toEqual({});
  });

  it('keeps zero and hands in nothing that was not asked for', () => {
    expect(toValues(declared, { heads: { due: 0, present: 0 }, other: 'x' })).toEqual({
      heads: { due: 0, present: 0 },
    });
  });
});
