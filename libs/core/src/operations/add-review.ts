import { z } from 'zod';
import { accept, pointer, refuse } from '../findings.js';
import { idSchema, reviewSchema } from '../template/document.js';
import { beforeSchema, free, need, newId } from './elements.js';
import { operation, set } from './operation.js';
import { inOrder, orderEdits, placedBefore } from './ordering.js';

/** One more reviewer of what a step hands in, before another or last. */
export const addReview = operation({
  name: 'add-review',
  params: z.strictObject({
    step: idSchema,
    id: newId,
    by: reviewSchema.shape.by.default({ who: 'superior' }),
    limitDays: reviewSchema.shape.limitDays,
    before: beforeSchema,
  }),
  edits(template, { step: stepId, id, by, limitDays, before }) {
    const gone = need(template, 'step', stepId) ?? (by.who === 'role' ? need(template, 'role', by.role) : null);
    const step = template.steps[stepId];
    if (gone || !step) return gone ?? refuse('operations.gone', pointer('steps', stepId));
    const path = pointer('steps', stepId, 'reviews', id);
    const taken = free(step.reviews, 'review', id, path);
    if (taken) return taken;
    const orders = placedBefore(inOrder(step.reviews), [id], before);
    return accept([
      set(path, { by, limitDays, order: orders.get(id) ?? 0 }),
      ...orderEdits(orders, step.reviews, 'steps', stepId, 'reviews'),
    ]);
  },
});
