/** Whom a step of a level's own may be for: policies say how many such steps units of a category can be given. */
import type { Condition, Policy, Template } from './document.js';
import { effectiveFor } from './effective.js';

const BY_CATEGORY = { var: 'unit.category' };

/** Whether a policy is about units of a category; without naming any it is about all. */
export const isAbout = ({ categories }: Pick<Policy, 'categories'>, category: string): boolean =>
  categories.length === 0 || categories.includes(category);

/**
 * The condition of a new step of one's own: those categories whose units may be given one more. Undefined where that is
 * everybody – and where it is nobody, so that what stands in the way is said and not hidden in a step for nobody.
 * Counted is every step that hangs at an extension point: the levels between cannot be told apart here, so that at most
 * fewer are offered than could be.
 */
export function roomForLocal(template: Template): Condition | undefined {
  const limits = Object.values(template.policies).flatMap(({ rule, categories }) =>
    rule.type === 'max-local-steps' ? [{ categories, max: rule.max }] : [],
  );
  if (limits.length === 0) return undefined;
  const all = Object.keys(template.categories);
  const open = all.filter((category) => {
    const max = Math.min(...limits.filter((limit) => isAbout(limit, category)).map((limit) => limit.max));
    const local = [...effectiveFor(template, { category }).values()].filter(({ hangsAt }) => hangsAt !== undefined);
    return local.length < max;
  });
  return open.length === all.length || open.length === 0 ? undefined : { in: [BY_CATEGORY, open] };
}

/** A condition for whom it is for now but units of a category; undefined where nobody would be left. */
export function sparing(when: Condition | undefined, category: string, all: readonly string[]): Condition | undefined {
  const listed = categoriesIn(when, all);
  if (listed === undefined) return { and: [when ?? true, { '!=': [BY_CATEGORY, category] }] };
  const left = listed.filter((one) => one !== category);
  return left.length === 0 ? undefined : { in: [BY_CATEGORY, left] };
}

/** The categories a condition names, where that is all it says. */
function categoriesIn(when: Condition | undefined, all: readonly string[]): readonly string[] | undefined {
  if (when === undefined || when === true) return all;
  if (typeof when !== 'object') return undefined;
  const [variable, value] = 'in' in when ? when.in : '==' in when ? when['=='] : [];
  if (typeof variable !== 'object' || !('var' in variable) || variable.var !== BY_CATEGORY.var) return undefined;
  const list = Array.isArray(value) ? value : [value];
  return list.every((one): one is string => typeof one === 'string') ? list : undefined;
}
