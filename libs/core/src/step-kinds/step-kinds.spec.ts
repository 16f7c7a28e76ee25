import { describe, expect, it } from '@jest/globals';
import { evidenceSchema, idSchema } from '../template/document.js';
import { stepKind, stepKinds } from './step-kinds.js';

describe('step kinds', () => {
  it('are known by their ids, each once', () => {
    expect(new Set(stepKinds.map((kind) => kind.id)).size).toBe(stepKinds.length);
    for (const kind of stepKinds) expect(stepKind(kind.id)).toBe(kind);
    expect(stepKind('constructor')).toBeUndefined();
  });

  it.each(stepKinds.map((kind) => [kind.id, kind] as const))(
    '%s declares everything a form and the engine need',
    (_id, kind) => {
      expect(idSchema.safeParse(kind.id).success).toBe(true);
      expect(kind.title.en && kind.description.en && kind.icon).toBeTruthy();
      expect(Object.keys(kind.hints).toSorted()).toEqual(Object.keys(kind.params.shape).toSorted());
      expect(kind.params.safeParse({}).success).toBe(true);
      for (const [id, evidence] of Object.entries(kind.defaultEvidence)) {
        expect(idSchema.safeParse(id).success).toBe(true);
        expect(evidenceSchema.parse(evidence)).toEqual(evidence);
      }
      if (kind.completion !== 'hand-in') expect(kind.asksUnit).toBe(false);
    },
  );
});
