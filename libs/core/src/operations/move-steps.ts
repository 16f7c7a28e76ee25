import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { beforeSchema, need } from './elements.js';
import { operation, set } from './operation.js';
import { inOrder, orderEdits, stepsPlaced } from './ordering.js';

/** Steps go to a phase, together and in their order, before a step of it or to its end. */
export const moveSteps = operation({
  name: 'move-steps',
  params: z.strictObject({
    ids: z.array(idSchema).min(1).max(2000),
    phase: idSchema,
    before: beforeSchema,
  }),
  edits(template, { ids, phase, before }) {
    const gone = need(template, 'step', ...ids) ?? need(template, 'phase', phase);
    if (gone) return gone;
    const moving = new Set(ids);
    const rank = new Map(inOrder(template.phases).map(([id], i) => [id, i]));
    const sorted = inOrder(template.steps)
      .filter(([id]) => moving.has(id))
      .toSorted(([, a], [, b]) => (rank.get(a.phase) ?? 0) - (rank.get(b.phase) ?? 0))
      .map(([id]) => id);
    const local = sorted.every((id) => template.steps[id]?.hangsAt !== undefined);
    const orders = stepsPlaced(template, phase, sorted, before, local);
    return accept([
      ...sorted.flatMap((id) =>
        template.steps[id]?.phase === phase ? [] : [set(pointer('steps', id, 'phase'), phase)],
      ),
      ...orderEdits(orders, template.steps, 'steps'),
    ]);
  },
});
