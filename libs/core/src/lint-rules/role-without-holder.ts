import { pointer } from '../findings.js';
import { isHeld, substitutesOf } from '../run/role-holders.js';
import type { RoleAct } from '../run/model.js';
import type { Template } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';

/** What each role is needed for. */
function actsOf(template: Template): Map<string, Set<RoleAct>> {
  const acts = new Map<string, Set<RoleAct>>();
  const needs = (role: string, act: RoleAct): unknown => acts.set(role, (acts.get(role) ?? new Set()).add(act));
  for (const { lead, supporting, reviews } of Object.values(template.steps)) {
    for (const role of [lead, ...supporting]) needs(role, 'file');
    for (const { by } of Object.values(reviews)) if (by.who === 'role') needs(by.role, 'review');
  }
  return acts;
}

export const roleWithoutHolder: LintRule = {
  id: 'role-without-holder',
  codes: ['role-without-holder', 'substitutes-in-a-circle', 'unused-role'],
  *check({ template, organisation }) {
    const acts = actsOf(template);
    const standIns = new Set(Object.values(template.roles).map(({ substitute }) => substitute));
    const holders = organisation?.holders;
    for (const [id, { title }] of Object.entries(template.roles)) {
      const path = pointer('roles', id);
      const substitutes = substitutesOf(template, id);
      const last = template.roles[substitutes.at(-1) ?? id]?.substitute;
      if (last !== undefined && last !== 'superior')
        yield found(
          'error',
          'substitutes-in-a-circle',
          `${path}/substitute`,
          { role: title },
          { edits: [{ op: 'set', path: `${path}/substitute`, value: 'superior' }] },
        );
      const needed = acts.get(id);
      if (needed === undefined && !standIns.has(id))
        yield found('info', 'unused-role', path, { role: title }, { edits: [{ op: 'remove', path }] });
      else if (
        holders &&
        ![...(needed ?? [])].every((act) => [id, ...substitutes].some((role) => isHeld(template, role, holders[act])))
      )
        yield found('warning', 'role-without-holder', path, { role: title });
    }
  },
};
