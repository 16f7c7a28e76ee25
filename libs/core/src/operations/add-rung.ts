import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { rungSchema } from '../template/document.js';
import { free, newId } from './elements.js';
import { ladderAt, ladderOf } from './ladder-place.js';
import { operation, set } from './operation.js';

/** One more rung of a ladder; the first one of a step gives it a ladder of its own. Without one given: a reminder. */
export const addRung = operation({
  name: 'add-rung',
  params: z.strictObject({
    ...ladderOf,
    id: newId,
    rung: rungSchema.default({
      offset: -1,
      unit: 'working-days',
      at: '09:00',
      effect: 'remind',
      to: 'unit',
      on: true,
    }),
  }),
  edits(template, { id, rung, ...of }) {
    const at = ladderAt(template, of);
    if ('ok' in at) return at;
    const path = at.path + pointer(id);
    return free(at.ladder, 'rung', id, path) ?? accept([set(path, rung)]);
  },
});
