import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

/** 过度留痕: a photo and a sign-in sheet and minutes prove the same thing three times. */
export const overDocumentation: LintRule = {
  id: 'over-documentation',
  codes: ['over-documentation'],
  *check({ template }) {
    for (const [id, step] of Object.entries(template.steps)) {
      const list = Object.entries(step.evidence);
      const photo = list.find(([, one]) => one.type === 'photo');
      const role = (wanted: string) => list.find(([, one]) => one.type === 'file' && one.role === wanted);
      if (!photo || !role('sign-in') || !role('minutes')) continue;
      const path = pointer('steps', id, 'evidence');
      const remove = [photo[0], role('sign-in')?.[0] ?? ''].map((key) => ({
        op: 'remove' as const,
        path: path + pointer(key),
      }));
      yield found('warning', 'over-documentation', path, { step: step.title }, { edits: remove });
    }
  },
};
