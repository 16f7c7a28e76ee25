import { z } from 'zod';
import { accept, pointer, refuse } from '../findings.js';
import { idSchema } from '../template/document.js';
import { valueAt } from '../pointer.js';
import { has, missing, need } from './elements.js';
import { operation, remove, set } from './operation.js';

/** A level chooses, for a category of its units, one of the equivalents the step lists – or the step as it is (null). */
export const chooseAlternative = operation({
  name: 'choose-alternative',
  params: z.strictObject({ step: idSchema, category: idSchema, alternative: idSchema.nullable() }),
  edits(template, { step: id, category, alternative }) {
    const gone = need(template, 'step', id) ?? need(template, 'category', category);
    const step = template.steps[id];
    if (gone || !step) return gone ?? refuse('operations.gone', pointer('steps', id));
    const path = pointer('steps', id, 'chosen', category);
    if (alternative === null) return accept(valueAt(template, path) === undefined ? [] : [remove(path)]);
    const offered = step.alternatives?.[alternative];
    if (!offered || !has(step.alternatives, alternative))
      return missing('alternative', pointer('steps', id, 'alternatives', alternative));
    if (offered.categories.length > 0 && !offered.categories.includes(category))
      return refuse('operations.not-for-category', path, {
        alternative: offered.title,
        category: template.categories[category]?.title ?? '',
      });
    return accept([set(path, alternative)]);
  },
});
