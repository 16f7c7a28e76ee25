import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { has, missing } from './elements.js';
import { ladderAt, ladderOf } from './ladder-place.js';
import { operation, remove } from './operation.js';

/** A rung is taken away. A step's own ladder stays, even empty: that is how a step says it wants none. */
export const removeRung = operation({
  name: 'remove-rung',
  params: z.strictObject({ ...ladderOf, id: idSchema }),
  edits(template, { id, ...of }) {
    const at = ladderAt(template, of);
    if ('ok' in at) return at;
    const path = at.path + pointer(id);
    return has(at.ladder, id) ? accept([remove(path)]) : missing('rung', path);
  },
});
