import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { boundSchema, idSchema } from '../template/document.js';
import { free, need, newId } from './elements.js';
import { operation, set } from './operation.js';

/** One more bound on when a step is due: the earliest applies. Without one given, the campaign's end, off rest days. */
export const addDeadline = operation({
  name: 'add-deadline',
  params: z.strictObject({
    step: idSchema,
    id: newId,
    bound: boundSchema.default({
      anchor: { from: 'campaign-end' },
      offset: 0,
      unit: 'calendar-days',
      roll: 'previous-working-day',
      at: '18:00',
    }),
  }),
  edits(template, { step, id, bound }) {
    const path = pointer('steps', step, 'deadlines', id);
    return (
      need(template, 'step', step) ??
      free(template.steps[step]?.deadlines, 'bound', id, path) ??
      accept([set(path, bound)])
    );
  },
});
