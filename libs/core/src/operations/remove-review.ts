import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { has, missing } from './elements.js';
import { operation, remove } from './operation.js';

/** A reviewer is taken away. */
export const removeReview = operation({
  name: 'remove-review',
  params: z.strictObject({ step: idSchema, id: idSchema }),
  edits(template, { step, id }) {
    const path = pointer('steps', step, 'reviews', id);
    return has(template.steps[step]?.reviews, id) ? accept([remove(path)]) : missing('review', path);
  },
});
