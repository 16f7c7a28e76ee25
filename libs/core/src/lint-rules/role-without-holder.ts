import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

export const roleWithoutHolder: LintRule = {
  id: 'role-without-holder',
  codes: ['role-without-holder', 'substitutes-in-a-circle', 'unused-role'],
  *check({ template, heldRoles }) {
    const used = new Set(
      Object.values(template.steps).flatMap((step) => [
        step.lead,
        ...step.supporting,
        ...Object.values(step.reviews).flatMap(({ by }) => (by.who === 'role' ? [by.role] : [])),
      ]),
    );
    for (const { substitute } of Object.values(template.roles)) used.add(substitute);
    for (const [id, { title }] of Object.entries(template.roles)) {
      const path = pointer('roles', id);
      const seen = new Set<string>();
      let at: string | undefined = id;
      while (at !== undefined && at !== 'superior' && !seen.has(at)) {
        seen.add(at);
        at = template.roles[at]?.substitute;
      }
      if (at !== undefined && at !== 'superior')
        yield found(
          'error',
          'substitutes-in-a-circle',
          `${path}/substitute`,
          { role: title },
          { edits: [{ op: 'set', path: `${path}/substitute`, value: 'superior' }] },
        );
      if (!used.has(id)) yield found('info', 'unused-role', path, { role: title }, { edits: [{ op: 'remove', path }] });
      else if (heldRoles && ![...seen].some((role) => heldRoles.has(role)))
        yield found('warning', 'role-without-holder', path, { role: title });
    }
  },
};
