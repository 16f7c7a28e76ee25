import { pointer } from '../findings.js';
import { conditionSteps } from '../template/conditions.js';
import { found, type LintRule } from './lint-rule.js';

/** Conditions on the kind of unit are guidance by category; one on what is handed in later lets a duty vanish. */
export const skippableMandate: LintRule = {
  id: 'skippable-mandate',
  codes: ['skippable-mandate'],
  *check({ template }) {
    for (const [id, step] of Object.entries(template.steps)) {
      if (step.mandate === 'free' || step.when === undefined || conditionSteps(step.when).length === 0) continue;
      yield found('warning', 'skippable-mandate', pointer('steps', id, 'when'), {
        step: step.title,
        reads: conditionSteps(step.when),
      });
    }
  },
};
