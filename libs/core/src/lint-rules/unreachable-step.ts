import { pointer } from '../findings.js';
import { effectiveFor } from '../template/effective.js';
import { found, type LintRule } from './lint-rule.js';

export const unreachableStep: LintRule = {
  id: 'unreachable-step',
  codes: ['unreachable-step', 'join-never-fires'],
  *check({ template, units }) {
    const reached = new Set(units.flatMap((unit) => [...effectiveFor(template, unit).keys()]));
    for (const [id, step] of Object.entries(template.steps)) {
      const path = pointer('steps', id);
      if (!reached.has(id)) yield found('error', 'unreachable-step', path, { step: step.title });
      const incoming = Object.values(template.edges).filter((edge) => edge.to === id).length;
      if (typeof step.join === 'object' && step.join.atLeast > incoming)
        yield found(
          'error',
          'join-never-fires',
          `${path}/join`,
          { step: step.title, need: step.join.atLeast, have: incoming },
          { edits: [{ op: 'set', path: `${path}/join`, value: 'all' }] },
        );
    }
  },
};
