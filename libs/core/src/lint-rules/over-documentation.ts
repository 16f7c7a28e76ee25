import { pointer } from '../findings.js';
import { isSignInSheet } from '../template/evidence-schema.js';
import { found, type LintRule } from './lint-rule.js';

/** 过度留痕: a photo and a sign-in sheet and minutes prove the same thing three times. */
export const overDocumentation: LintRule = {
  id: 'over-documentation',
  codes: ['over-documentation'],
  *check({ template }) {
    for (const [id, step] of Object.entries(template.steps)) {
      const list = Object.entries(step.evidence);
      const photo = list.find(([, one]) => one.type === 'photo' && !isSignInSheet(one));
      const sheet = list.find(([, one]) => isSignInSheet(one));
      const minutes = list.some(([, one]) => one.type === 'file' && one.role === 'minutes');
      if (!photo || !sheet || !minutes) continue;
      const path = pointer('steps', id, 'evidence');
      const remove = [photo[0], sheet[0]].map((key) => ({
        op: 'remove' as const,
        path: path + pointer(key),
      }));
      yield found('warning', 'over-documentation', path, { step: step.title }, { edits: remove });
    }
  },
};
