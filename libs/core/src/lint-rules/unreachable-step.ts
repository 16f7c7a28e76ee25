import { pointer } from '../findings.js';
import { effectiveFor } from '../template/effective.js';
import { predecessors } from '../template/predecessors.js';
import { found, type LintRule } from './lint-rule.js';

export const unreachableStep: LintRule = {
  id: 'unreachable-step',
  codes: ['unreachable-step', 'join-never-fires'],
  *check({ template, units }) {
    const live = units.map((unit) => effectiveFor(template, unit));
    const into = predecessors(template);
    for (const [id, step] of Object.entries(template.steps)) {
      const path = pointer('steps', id);
      if (!live.some((steps) => steps.has(id))) yield found('error', 'unreachable-step', path, { step: step.title });
      const have = into.get(id)?.size ?? 0;
      if (typeof step.join === 'object' && step.join.atLeast > have)
        yield found(
          'error',
          'join-never-fires',
          `${path}/join`,
          { step: step.title, need: step.join.atLeast, have },
          { edits: [{ op: 'set', path: `${path}/join`, value: 'all' }] },
        );
    }
  },
};
