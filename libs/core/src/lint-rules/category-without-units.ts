import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

/** A category is a code that units carry; one that none carries leaves everything meant for it undone. */
export const categoryWithoutUnits: LintRule = {
  id: 'category-without-units',
  codes: ['category-without-units'],
  *check({ template, organisation }) {
    const there = organisation?.categories;
    if (there === undefined) return;
    for (const [id, { title }] of Object.entries(template.categories))
      if (!there.includes(id))
        yield found('warning', 'category-without-units', pointer('categories', id), { category: title });
  },
};
