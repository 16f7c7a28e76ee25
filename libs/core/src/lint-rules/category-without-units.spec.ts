import { categoryWithoutUnits } from './category-without-units.js';
import { testRule } from './rule-tester.given.js';

testRule(categoryWithoutUnits, {
  valid: [
    { name: 'categories that units are of', options: { organisation: { categories: ['organ', 'village', 'school'] } } },
    { name: 'categories that a level above set', options: { organisation: {} } },
  ],
  invalid: [
    {
      name: 'a category that no unit is of',
      options: { organisation: { categories: ['village'] } },
      finds: ['category-without-units /categories/organ'],
    },
  ],
});
