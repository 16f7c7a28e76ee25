import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { beforeSchema, free, newId, pointSchema, titleSchema } from './elements.js';
import { newStep } from './new-step.js';
import { operation, set } from './operation.js';
import { orderEdits, stepsPlaced } from './ordering.js';

/** A new step of a kind, with what its kind asks for by default, before another or at the end of its phase. */
export const addStep = operation({
  name: 'add-step',
  params: z.strictObject({
    id: newId,
    phase: idSchema,
    kind: idSchema,
    title: titleSchema,
    /** Without it the first role leads. */
    lead: idSchema.optional(),
    before: beforeSchema,
    /** For a cascade: the step of subordinate units that is counted. */
    milestone: idSchema.optional(),
    /** Where its card stands; else the layout finds a place. */
    at: pointSchema.optional(),
  }),
  edits(template, { id, before, at, ...wanted }) {
    const path = pointer('steps', id);
    const taken = free(template.steps, 'step', id, path);
    if (taken) return taken;
    const step = newStep(template, wanted);
    if (!step.ok) return step;
    const orders = stepsPlaced(template, wanted.phase, [id], before, false);
    return accept([
      set(path, { ...step.value, order: orders.get(id) ?? 0 }),
      ...orderEdits(orders, template.steps, 'steps'),
      ...(at ? [set(pointer('layout', id), at)] : []),
    ]);
  },
});
