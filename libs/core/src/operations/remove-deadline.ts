import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { has, missing } from './elements.js';
import { operation, remove } from './operation.js';

/** A bound of a step is taken away. */
export const removeDeadline = operation({
  name: 'remove-deadline',
  params: z.strictObject({ step: idSchema, id: idSchema }),
  edits(template, { step, id }) {
    const path = pointer('steps', step, 'deadlines', id);
    return has(template.steps[step]?.deadlines, id) ? accept([remove(path)]) : missing('bound', path);
  },
});
